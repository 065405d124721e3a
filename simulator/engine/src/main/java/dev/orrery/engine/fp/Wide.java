package dev.orrery.engine.fp;

/**
 * Right shifts of 64-bit and 128-bit unsigned integers that lose nothing a rounding decision needs:
 * the lowest bit of the result is "sticky", that is, also records whether any one was shifted out.
 * A 128-bit integer is passed as its halves, and either half of a result comes from a method of its
 * own, so that nothing is allocated.
 */
final class Wide {
  private Wide() {}

  /** Shifts a 64-bit integer right by any distance. */
  static long shiftRightSticky(long value, int distance) {
    if (distance == 0) {
      return value;
    }
    if (distance >= 64) {
      return value != 0 ? 1 : 0;
    }
    return value >>> distance | (value << -distance != 0 ? 1 : 0);
  }

  /** The upper half of a 128-bit integer shifted right by any distance. */
  static long shiftedHigh(long high, int distance) {
    return distance < 64 ? high >>> distance : 0;
  }

  /** The lower half, with the sticky bit, of a 128-bit integer shifted right by any distance. */
  static long shiftedLow(long high, long low, int distance) {
    if (distance == 0) {
      return low;
    }
    if (distance >= 64) {
      return shiftRightSticky(high, distance - 64) | (low != 0 ? 1 : 0);
    }
    return high << -distance | shiftRightSticky(low, distance);
  }
}
