package dev.orrery.machine.demangle;

/** A name is damaged, or beyond the limits. It never leaves the package. */
final class UnreadableException extends Exception {
  /** The only one. Callers learn that there is no answer, not why: so it needs no stack. */
  static final UnreadableException INSTANCE = new UnreadableException();

  private static final long serialVersionUID = 1;

  private UnreadableException() {
    super("not a name that can be read", null, false, false);
  }
}
