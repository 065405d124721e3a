package dev.orrery.machine.dwarf;

/**
 * Debugging information that makes no sense. It never leaves the package; its message becomes a
 * note.
 */
final class DamagedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** An exception without a stack trace: damage is an ordinary thing to find. */
  DamagedException(String message) {
    super(message, null, false, false);
  }
}
