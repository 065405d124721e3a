package dev.orrery.engine.timing;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a value where a rule is: between which numbers it is, or how far it is from the
 * cycle reached.
 *
 * @param number whether it is at least the number {@code low} and at most {@code high}; else it is
 *     at least {@code low} and at most {@code high} cycles after the cycle reached
 * @param low {@link #UNBOUNDED} if there is no such bound of a distance
 * @param high always a bound
 */
record Known(boolean number, long low, long high) {
  /** In place of {@link #low}. */
  static final long UNBOUNDED = Long.MIN_VALUE;

  /** Distances beyond this are not kept: sums with the cycle reached stay far from overflow. */
  private static final long FAR = 1L << 40;

  /** The cycle reached. */
  static final Known NOW = new Known(false, 0, 0);

  /** The cycle reached, or one before. */
  static final Known PAST = new Known(false, UNBOUNDED, 0);

  /** How far back is told apart: what waits for a cycle adds less to it. */
  private static final long LONG_AGO = 64;

  private static final Known LONG_PAST = new Known(false, UNBOUNDED, -LONG_AGO);

  /** The number {@code value}. */
  static Known one(long value) {
    return numbers(value, value);
  }

  /** A number from {@code low} to {@code high}. */
  static Known numbers(long low, long high) {
    return new Known(true, low, high);
  }

  /** A number of so many bits, without a sign; null if that says nothing. */
  static @Nullable Known bits(int width) {
    return width < Long.SIZE - 1 ? numbers(0, (1L << width) - 1) : null;
  }

  private static @Nullable Known distance(long low, long high) {
    if (high < -LONG_AGO) {
      return LONG_PAST;
    }
    if (high > FAR) {
      return null;
    }
    return new Known(false, low < -FAR || low > FAR ? UNBOUNDED : low, high);
  }

  /** Whether it is one number, which is {@code low}. */
  boolean isOne() {
    return number && low == high;
  }

  /** The same as a distance; null if that is not known. Cycles are counted from 0. */
  @Nullable Known relative() {
    if (!number) {
      return this;
    }
    return high <= 0 ? PAST : null;
  }

  /** The number of cycles by which it is exactly after the cycle reached; null if not known. */
  @Nullable Long exactDistance() {
    return !number && low == high ? Long.valueOf(low) : null;
  }

  /** Whether {@code later} cycles after it the cycle reached has come at least. */
  boolean isPast(long later) {
    Known r = relative();
    return r != null && later >= 0 && later <= FAR && r.high + later <= 0;
  }

  /**
   * What is known when some cycles have passed; null if nothing.
   *
   * @param least how many, at least
   * @param most how many, at most; {@link Long#MAX_VALUE} if there is no bound
   */
  @Nullable Known after(long least, long most) {
    if (number || this == LONG_PAST) {
      return this;
    }
    if (least > FAR) {
      return null;
    }
    boolean bounded = low != UNBOUNDED && most <= FAR;
    return distance(bounded ? low - most : UNBOUNDED, high - least);
  }

  /** What is known of the sum of two values; null if nothing. */
  static @Nullable Known sum(Known a, Known b) {
    if (a.number && b.number) {
      if (a.isOne() && b.isOne()) {
        return one(a.low + b.low);
      }
      return isNear(a) && isNear(b) ? numbers(a.low + b.low, a.high + b.high) : null;
    }
    if (a.number == b.number) {
      return null;
    }
    Known d = a.number ? b : a;
    Known n = a.number ? a : b;
    return isNear(n)
        ? distance(d.low == UNBOUNDED ? UNBOUNDED : d.low + n.low, d.high + n.high)
        : null;
  }

  /** What is known of the difference of two values; null if nothing. */
  static @Nullable Known difference(Known a, Known b) {
    if (b.number) {
      return b.low == Long.MIN_VALUE ? null : sum(a, numbers(-b.high, -b.low));
    }
    return a.number || a.low == UNBOUNDED || b.low == UNBOUNDED
        ? null
        : numbers(a.low - b.high, a.high - b.low);
  }

  private static boolean isNear(Known number) {
    return number.low >= -FAR && number.high <= FAR;
  }

  /** What is known of a value of which one of two things is known; null if nothing. */
  static @Nullable Known either(@Nullable Known a, @Nullable Known b) {
    if (a == null || b == null || a.equals(b)) {
      return a == null ? null : b == null ? null : a;
    }
    Known x = a.number == b.number ? a : a.relative();
    Known y = a.number == b.number ? b : b.relative();
    return x == null || y == null
        ? null
        : new Known(x.number, Math.min(x.low, y.low), Math.max(x.high, y.high));
  }

  /** The bounds that were there {@code before} too; null if too little is left. */
  @Nullable Known widened(Known before) {
    if (equals(before)) {
      return this;
    }
    return number || before.number || high != before.high
        ? null
        : new Known(false, low == before.low ? low : UNBOUNDED, high);
  }

  /** What is known of the larger of two; null if nothing. */
  static @Nullable Known max(Known a, Known b) {
    Known x = a.number == b.number ? a : a.relative();
    Known y = a.number == b.number ? b : b.relative();
    return x == null || y == null
        ? null
        : new Known(x.number, Math.max(x.low, y.low), Math.max(x.high, y.high));
  }

  /** What is known of the smaller of two; null if nothing. */
  static @Nullable Known min(Known a, Known b) {
    Known x = a.number == b.number ? a : a.relative();
    Known y = a.number == b.number ? b : b.relative();
    return x == null || y == null
        ? null
        : new Known(x.number, Math.min(x.low, y.low), Math.min(x.high, y.high));
  }

  /** What is known of a value of which both is known. */
  Known and(Known other) {
    if (number != other.number) {
      return this;
    }
    Known both = new Known(number, Math.max(low, other.low), Math.min(high, other.high));
    return both.low <= both.high ? both : this; // else no control comes here
  }

  /** Whether this is less than {@code other}, or equal to it; null if not known. */
  @Nullable Boolean isAtMost(Known other) {
    Known x = number == other.number ? this : relative();
    Known y = number == other.number ? other : other.relative();
    if (x == null || y == null) {
      return null;
    }
    if (y.low != UNBOUNDED && x.high <= y.low) {
      return true;
    }
    return x.low != UNBOUNDED && x.low > y.high ? Boolean.FALSE : null;
  }
}
