package dev.orrery.engine.fp;

/**
 * An unsigned 128-bit integer, wide enough for the exact product of two significands and an addend
 * beside it.
 */
record UInt128(long high, long low) {

  static UInt128 product(long a, long b) {
    return new UInt128(Math.unsignedMultiplyHigh(a, b), a * b);
  }

  boolean isZero() {
    return (high | low) == 0;
  }

  int leadingZeros() {
    return high != 0 ? Long.numberOfLeadingZeros(high) : 64 + Long.numberOfLeadingZeros(low);
  }

  int compareTo(UInt128 other) {
    int highs = Long.compareUnsigned(high, other.high);
    return highs != 0 ? highs : Long.compareUnsigned(low, other.low);
  }

  UInt128 plus(UInt128 other) {
    long sum = low + other.low;
    long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
    return new UInt128(high + other.high + carry, sum);
  }

  UInt128 minus(UInt128 other) {
    long borrow = Long.compareUnsigned(low, other.low) < 0 ? 1 : 0;
    return new UInt128(high - other.high - borrow, low - other.low);
  }

  /** Shifts left by 0 to 127 bits. */
  UInt128 shiftLeft(int distance) {
    if (distance >= 64) {
      return new UInt128(low << (distance - 64), 0);
    }
    return distance == 0
        ? this
        : new UInt128(high << distance | low >>> (64 - distance), low << distance);
  }

  /**
   * Shifts right by any distance; the lowest bit of the result also records any one shifted out.
   */
  UInt128 shiftRightSticky(int distance) {
    if (distance == 0) {
      return this;
    }
    if (distance >= 64) {
      return new UInt128(0, Rounder.shiftRightSticky(high, distance - 64) | (low != 0 ? 1 : 0));
    }
    long lostBits = low << (64 - distance);
    long shifted = high << (64 - distance) | low >>> distance;
    return new UInt128(high >>> distance, shifted | (lostBits != 0 ? 1 : 0));
  }

  /** The upper half, its lowest bit also recording any one in the lower half. */
  long highSticky() {
    return high | (low != 0 ? 1 : 0);
  }
}
