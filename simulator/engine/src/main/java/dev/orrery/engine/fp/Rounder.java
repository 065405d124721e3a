package dev.orrery.engine.fp;

/** The rounding step that every operation ends in, and the only one that packs a finite result. */
final class Rounder {
  private static final long HALF = 1L << 63;

  private Rounder() {}

  /**
   * Rounds a nonzero value to {@code format} and raises inexact, underflow and overflow as due.
   *
   * @param negative the sign of the value
   * @param exponent the weight of bit 0 of {@code significand}, as a power of two
   * @param significand the magnitude, unsigned and not zero. It is either exact or has at least two
   *     bits beyond the format's precision, the lowest of which is set if anything was cut off
   *     below it: such a "sticky" bit stands for the rest, because no rounding decision looks at
   *     more than the first bit beyond the precision and whether the rest is zero
   */
  static long round(
      Format format, boolean negative, int exponent, long significand, int rm, FpFlags f) {
    int leadingZeros = Long.numberOfLeadingZeros(significand);
    long normalized = significand << leadingZeros;
    int leadingExponent = exponent + 63 - leadingZeros;
    if (leadingExponent > format.maxExponent) {
      return overflow(format, negative, rm, f);
    }

    boolean subnormal = leadingExponent < format.minExponent;
    long aligned =
        subnormal
            ? Wide.shiftRightSticky(normalized, format.minExponent - leadingExponent)
            : normalized;
    int discardedBits = 64 - format.precision;
    long kept = aligned >>> discardedBits;
    long discarded = aligned << format.precision;
    if (discarded != 0) {
      f.bits |= FpFlags.NX;
      if (subnormal && isTiny(format, negative, leadingExponent, normalized, rm)) {
        f.bits |= FpFlags.UF;
      }
      kept += increment(negative, kept, discarded, rm);
    }

    // The leading bit of a normal significand adds one to the exponent field, and so does a carry
    // out
    // of the significand; hence the field starts one lower, which for a subnormal result is zero.
    long field = subnormal ? 0 : leadingExponent - format.minExponent;
    long magnitude = (field << format.fractionBits) + kept;
    if (magnitude >= format.infinity) {
      return overflow(format, negative, rm, f);
    }
    return format.zero(negative) | magnitude;
  }

  /**
   * As the other form, for a significand of 128 bits. If the upper half is zero, the lower one is
   * exact.
   */
  static long round(
      Format format, boolean negative, int exponent, long high, long low, int rm, FpFlags f) {
    if (high == 0) {
      return round(format, negative, exponent, low, rm, f);
    }
    int shift = Long.numberOfLeadingZeros(high);
    long top = high << shift | low >>> 1 >>> (63 - shift);
    long sticky = low << shift != 0 ? 1 : 0;
    return round(format, negative, exponent + 64 - shift, top | sticky, rm, f);
  }

  /**
   * Returns 1 if the magnitude {@code kept} has to grow by one unit because of what follows it,
   * else 0.
   *
   * @param discarded what follows {@code kept}, as a 64-bit binary fraction of its unit whose
   *     lowest bit may be sticky
   * @throws IllegalArgumentException if {@code rm} is not a rounding mode
   */
  static int increment(boolean negative, long kept, long discarded, int rm) {
    boolean up =
        switch (rm) {
          case Frm.RNE -> discarded == HALF ? (kept & 1) != 0 : discarded < 0;
          case Frm.RTZ -> false;
          case Frm.RDN -> negative && discarded != 0;
          case Frm.RUP -> !negative && discarded != 0;
          case Frm.RMM -> discarded < 0;
          default -> throw new IllegalArgumentException("no such rounding mode: " + rm);
        };
    return up ? 1 : 0;
  }

  /**
   * Whether a value below the smallest normal number stays below it when rounded to the format's
   * precision as if exponents had no lower bound: tininess after rounding. Only a value within the
   * binade below can be carried out of it.
   */
  private static boolean isTiny(
      Format format, boolean negative, int leadingExponent, long normalized, int rm) {
    if (leadingExponent < format.minExponent - 1) {
      return true;
    }
    long kept = normalized >>> (64 - format.precision);
    long rounded = kept + increment(negative, kept, normalized << format.precision, rm);
    return rounded < 1L << format.precision;
  }

  /** The modes that would round to a larger number, had the format one, give infinity. */
  private static long overflow(Format format, boolean negative, int rm, FpFlags f) {
    f.bits |= FpFlags.OF | FpFlags.NX;
    boolean towardsZero = increment(negative, 1, -1L, rm) == 0;
    return format.infinity(negative) - (towardsZero ? 1 : 0);
  }
}
