package dev.orrery.spec.disasm;

/** Which of several forms of an instruction is printed. */
public enum Style {
  /**
   * The form that is easiest to read: aliases, and compressed instructions as what they stand for.
   */
  ALIASES,
  /** The rows themselves, as objdump's {@code -M no-aliases}. */
  NO_ALIASES
}
