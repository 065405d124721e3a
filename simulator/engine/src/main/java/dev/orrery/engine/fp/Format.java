package dev.orrery.engine.fp;

/**
 * A binary interchange format of IEEE 754-2019, section 3.4, and how to take its encodings apart.
 *
 * <p>Encodings are passed in the low {@link #width} bits of a {@code long}, the rest being zero. A
 * finite number is {@code (-1)^sign * significand(bits) * 2^exponent(bits)} with an integer
 * significand below {@code 2^precision}; normal and subnormal numbers need no distinction beyond
 * that.
 */
enum Format {
  BINARY16(16, 11),
  BINARY32(32, 24),
  BINARY64(64, 53);

  /** Size of an encoding, in bits. */
  final int width;

  /** Significant bits of a normal number, the implied leading one included. */
  final int precision;

  /** Stored bits of the significand. */
  final int fractionBits;

  /** What is added to the exponent of a normal number's leading bit to get its encoding. */
  final int bias;

  /** Exponent of the leading bit of the smallest normal number. */
  final int minExponent;

  /** Exponent of the leading bit of the largest finite number. */
  final int maxExponent;

  /** The sign bit alone. */
  final long signBit;

  /** Positive infinity. Every encoding above it, sign aside, is a NaN. */
  final long infinity;

  /** The bit that tells a quiet NaN from a signalling one. */
  final long quietBit;

  /** The NaN that every operation yields. */
  final long canonicalNan;

  /** The number 1. */
  final long one;

  Format(int width, int precision) {
    this.width = width;
    this.precision = precision;
    fractionBits = precision - 1;
    int exponentBits = width - precision;
    bias = (1 << (exponentBits - 1)) - 1;
    minExponent = 1 - bias;
    maxExponent = bias;
    signBit = 1L << (width - 1);
    infinity = ((1L << exponentBits) - 1) << fractionBits;
    quietBit = 1L << (fractionBits - 1);
    canonicalNan = infinity | quietBit;
    one = (long) bias << fractionBits;
  }

  long magnitude(long bits) {
    return bits & ~signBit;
  }

  boolean isNegative(long bits) {
    return (bits & signBit) != 0;
  }

  boolean isNan(long bits) {
    return magnitude(bits) > infinity;
  }

  boolean isSignallingNan(long bits) {
    return isNan(bits) && (bits & quietBit) == 0;
  }

  boolean isInfinite(long bits) {
    return magnitude(bits) == infinity;
  }

  boolean isZero(long bits) {
    return magnitude(bits) == 0;
  }

  /** The integer significand of a finite number, below {@code 2^precision}. */
  long significand(long bits) {
    long fraction = bits & ((1L << fractionBits) - 1);
    return isNormal(bits) ? fraction | 1L << fractionBits : fraction;
  }

  /** The exponent of the lowest bit of the significand of a finite number. */
  int exponent(long bits) {
    int encoded = (int) (magnitude(bits) >>> fractionBits);
    return Math.max(encoded, 1) - bias - fractionBits;
  }

  /** Whether the exponent field is not zero; meant for finite numbers. */
  boolean isNormal(long bits) {
    return magnitude(bits) >>> fractionBits != 0;
  }

  long zero(boolean negative) {
    return negative ? signBit : 0;
  }

  long infinity(boolean negative) {
    return negative ? signBit | infinity : infinity;
  }

  /** The canonical NaN, for an operation that has no meaningful result. */
  long invalid(FpFlags f) {
    f.bits |= FpFlags.NV;
    return canonicalNan;
  }

  /** Raises the invalid flag if {@code bits} is a signalling NaN. */
  void signal(long bits, FpFlags f) {
    if (isSignallingNan(bits)) {
      f.bits |= FpFlags.NV;
    }
  }

  /** The minimum or maximum of two encodings of which at least one is a NaN. */
  long preferNumber(long a, long b, FpFlags f) {
    signal(a, f);
    signal(b, f);
    if (!isNan(a)) {
      return a;
    }
    return isNan(b) ? canonicalNan : b;
  }

  /**
   * Returns the RISC-V {@code fclass} mask: one bit set of ten, from bit 0 for negative infinity up
   * the number line to bit 7 for positive infinity, then 8 for a signalling and 9 for a quiet NaN.
   */
  int classify(long bits) {
    if (isNan(bits)) {
      return isSignallingNan(bits) ? 1 << 8 : 1 << 9;
    }
    int distanceFromZero = isInfinite(bits) ? 3 : isZero(bits) ? 0 : isNormal(bits) ? 2 : 1;
    return 1 << (isNegative(bits) ? 3 - distanceFromZero : 4 + distanceFromZero);
  }
}
