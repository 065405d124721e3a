package dev.orrery.reports.diff;

import dev.orrery.reports.text.Numbers;
import java.util.Locale;

/** A count in both recordings. */
public record Change(long a, long b) {
  /** Nothing in either. */
  static final Change NONE = new Change(0, 0);

  /** How much more the second has; less if negative. */
  public long difference() {
    return b - a;
  }

  /** Both counts with those of {@code other}. */
  Change plus(Change other) {
    return new Change(a + other.a, b + other.b);
  }

  /** The difference with its sign: {@code −1 200}, {@code +7}, {@code 0}. */
  public String signed() {
    return sign(difference()) + Numbers.exact(Math.abs(difference()));
  }

  /** The difference in percent of the first: {@code −12.5 %}; {@code new}, {@code gone}. */
  public String percent() {
    if (difference() == 0) {
      return "=";
    }
    if (a == 0) {
      return "new";
    }
    if (b == 0) {
      return "gone";
    }
    double p = 100.0 * Math.abs((double) difference()) / a;
    String digits =
        p < 0.1
            ? "<0.1"
            : p >= 1000 ? Numbers.exact(Math.round(p)) : String.format(Locale.ROOT, "%.1f", p);
    return sign(difference()) + digits + Numbers.SPACE + "%";
  }

  private static String sign(long n) {
    return n < 0 ? "−" : n > 0 ? "+" : "";
  }
}
