package dev.orrery.machine.dwarf;

/**
 * What may be spent on a file's debugging information: a unit for each entry, attribute, row or
 * range read, and for each few bytes of text. Honest files take about one unit per byte of their
 * sections, since each byte is read once or twice; those that make readers walk in circles, or over
 * the same bytes again and again, run out.
 */
final class Budget {
  private static final long BASE = 1 << 20;
  private static final long PER_BYTE = 16;

  /** Rows and ranges kept in memory, some 30 bytes each. */
  private static final long MAX_KEPT = 1 << 23;

  private final long kept;
  private long left;
  private long room;

  Budget(long sectionBytes) {
    left = BASE + PER_BYTE * sectionBytes;
    kept = Math.min(MAX_KEPT, BASE + 2 * sectionBytes);
    room = kept;
  }

  /**
   * Takes {@code units} away.
   *
   * @throws DamagedException if they are not there
   */
  void spend(long units) {
    left -= units;
    if (left < 0) {
      throw new DamagedException("it refers to itself over and over: reading it was given up");
    }
  }

  /**
   * Takes room for something that is kept.
   *
   * @throws DamagedException if there is none
   */
  void keep(long entries) {
    room -= entries;
    if (room < 0) {
      throw new DamagedException("it has more than %,d rows and ranges".formatted(kept));
    }
  }
}
