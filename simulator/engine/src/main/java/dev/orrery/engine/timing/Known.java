package dev.orrery.engine.timing;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a value where a rule is: that it is one number, or how far it is from the cycle
 * reached.
 *
 * @param constant whether it is the number {@code low}, which {@code high} is as well; else it is
 *     at least {@code low} and at most {@code high} cycles after the cycle reached
 * @param low {@link #UNBOUNDED} if there is no such bound
 * @param high always a bound
 */
record Known(boolean constant, long low, long high) {
  /** In place of {@link #low}. */
  static final long UNBOUNDED = Long.MIN_VALUE;

  /** Distances beyond this are not kept: sums with the cycle reached stay far from overflow. */
  private static final long FAR = 1L << 40;

  /** The cycle reached. */
  static final Known NOW = new Known(false, 0, 0);

  /** The cycle reached, or one before. */
  static final Known PAST = new Known(false, UNBOUNDED, 0);

  /** The number {@code value}. */
  static Known number(long value) {
    return new Known(true, value, value);
  }

  /** How far back is told apart: what waits for a cycle adds less to it. */
  private static final long LONG_AGO = 64;

  private static final Known LONG_PAST = new Known(false, UNBOUNDED, -LONG_AGO);

  private static @Nullable Known distance(long low, long high) {
    if (high < -LONG_AGO) {
      return LONG_PAST;
    }
    if (high > FAR) {
      return null;
    }
    return new Known(false, low < -FAR || low > FAR ? UNBOUNDED : low, high);
  }

  /** The same as a distance; null if that is not known. Cycles are counted from 0. */
  @Nullable Known relative() {
    if (!constant) {
      return this;
    }
    return low <= 0 ? PAST : null;
  }

  /** The number of cycles by which it is exactly after the cycle reached; null if not known. */
  @Nullable Long exactDistance() {
    return !constant && low == high ? Long.valueOf(low) : null;
  }

  /** Whether {@code later} cycles after it the cycle reached has come at least. */
  boolean isPast(long later) {
    Known r = relative();
    return r != null && later >= 0 && later <= FAR && r.high + later <= 0;
  }

  /** What is known when a number of cycles have passed; null if nothing. */
  @Nullable Known after(long cycles) {
    if (constant || this == LONG_PAST) {
      return this;
    }
    return cycles > FAR
        ? null
        : distance(low == UNBOUNDED ? UNBOUNDED : low - cycles, high - cycles);
  }

  /** What is known when some cycles may have passed. */
  Known later() {
    return constant || low == UNBOUNDED ? this : new Known(false, UNBOUNDED, high);
  }

  /** What is known of the sum with {@code number}; null if nothing. */
  @Nullable Known plus(long number) {
    if (constant) {
      return number(low + number);
    }
    return number < -FAR || number > FAR
        ? null
        : distance(low == UNBOUNDED ? UNBOUNDED : low + number, high + number);
  }

  /** What is known of a value of which one of two things is known; null if nothing. */
  static @Nullable Known either(@Nullable Known a, @Nullable Known b) {
    if (a == null || b == null || a.equals(b)) {
      return a == null ? null : b == null ? null : a;
    }
    Known x = a.relative();
    Known y = b.relative();
    return x == null || y == null
        ? null
        : new Known(false, Math.min(x.low, y.low), Math.max(x.high, y.high));
  }

  /** What is known of the larger of two; null if nothing. */
  static @Nullable Known max(Known a, Known b) {
    Known x = a.relative();
    Known y = b.relative();
    return x == null || y == null
        ? null
        : new Known(false, Math.max(x.low, y.low), Math.max(x.high, y.high));
  }

  /** Whether this is less than {@code other}, or equal to it: 1, 0, or null if not known. */
  @Nullable Boolean isAtMost(Known other) {
    Known x = constant == other.constant ? this : relative();
    Known y = constant == other.constant ? other : other.relative();
    if (x == null || y == null) {
      return null;
    }
    if (y.low != UNBOUNDED && x.high <= y.low) {
      return true;
    }
    return x.low != UNBOUNDED && x.low > y.high ? Boolean.FALSE : null;
  }
}
