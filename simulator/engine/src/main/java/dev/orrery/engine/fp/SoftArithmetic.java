package dev.orrery.engine.fp;

/**
 * Arithmetic on integer significands: what the operations mean, for any format and rounding mode,
 * without the help of the host's floating point.
 */
final class SoftArithmetic {
  private SoftArithmetic() {}

  /** A sum is a fused multiply-add with a factor of one: it signals and signs zeros alike. */
  static long add(Format format, long a, long b, int rm, FpFlags f) {
    return fma(format, a, format.one, b, rm, f);
  }

  static long mul(Format format, long a, long b, int rm, FpFlags f) {
    if (format.isNan(a) || format.isNan(b)) {
      format.signal(a, f);
      format.signal(b, f);
      return format.canonicalNan;
    }
    boolean negative = format.isNegative(a ^ b);
    if (format.isInfinite(a) || format.isInfinite(b)) {
      boolean zeroTimesInfinity = format.isZero(a) || format.isZero(b);
      return zeroTimesInfinity ? format.invalid(f) : format.infinity(negative);
    }
    if (format.isZero(a) || format.isZero(b)) {
      return format.zero(negative);
    }
    int exponent = format.exponent(a) + format.exponent(b);
    long x = format.significand(a);
    long y = format.significand(b);
    long high = Math.unsignedMultiplyHigh(x, y);
    return Rounder.round(format, negative, exponent, high, x * y, rm, f);
  }

  static long div(Format format, long a, long b, int rm, FpFlags f) {
    if (format.isNan(a) || format.isNan(b)) {
      format.signal(a, f);
      format.signal(b, f);
      return format.canonicalNan;
    }
    boolean negative = format.isNegative(a ^ b);
    if (format.isInfinite(a)) {
      return format.isInfinite(b) ? format.invalid(f) : format.infinity(negative);
    }
    if (format.isInfinite(b)) {
      return format.zero(negative);
    }
    if (format.isZero(b)) {
      if (format.isZero(a)) {
        return format.invalid(f);
      }
      f.bits |= FpFlags.DZ;
      return format.infinity(negative);
    }
    if (format.isZero(a)) {
      return format.zero(negative);
    }

    // Schoolbook division in base 2^10: with both leading bits at bit 52 the first digit is 0 or 1,
    // a remainder times the base stays below 2^63, and six more digits give at least 60 bits.
    int dividendShift = Long.numberOfLeadingZeros(format.significand(a)) - 11;
    int divisorShift = Long.numberOfLeadingZeros(format.significand(b)) - 11;
    long dividend = format.significand(a) << dividendShift;
    long divisor = format.significand(b) << divisorShift;
    long quotient = dividend / divisor;
    long remainder = dividend % divisor;
    for (int digit = 0; digit < 6; digit++) {
      long scaled = remainder << 10;
      quotient = quotient << 10 | scaled / divisor;
      remainder = scaled % divisor;
    }
    int exponent = (format.exponent(a) - dividendShift) - (format.exponent(b) - divisorShift) - 60;
    long sticky = remainder != 0 ? 1 : 0;
    return Rounder.round(format, negative, exponent, quotient | sticky, rm, f);
  }

  static long sqrt(Format format, long a, int rm, FpFlags f) {
    if (format.isNan(a)) {
      format.signal(a, f);
      return format.canonicalNan;
    }
    if (format.isZero(a)) {
      return a;
    }
    if (format.isNegative(a)) {
      return format.invalid(f);
    }
    if (format.isInfinite(a)) {
      return a;
    }

    // Schoolbook square root, one binary digit of the root for each base-4 digit of the radicand.
    // The
    // first digit of the radicand is not zero, so the 58 steps give a root of exactly 58 bits; the
    // remainder never exceeds twice the root. The radicand is 64 bits followed by zeros as needed.
    int shift = Long.numberOfLeadingZeros(format.significand(a));
    int exponent = format.exponent(a) - shift;
    if ((exponent & 1) != 0) {
      shift--;
      exponent++;
    }
    long radicand = format.significand(a) << shift;
    long root = 0;
    long remainder = 0;
    for (int digit = 0; digit < 58; digit++) {
      remainder = remainder << 2 | radicand >>> 62;
      radicand <<= 2;
      long difference = remainder - (root << 2 | 1);
      long borrow =
          difference >> 63; // all ones if the digit is 0; digits are too random to branch on
      remainder = remainder & borrow | difference & ~borrow;
      root = root << 1 | borrow + 1;
    }
    long sticky = remainder != 0 ? 1 : 0;
    return Rounder.round(format, false, (exponent >> 1) + 32 - 58, root | sticky, rm, f);
  }

