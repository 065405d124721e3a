package dev.orrery.machine.linux;

/** Thrown by a call that would wait for something that cannot happen any more. */
final class StuckException extends RuntimeException {
  private static final long serialVersionUID = 1;

  StuckException(String what) {
    super(what, null, false, false);
  }

  /** What it waits for. */
  String what() {
    return String.valueOf(getMessage());
  }
}
