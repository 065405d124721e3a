package dev.orrery.spec.core;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a rule may ask of the instruction that retires. Registers are numbered over all files of the
 * instruction set, from 1; 0 is none, or a register that always reads 0.
 */
public enum CoreInput {
  /** Address of the instruction. */
  PC(true),
  /** Address behind it. */
  NPC(true),
  /** Its bytes. */
  LENGTH(true),
  /** Its first eight bytes, the first one lowest. */
  WORD(true),
  /** Number of its class. */
  KIND(true),
  /** The register that it writes first. */
  DST(true),
  /** The first register that it reads, in the order of its operands. */
  SRC1(true),
  /** The second one. */
  SRC2(true),
  /** The third one. */
  SRC3(true),
  /** Its last operand that is no register; 0 if there is none. */
  IMM(true),
  /** Bytes that it accesses in memory; 0 if it does not. */
  SIZE(true),
  /** Whether it is a call, by the hints of the instruction tables. */
  CALL(true, 1),
  /** Whether it is a return. */
  RET(true, 1),
  /** Effective address of its first access to memory; 0 if there is none. */
  ADDR(false),
  /** Whether it jumped, perhaps to what is next all the same. */
  TAKEN(false, 1),
  /** Address of the instruction that is executed next. */
  TARGET(false),
  /** What {@link #SRC1} held before, sign-extended. */
  VALUE1(false),
  /** What {@link #SRC2} held before, sign-extended. */
  VALUE2(false),
  /** The cycle that the model has reached. */
  NOW(false);

  private final boolean known;
  private final int width;

  CoreInput(boolean known) {
    this(known, 64);
  }

  CoreInput(boolean known, int width) {
    this.known = known;
    this.width = width;
  }

  /** Whether the decoded instruction alone says it. */
  public boolean isKnown() {
    return known;
  }

  /** Bits of its value: 1 for a condition, else 64. */
  public int width() {
    return width;
  }

  /** How it is written: addresses of code as in the instruction tables, the others small. */
  public String text() {
    return this == PC || this == NPC ? name() : name().toLowerCase(Locale.ROOT);
  }

  /** The input that is written so; null if there is none. */
  public static @Nullable CoreInput of(String text) {
    for (CoreInput i : values()) {
      if (i.text().equals(text)) {
        return i;
      }
    }
    return null;
  }
}
