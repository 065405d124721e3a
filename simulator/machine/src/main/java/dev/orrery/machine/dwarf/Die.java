package dev.orrery.machine.dwarf;

import java.util.Arrays;

/**
 * A debugging information entry as it is read: its tag and those of its attributes that anyone asks
 * for, not yet resolved. One object is filled again and again.
 */
final class Die {
  /** What an attribute's value is. */
  enum Kind {
    /** The attribute is not there. */
    NONE,
    /** A number, or an offset into another section. */
    NUMBER,
    ADDRESS,
    /** Index into the unit's part of {@code .debug_addr}. */
    ADDRESS_INDEX,
    /** Offset in the entry's own section of text. */
    TEXT,
    /** Offset into {@code .debug_str}. */
    STR,
    /** Offset into {@code .debug_line_str}. */
    LINE_STR,
    /** Index into the unit's part of {@code .debug_str_offsets}. */
    STR_INDEX,
    /** Offset of another entry in the same section. */
    ENTRY,
    /** Signature of a type unit. */
    SIGNATURE,
    /** Offset in the entry's own section of bytes; there are {@link Die#length} of them. */
    BLOCK,
    /** Index into the unit's part of {@code .debug_rnglists}. */
    RANGES_INDEX,
    /** Something in another file. */
    ELSEWHERE
  }

  private static final int COUNT = Attribute.values().length;

  private final Kind[] kinds = new Kind[COUNT];
  private final long[] values = new long[COUNT];
  private final int[] lengths = new int[COUNT];

  /** Offset in its section. */
  int offset;

  int tag;
  boolean hasChildren;

  Die() {
    Arrays.fill(kinds, Kind.NONE);
  }

  /** Forgets all attributes. */
  void clear() {
    Arrays.fill(kinds, Kind.NONE);
  }

  void set(Attribute a, Kind kind, long value, int length) {
    kinds[a.ordinal()] = kind;
    values[a.ordinal()] = value;
    lengths[a.ordinal()] = length;
  }

  Kind kind(Attribute a) {
    return kinds[a.ordinal()];
  }

  boolean has(Attribute a) {
    return kinds[a.ordinal()] != Kind.NONE;
  }

  long value(Attribute a) {
    return values[a.ordinal()];
  }

  int length(Attribute a) {
    return lengths[a.ordinal()];
  }

  /** A number; {@code otherwise} if there is none. */
  long number(Attribute a, long otherwise) {
    return kind(a) == Kind.NUMBER ? value(a) : otherwise;
  }

  /** A number that is a count or a line, 0 to the largest int; 0 if there is none. */
  int small(Attribute a) {
    long value = number(a, 0);
    return value < 0 || value > Integer.MAX_VALUE ? 0 : (int) value;
  }

  /** Whether it names another entry that says more: the offset of that one, else -1. */
  long origin() {
    for (Attribute a : new Attribute[] {Attribute.ABSTRACT_ORIGIN, Attribute.SPECIFICATION}) {
      if (kind(a) == Kind.ENTRY) {
        return value(a);
      }
    }
    return -1;
  }
}
