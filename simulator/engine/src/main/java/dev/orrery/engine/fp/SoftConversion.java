package dev.orrery.engine.fp;

/** Conversions between formats and integers, on integer significands. */
final class SoftConversion {
  private SoftConversion() {}

  /** An integer type that conversions saturate to. */
  enum IntegerType {
    I32(1L << 31, (1L << 31) - 1),
    U32(0, (1L << 32) - 1),
    I64(Long.MIN_VALUE, Long.MAX_VALUE),
    U64(0, -1L);

    /** The largest magnitude, unsigned, that a negative number may have. */
    final long negativeLimit;

    /** The largest positive number, unsigned. */
    final long positiveLimit;

    IntegerType(long negativeLimit, long positiveLimit) {
      this.negativeLimit = negativeLimit;
      this.positiveLimit = positiveLimit;
    }

    long saturated(boolean negative, FpFlags f) {
      f.bits |= FpFlags.NV;
      return negative ? -negativeLimit : positiveLimit;
    }
  }

  /**
   * Rounds to an integer; what is out of range after rounding saturates and is invalid instead of
   * inexact.
   *
   * @return the integer in two's complement, 64 bits wide
   */
  static long toInteger(Format format, long a, IntegerType type, int rm, FpFlags f) {
    if (format.isNan(a)) {
      return type.saturated(false, f);
    }
    boolean negative = format.isNegative(a);
    if (format.isZero(a)) {
      return 0;
    }
    long significand = format.significand(a);
    int exponent = format.exponent(a);
    if (format.isInfinite(a) || exponent > Long.numberOfLeadingZeros(significand)) {
      return type.saturated(negative, f);
    }

    long magnitude;
    long fraction;
    if (exponent >= 0) {
      magnitude = significand << exponent;
      fraction = 0;
    } else {
      fraction = Wide.shiftedLow(significand, 0, -exponent);
      magnitude = Wide.shiftedHigh(significand, -exponent);
      magnitude += Rounder.increment(negative, magnitude, fraction, rm);
    }
    long limit = negative ? type.negativeLimit : type.positiveLimit;
    if (Long.compareUnsigned(magnitude, limit) > 0) {
      return type.saturated(negative, f);
    }
    if (fraction != 0) {
      f.bits |= FpFlags.NX;
    }
    return negative ? -magnitude : magnitude;
  }

  /**
   * Rounds to an integral number of the same format, which is always exact in it.
   *
   * @param exact whether a change raises inexact
   */
  static long toIntegral(Format format, long a, int rm, boolean exact, FpFlags f) {
    if (format.isNan(a)) {
      format.signal(a, f);
      return format.canonicalNan;
    }
    if (format.isInfinite(a) || format.isZero(a) || format.exponent(a) >= 0) {
      return a;
    }
    boolean negative = format.isNegative(a);
    long significand = format.significand(a);
    int distance = -format.exponent(a);
    long fraction = Wide.shiftedLow(significand, 0, distance);
    long magnitude = Wide.shiftedHigh(significand, distance);
    magnitude += Rounder.increment(negative, magnitude, fraction, rm);
    if (exact && fraction != 0) {
      f.bits |= FpFlags.NX;
    }
    return magnitude == 0
        ? format.zero(negative)
        : Rounder.round(format, negative, 0, magnitude, rm, f);
  }

  /** Rounds the integer of the given sign and unsigned magnitude; zero gives positive zero. */
  static long fromInteger(Format format, boolean negative, long magnitude, int rm, FpFlags f) {
    return magnitude == 0 ? 0 : Rounder.round(format, negative, 0, magnitude, rm, f);
  }

  /** Rounds a number of one format to another. */
  static long convert(Format from, Format to, long a, int rm, FpFlags f) {
    if (from.isNan(a)) {
      from.signal(a, f);
      return to.canonicalNan;
    }
    boolean negative = from.isNegative(a);
    if (from.isInfinite(a)) {
      return to.infinity(negative);
    }
    if (from.isZero(a)) {
      return to.zero(negative);
    }
    return Rounder.round(to, negative, from.exponent(a), from.significand(a), rm, f);
  }
}
