package dev.orrery.reports.text;

import java.util.Locale;

/**
 * Numbers as text. Groups of digits are set apart by a narrow no-break space, units by a no-break
 * space; a terminal shows both as a plain one.
 */
public final class Numbers {
  /** Between a number and its unit. */
  public static final char SPACE = '\u00a0';

  /** Between groups of digits. */
  public static final char GROUP = '\u202f';

  private static final String[] PREFIXES = {"", "k", "M", "G", "T", "P", "E"};

  private Numbers() {}

  /** All digits: {@code 41 203 117}. */
  public static String exact(long n) {
    return String.format(Locale.ROOT, "%,d", n).replace(',', GROUP);
  }

  /** Three significant digits: {@code 41.2 M}; up to 9999 all digits. */
  public static String rounded(double n) {
    if (Math.abs(n) < 10_000 && n == Math.rint(n)) {
      return exact((long) n);
    }
    int prefix = 0;
    double scaled = n;
    while (Math.abs(scaled) >= 999.5 && prefix < PREFIXES.length - 1) {
      scaled /= 1000;
      prefix++;
    }
    String digits = significant(scaled);
    return prefix == 0 ? digits : digits + SPACE + PREFIXES[prefix];
  }

  /** {@code rounded(n)} and a unit, with a prefix next to its unit: {@code 1.56 M insns}. */
  public static String count(double n, String unit) {
    return rounded(n) + SPACE + unit;
  }

  /** Exact number and the fitting form of a noun: {@code 1 call}, {@code 2 calls}. */
  public static String plural(long n, String singular, String plural) {
    return exact(n) + SPACE + (n == 1 ? singular : plural);
  }

  /**
   * {@code part} of {@code whole} in percent: {@code 62.0 %}. Never rounds to nothing or to all.
   */
  public static String percent(double part, double whole) {
    if (whole <= 0 || part <= 0) {
      return "0" + SPACE + "%";
    }
    double p = 100 * part / whole;
    if (p >= 100) {
      return "100" + SPACE + "%";
    }
    if (p < 0.1) {
      return "<0.1" + SPACE + "%";
    }
    return String.format(Locale.ROOT, "%.1f", Math.min(p, 99.9)) + SPACE + "%";
  }

  /** The same without a decimal, for sentences: {@code 62 %}. */
  public static String wholePercent(double part, double whole) {
    double p = whole <= 0 ? 0 : 100 * part / whole;
    boolean nearAnEnd = p > 0 && p < 1 || p > 99 && p < 100;
    return nearAnEnd ? percent(part, whole) : Math.round(p) + "" + SPACE + "%";
  }

  /** A size, as an unsigned number: {@code 56.0 KiB}. */
  public static String bytes(long n) {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    int unit = 0;
    double scaled = n >= 0 ? n : n + 0x1p64;
    while (scaled >= 1024 && unit < units.length - 1) {
      scaled /= 1024;
      unit++;
    }
    return (unit == 0 ? Long.toString(n) : significant(scaled)) + SPACE + units[unit];
  }

  /** A duration: {@code 10.2 ms}. */
  public static String seconds(double s) {
    if (s < 1e-3) {
      return significant(s * 1e6) + SPACE + "µs";
    }
    if (s < 1) {
      return significant(s * 1e3) + SPACE + "ms";
    }
    if (s < 120) {
      return significant(s) + SPACE + "s";
    }
    return exact((long) (s / 60)) + SPACE + "min" + SPACE + Math.round(s % 60) + SPACE + "s";
  }

  /** An address: {@code 0x101a4}. */
  public static String address(long address) {
    return "0x" + Long.toHexString(address);
  }

  private static String significant(double n) {
    double size = Math.abs(n);
    int decimals = size >= 99.95 || size == 0 ? 0 : size >= 9.995 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + decimals + "f", n);
  }
}
