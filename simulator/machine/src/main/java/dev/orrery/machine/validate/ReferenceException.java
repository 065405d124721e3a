package dev.orrery.machine.validate.gdb;

/** The other side is gone, is silent, or says what it should not. The message says which. */
public final class GdbException extends Exception {
  private static final long serialVersionUID = 1;

  GdbException(String message) {
    super(message);
  }

  /** For who starts the other side. */
  public static GdbException noAnswer() {
    return new GdbException("it ended, or did not listen, before anything was asked");
  }
}
