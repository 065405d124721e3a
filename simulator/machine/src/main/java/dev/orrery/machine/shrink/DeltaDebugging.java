package dev.orrery.machine.shrink;

import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out parts of what shows a failure as long as it still does. Source: A. Zeller, R.
 * Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", 2002 ({@code ddmin}; parts alone
 * are not tried, as what is behind a part rarely works without it).
 */
public final class DeltaDebugging {
  private DeltaDebugging() {}

  /** Leaves something out. */
  @FunctionalInterface
  public interface Cut<T> {
    /**
     * {@code whole} without its elements from {@code from} to {@code to} (not included).
     *
     * @return null if that is not tried, or does not show the failure
     */
    @Nullable T without(T whole, int from, int to);
  }

  /**
   * What is left of {@code whole} when no single element can be left out any more, or none is tried
   * any more; it has one element at least.
   *
   * @param size how many elements there are; 1 or more
   * @param cut tries to leave some out, never all
   */
  public static <T> T smallest(T whole, ToIntFunction<T> size, Cut<T> cut) {
    T best = whole;
    int parts = 2;
    for (int n = size.applyAsInt(best); n > 1; n = size.applyAsInt(best)) {
      parts = Math.min(parts, n);
      T smaller = withoutOne(best, n, parts, cut);
      if (smaller != null) {
        best = smaller;
        parts = Math.max(2, parts - 1);
      } else if (parts == n) {
        break;
      } else {
        parts *= 2;
      }
    }
    return best;
  }

  /** Without one of so many parts, from the last one on: what comes first is often needed. */
  private static <T> @Nullable T withoutOne(T whole, int size, int parts, Cut<T> cut) {
    for (int p = parts - 1; p >= 0; p--) {
      int from = (int) ((long) size * p / parts);
      int to = (int) ((long) size * (p + 1) / parts);
      T smaller = cut.without(whole, from, to);
      if (smaller != null) {
        return smaller;
      }
    }
    return null;
  }
}
