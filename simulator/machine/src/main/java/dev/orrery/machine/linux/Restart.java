package dev.orrery.machine.linux;

/**
 * Results of a call that a signal interrupted and that may be made again behind the program's back.
 * No program ever sees them. Source: {@code linux/errno.h} of the kernel itself.
 */
final class Restart {
  /** Made again, unless a handler runs that was not installed with {@code SA_RESTART}. */
  static final int IF_HANDLER = 512;

  /** Made again, whatever handler runs. */
  static final int ALWAYS = 513;

  private Restart() {}

  /** Whether the result of a call is one of these. */
  static boolean asked(long result) {
    return result == -IF_HANDLER || result == -ALWAYS;
  }
}
