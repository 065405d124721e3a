package dev.orrery.machine;

import dev.orrery.spec.diag.ExitCode;

/**
 * How a run went.
 *
 * @param ending why it ended
 * @param instructions retired, system calls included
 * @param hostNanos time that the run took on the host, in nanoseconds
 */
public record Outcome(Ending ending, long instructions, long hostNanos) {
  private static final int SIGNAL_BASE = 128;
  private static final int SIGINT = 2;

  /** The status that {@code orrery run} ends with. */
  public int exitStatus() {
    return switch (ending) {
      case Ending.Exited e -> e.code() & 0xff;
      case Ending.Killed k -> SIGNAL_BASE + k.number();
      case Ending.Faulted f -> ExitCode.GUEST_FAULT.status();
      case Ending.Stuck s -> ExitCode.GUEST_FAULT.status();
      case Ending.LimitReached l -> ExitCode.LIMIT.status();
      case Ending.Interrupted i -> SIGNAL_BASE + SIGINT;
    };
  }

  /** Millions of instructions per second of host time; 0 for a run too short to tell. */
  public double megaInstructionsPerSecond() {
    return hostNanos == 0 ? 0 : instructions * 1e3 / hostNanos;
  }
}
