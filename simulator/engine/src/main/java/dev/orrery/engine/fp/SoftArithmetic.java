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
    UInt128 product = UInt128.product(format.significand(a), format.significand(b));
    return Rounder.round(format, negative, exponent, product, rm, f);
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
      long trial = root << 2 | 1;
      root <<= 1;
      if (remainder >= trial) {
        remainder -= trial;
        root |= 1;
      }
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

    int productExponent = format.exponent(a) + format.exponent(b);
    UInt128 product = UInt128.product(format.significand(a), format.significand(b));
    if (format.isZero(c)) {
      return Rounder.round(format, productNegative, productExponent, product, rm, f);
    }

    // Both terms get their leading bit at bit 126, which leaves bit 127 for a carry and at least 20
    // zeros below either. So a term that is moved by more than one place, and may lose bits to the
    // sticky one, can cancel no more than the leading bit of the other: far more bits than the
    // format's precision remain above the sticky bit.
    int productShift = product.leadingZeros() - 1;
    product = product.shiftLeft(productShift);
    productExponent -= productShift;
    UInt128 addend = new UInt128(0, format.significand(c));
    int addendShift = addend.leadingZeros() - 1;
    addend = addend.shiftLeft(addendShift);
    int addendExponent = format.exponent(c) - addendShift;

    int exponent = Math.max(productExponent, addendExponent);
    product = product.shiftRightSticky(exponent - productExponent);
    addend = addend.shiftRightSticky(exponent - addendExponent);
    if (productNegative == addendNegative) {
      return Rounder.round(format, productNegative, exponent, product.plus(addend), rm, f);
    }
    int order = product.compareTo(addend);
    if (order == 0) {
      return zeroSum(format, productNegative, addendNegative, rm);
    }
    return order > 0
        ? Rounder.round(format, productNegative, exponent, product.minus(addend), rm, f)
        : Rounder.round(format, addendNegative, exponent, addend.minus(product), rm, f);
  }

  /** The zero that two terms of the given signs add up to: IEEE 754-2019, section 6.3. */
  private static long zeroSum(Format format, boolean negative1, boolean negative2, int rm) {
    return format.zero(negative1 == negative2 ? negative1 : rm == Frm.RDN);
  }
}
