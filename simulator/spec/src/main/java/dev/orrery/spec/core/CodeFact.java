package dev.orrery.spec.core;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a rule may ask of the code at an address, executed or not: what a core's fetch sees. */
public enum CodeFact {
  /** The four bytes there, the first one lowest; those that cannot be read are 0. */
  CODE,
  /** Number of the class of the instruction there; -1 if there is none. */
  CLASS_AT,
  /** Its bytes; 0 if there is none. */
  LENGTH_AT,
  /** As {@link CoreInput#DST}; 0 if there is none. */
  DST_AT,
  /** As {@link CoreInput#SRC1}; 0 if there is none. */
  SRC1_AT,
  /** As {@link CoreInput#SRC2}; 0 if there is none. */
  SRC2_AT;

  /** How it is written. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The fact that is written so; null if there is none. */
  public static @Nullable CodeFact of(String text) {
    for (CodeFact f : values()) {
      if (f.text().equals(text)) {
        return f;
      }
    }
    return null;
  }
}
