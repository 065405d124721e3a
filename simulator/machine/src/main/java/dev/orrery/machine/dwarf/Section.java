package dev.orrery.machine.dwarf;

/**
 * A section's contents.
 *
 * @param name for example {@code .debug_line}
 * @param bytes an array that holds them; not to be changed
 * @param start index of the first one
 * @param size how many there are
 */
record Section(String name, byte[] bytes, int start, int size) {
  private static final byte[] NOTHING = {};

  /** A section that is not there: reading any of it fails. */
  static Section empty(String name) {
    return new Section(name, NOTHING, 0, 0);
  }

  boolean isEmpty() {
    return size == 0;
  }
}
