package dev.orrery.profiler.qmp;

/** QEMU's monitor cannot be reached, says what cannot be understood, or refuses a command. */
public final class QmpException extends Exception {
  private static final long serialVersionUID = 1;

  QmpException(String message) {
    super(message);
  }
}
