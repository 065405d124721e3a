package dev.orrery.spec.diag;

/**
 * How an {@code orrery} process ends.
 *
 * <p>{@code orrery run} passes on the guest's own code when the guest exits by itself; every other
 * ending, and every other command, uses these.
 */
public enum ExitCode {
  /** What was asked for was done. */
  OK(0),
  /** It ran, and a check it was asked to make failed. */
  CHECK_FAILED(1),
  /** The command line or the configuration cannot be understood or honoured. */
  USAGE(2),
  /** Two engines disagreed about the same program. */
  DIVERGED(3),
  /** The guest did something it did not handle, such as an access to unmapped memory. */
  GUEST_FAULT(4),
  /** A limit on instructions, cycles, time or memory was reached. */
  LIMIT(5),
  /** An input file is missing, unreadable, damaged or of a kind that is not supported. */
  BAD_INPUT(6),
  /** A bug of Orrery itself. */
  INTERNAL(70);

  private final int status;

  ExitCode(int status) {
    this.status = status;
  }

  /** The process exit status, 0 to 255. */
  public int status() {
    return status;
  }
}
