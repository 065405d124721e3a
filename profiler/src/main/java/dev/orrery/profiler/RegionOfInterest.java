package dev.orrery.profiler;

import dev.orrery.engine.EngineOptions;
import dev.orrery.machine.Machine;
import dev.orrery.machine.Outcome;
import dev.orrery.machine.RunLimits;
import dev.orrery.machine.bare.BareBoard;
import dev.orrery.machine.bare.StopAtMarker;
import dev.orrery.machine.plan.Guest;
import dev.orrery.profiler.recording.Recording;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Profiles what a bare program does behind its first store to {@code roi_begin}, up to and with the
 * next one to {@code roi_end}. Models of cores are told of all that comes before, so that their
 * caches and predictors are as they would be.
 */
public final class RegionOfInterest {
  private final Guest guest;
  private final EngineOptions options;
  private final @Nullable CycleCounter cycles;
  private final long interval;

  /** A run from reset to its end. */
  public record Run(Recording recording, Machine machine, Outcome outcome) {}

  /**
   * Of {@code guest}, which is at its first instruction.
   *
   * @param options how its engines are made, besides that they are watched
   * @param core whose cycles are counted; null for none
   * @param interval as {@link ProfileSession} has it
   * @throws OrreryException if the core does not run the program's instruction set
   */
  public RegionOfInterest(
      Guest guest, EngineOptions options, @Nullable CoreChoice core, long interval) {
    this.guest = guest;
    this.interval = interval;
    this.options = options;
    this.cycles = core == null ? null : ProfileSession.counter(core, guest);
  }

  /**
   * Runs the program; the outcome has the instructions and the time of the region.
   *
   * @throws OrreryException if it is no bare program, or ends before its region
   */
  public Run run(List<String> command, String version) {
    if (!(guest.environment() instanceof BareBoard board)) {
      throw new OrreryException(
          ExitCode.USAGE,
          "--roi is for bare programs, which mark their region with stores to `roi_begin` and `roi_end`; leave it out");
    }
    RunLimits limits = guest.plan().limits();
    StopAtMarker begin = new StopAtMarker(board, "roi_begin");
    count(false);
    Outcome before =
        guest.machine(cycles == null ? options : options.retiringTo(cycles), begin).run(limits);
    if (!begin.reached()) {
      throw new OrreryException(
          ExitCode.BAD_INPUT,
          "there was no store to `roi_begin` in the %d instructions that ran: leave --roi out, or let it run longer"
              .formatted(before.instructions()));
    }
    count(true);
    limits = left(limits, before);
    StopAtMarker end = new StopAtMarker(board, "roi_end");
    Guest within = new Guest(guest.plan(), guest.hart(), guest.memory(), end, guest.image());
    ProfileSession session = new ProfileSession(within, options, cycles, interval);
    Machine machine = session.machine();
    Outcome inside = machine.run(limits);
    session.stop();
    Outcome after =
        end.reached() ? guest.machine(options, board).run(left(limits, inside)) : inside;
    Outcome region = new Outcome(after.ending(), inside.instructions(), inside.hostNanos());
    return new Run(session.finish(machine, region, command, version), machine, region);
  }

  private void count(boolean on) {
    if (cycles != null) {
      cycles.counting(on);
    }
  }

  private static RunLimits left(RunLimits limits, Outcome ran) {
    return new RunLimits(
        Math.max(1, limits.maxInstructions() - ran.instructions()),
        Math.max(1, limits.timeoutNanos() - ran.hostNanos()));
  }
}
