package dev.orrery.machine.demangle;

import org.jspecify.annotations.Nullable;

/** Identifiers beyond ASCII in Rust's names: RFC 3492, with {@code _} as the delimiter. */
final class Punycode {
  private static final int BASE = 36;
  private static final int T_MIN = 1;
  private static final int T_MAX = 26;
  private static final int SKEW = 38;
  private static final int DAMP = 700;
  private static final int INITIAL_BIAS = 72;
  private static final int INITIAL_N = 0x80;

  /** Characters of an identifier; inserting them takes the square of this. */
  private static final int MAX_LENGTH = 512;

  private Punycode() {}

  /** The identifier that {@code text} stands for; null if for none. */
  static @Nullable String decode(String text) {
    int delimiter = text.lastIndexOf('_');
    StringBuilder ascii = new StringBuilder(delimiter < 0 ? "" : text.substring(0, delimiter));
    if (text.length() > MAX_LENGTH) {
      return null;
    }
    int[] points = new int[text.length()];
    int length = 0;
    for (int i = 0; i < ascii.length(); i++) {
      points[length++] = ascii.charAt(i);
    }
    long n = INITIAL_N;
    long i = 0;
    int bias = INITIAL_BIAS;
    int at = delimiter + 1;
    while (at < text.length()) {
      long before = i;
      long weight = 1;
      for (int k = BASE; ; k += BASE) {
        int digit = at < text.length() ? digit(text.charAt(at++)) : -1;
        if (digit < 0) {
          return null;
        }
        i += digit * weight;
        int threshold = Math.clamp(k - bias, T_MIN, T_MAX);
        if (digit < threshold) {
          break;
        }
        weight *= BASE - threshold;
        if (weight > Integer.MAX_VALUE || i > Integer.MAX_VALUE) {
          return null;
        }
      }
      int count = length + 1;
      bias = adapt(i - before, count, before == 0);
      n += i / count;
      i %= count;
      if (n > Character.MAX_CODE_POINT || !Character.isDefined((int) n)) {
        return null;
      }
      System.arraycopy(points, (int) i, points, (int) i + 1, length - (int) i);
      points[(int) i] = (int) n;
      length = count;
      i++;
    }
    return new String(points, 0, length);
  }

  private static int digit(char c) {
    if (c >= 'a' && c <= 'z') {
      return c - 'a';
    }
    return MangledText.isDigit(c) ? c - '0' + 26 : -1;
  }

  private static int adapt(long delta, int count, boolean first) {
    long d = first ? delta / DAMP : delta / 2;
    d += d / count;
    int k = 0;
    for (; d > (BASE - T_MIN) * T_MAX / 2; k += BASE) {
      d /= BASE - T_MIN;
    }
    return (int) (k + (BASE - T_MIN + 1) * d / (d + SKEW));
  }
}