  /** Returns {@code a * b + c}, rounded once. */
  static long fma(Format format, long a, long b, long c, int rm, FpFlags f) {
    boolean zeroTimesInfinity =
        format.isZero(a) && format.isInfinite(b) || format.isInfinite(a) && format.isZero(b);
    if (zeroTimesInfinity) {
      return format.invalid(f); // even if the addend is a quiet NaN
    }
    if (format.isNan(a) || format.isNan(b) || format.isNan(c)) {
      format.signal(a, f);
      format.signal(b, f);
      format.signal(c, f);
      return format.canonicalNan;
    }

    boolean productNegative = format.isNegative(a ^ b);
    boolean addendNegative = format.isNegative(c);
    if (format.isInfinite(a) || format.isInfinite(b)) {
      boolean cancels = format.isInfinite(c) && productNegative != addendNegative;
      return cancels ? format.invalid(f) : format.infinity(productNegative);
    }
    if (format.isInfinite(c)) {
      return c;
    }
    if (format.isZero(a) || format.isZero(b)) {
      boolean bothZero = format.isZero(c);
      return bothZero ? zeroSum(format, productNegative, addendNegative, rm) : c;
    }

    // Both terms get 128 bits. The product's leading bit comes to bit 125 or 126, the addend's to
    // bit
    // 126, which leaves bit 127 for a carry or a sign, and at least 20 zeros below either. So a
    // term
    // that is moved far enough to lose bits to the sticky one can cancel no more than the two
    // leading
    // bits of the other: far more bits than the format's precision remain above the sticky bit.
    int shiftX = Long.numberOfLeadingZeros(format.significand(a));
    int shiftY = Long.numberOfLeadingZeros(format.significand(b)) - 1;
    long x = format.significand(a) << shiftX;
    long y = format.significand(b) << shiftY;
    int productExponent = (format.exponent(a) - shiftX) + (format.exponent(b) - shiftY);
    long productHigh = Math.unsignedMultiplyHigh(x, y);
    long productLow = x * y;
    if (format.isZero(c)) {
      return Rounder.round(
          format, productNegative, productExponent, productHigh, productLow, rm, f);
    }
    int shiftZ = Long.numberOfLeadingZeros(format.significand(c)) - 1;
    int addendExponent = format.exponent(c) - shiftZ - 64;
    long addendHigh = format.significand(c) << shiftZ;
    long addendLow = 0;

    int distance = productExponent - addendExponent;
    int exponent = Math.max(productExponent, addendExponent);
    if (distance >= 0) {
      addendLow = Wide.shiftedLow(addendHigh, 0, distance);
      addendHigh = Wide.shiftedHigh(addendHigh, distance);
    } else {
      productLow = Wide.shiftedLow(productHigh, productLow, -distance);
      productHigh = Wide.shiftedHigh(productHigh, -distance);
    }

    if (productNegative == addendNegative) {
      long low = productLow + addendLow;
      long carry = Long.compareUnsigned(low, productLow) < 0 ? 1 : 0;
      long high = productHigh + addendHigh + carry;
      return Rounder.round(format, productNegative, exponent, high, low, rm, f);
    }
    long low = productLow - addendLow;
    long borrow = Long.compareUnsigned(productLow, addendLow) < 0 ? 1 : 0;
    long high = productHigh - addendHigh - borrow;
    if ((high | low) == 0) {
      return zeroSum(format, productNegative, addendNegative, rm);
    }
    if (high < 0) {
      low = -low;
      high = low == 0 ? -high : ~high;
      return Rounder.round(format, addendNegative, exponent, high, low, rm, f);
    }
    return Rounder.round(format, productNegative, exponent, high, low, rm, f);
  }

  /** The zero that two terms of the given signs add up to: IEEE 754-2019, section 6.3. */
  private static long zeroSum(Format format, boolean negative1, boolean negative2, int rm) {
    return format.zero(negative1 == negative2 ? negative1 : rm == Frm.RDN);
  }
}
