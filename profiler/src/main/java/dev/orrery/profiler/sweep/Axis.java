package dev.orrery.profiler.sweep;

import dev.orrery.spec.lang.parse.Numbers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A parameter of cores and the values that it takes in a sweep.
 *
 * @param parameter its name
 * @param values at least one, none twice
 */
public record Axis(String parameter, List<Long> values) {
  /** More values than this are a slip of the pen. */
  static final int MOST_VALUES = 100_000;

  private static final Pattern RANGE =
      Pattern.compile("\\s*(\\S+?)\\s*\\.\\.\\s*(\\S+)(?:\\s+([+*])\\s*(\\S+))?\\s*");

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if there are none, too many, or one is there twice; the
   *     message says so to a reader
   */
  public Axis {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("it has no values: give it one at least");
    }
    if (values.size() > MOST_VALUES) {
      throw new IllegalArgumentException("it has more than %,d values".formatted(MOST_VALUES));
    }
    Set<Long> seen = new LinkedHashSet<>();
    for (Long value : values) {
      if (!seen.add(value)) {
        throw new IllegalArgumentException("it has the value " + value + " twice");
      }
    }
  }

  /** Whether it takes several values. */
  public boolean varies() {
    return values.size() > 1;
  }

  /**
   * The values of a range: {@code 1..8}, {@code 0..100 +10}, {@code 4096..65536 *2}; both ends are
   * in it if the steps meet them.
   *
   * @throws IllegalArgumentException if {@code text} is no range; the message says why to a reader
   */
  public static List<Long> range(String text) {
    Matcher m = RANGE.matcher(text);
    if (!m.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no range: write 1..8, 0..100 +10 or 4096..65536 *2");
    }
    long first = number(m.group(1));
    long last = number(m.group(2));
    boolean multiplies = "*".equals(m.group(3));
    long step = m.group(4) == null ? 1 : number(m.group(4));
    if (last < first) {
      throw new IllegalArgumentException("'" + text + "' ends before it begins");
    }
    if (multiplies ? step < 2 || first < 1 : step < 1) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' never ends: "
              + (multiplies ? "multiply numbers from 1 on by 2 at least" : "add 1 at least"));
    }
    List<Long> values = new ArrayList<>();
    for (long value = first; value <= last; ) {
      values.add(value);
      boolean isLast = multiplies ? value > last / step : value > last - step;
      if (isLast || values.size() > MOST_VALUES) {
        break;
      }
      value = multiplies ? value * step : value + step;
    }
    return values;
  }

  private static long number(String text) {
    boolean isNegative = text.startsWith("-");
    Long value = Numbers.parse(isNegative ? text.substring(1) : text);
    if (value == null || value < 0) {
      throw new IllegalArgumentException("'" + text + "' is no number of 63 bits");
    }
    return isNegative ? -value : value;
  }
}
