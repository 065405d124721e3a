package dev.orrery.machine.validate;

/**
 * An emulator that is not ours is gone, is silent, or says what it should not. The message says
 * which, as a sentence about it.
 */
public final class ReferenceException extends Exception {
  private static final long serialVersionUID = 1;

  /** The message begins with "it". */
  public ReferenceException(String message) {
    super(message);
  }
}
