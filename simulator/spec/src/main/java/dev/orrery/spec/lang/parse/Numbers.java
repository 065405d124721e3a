package dev.orrery.spec.lang.parse;

import org.jspecify.annotations.Nullable;

/** Reads numbers and bit strings. */
public final class Numbers {
  private Numbers() {}

  /**
   * The value of {@code 42}, {@code 0d42}, {@code 0x2a} or {@code 0b101010}; values from 2 to the
   * power 63 on are negative.
   *
   * @return null if {@code text} is none of these or has more than 64 bits
   */
  public static @Nullable Long parse(String text) {
    int radix = text.startsWith("0x") ? 16 : text.startsWith("0b") ? 2 : 10;
    String digits = radix != 10 || text.startsWith("0d") ? text.substring(2) : text;
    if (digits.isEmpty() || digits.startsWith("+")) {
      return null;
    }
    try {
      return Long.parseUnsignedLong(digits.replace("_", ""), radix);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** The value of a string of up to 64 zeros and ones, null if it is none. */
  public static @Nullable Long bits(String text) {
    if (text.isEmpty() || text.length() > 64) {
      return null;
    }
    long v = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '0' && c != '1') {
        return null;
      }
      v = v << 1 | (c - '0');
    }
    return v;
  }
}
