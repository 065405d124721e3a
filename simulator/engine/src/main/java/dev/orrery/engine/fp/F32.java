package dev.orrery.engine.fp;

/**
 * Operations on binary32 numbers, given and returned as bit patterns.
 *
 * <p>{@code rm} is a resolved rounding mode of {@link Frm}; {@code f} accumulates the exceptions.
 * Names, saturation and NaN rules are those of the RISC-V "F" extension; the package documentation
 * states the policy.
 *
 * <p>As in {@link F64}, the first lines of an operation are for the common case, and the host gives
 * the finite results of rounding to nearest-even, and the software path does everything else. Here
 * the flags are cheaper to find: a product of two binary32 numbers is exact in binary64, whose
 * range it never leaves (48 bits, exponents from -298 to 255), so comparing with it in binary64
 * tells whether a product, a quotient or a root is exact. A result above the smallest normal number
 * is not tiny, and an exact one never underflows; what is inexact and at most that number is left
 * to the software path.
 */
public final class F32 {
  /** The NaN that every operation yields. */
  public static final int CANONICAL_NAN = 0x7fc0_0000;

  private static final int SIGN = Integer.MIN_VALUE;

  /** The binary64 bits that rounding to a normal binary32 number discards. */
  private static final long DISCARDED = (1L << 29) - 1;

  /** The discarded bits of a binary64 number half way between two binary32 numbers. */
  private static final long HALFWAY = 1L << 28;

  private F32() {}

  /** Returns {@code a + b}; see {@link F64} on when sums are exact. */
  public static int add(int a, int b, int rm, FpFlags f) {
    float x = Float.intBitsToFloat(a);
    float y = Float.intBitsToFloat(b);
    float sum = x + y;
    if (rm == Frm.RNE && (f.bits & FpFlags.NX) != 0 && Math.abs(sum) < Float.POSITIVE_INFINITY) {
      return Float.floatToRawIntBits(sum);
    }
    return addFlagged(a, b, rm, f);
  }

  private static int addFlagged(int a, int b, int rm, FpFlags f) {
    float x = Float.intBitsToFloat(a);
    float y = Float.intBitsToFloat(b);
    float sum = x + y;
    if (rm == Frm.RNE && Math.abs(sum) < Float.POSITIVE_INFINITY) {
      f.bits |= sum - x == y && sum - y == x ? 0 : FpFlags.NX;
      return Float.floatToRawIntBits(sum);
    }
    return addSlow(a, b, rm, f);
  }

  static int addSlow(int a, int b, int rm, FpFlags f) {
    return (int) SoftArithmetic.add(Format.BINARY32, widened(a), widened(b), rm, f);
  }

  /** Returns {@code a - b}. */
  public static int sub(int a, int b, int rm, FpFlags f) {
    return add(a, b ^ SIGN, rm, f);
  }

  /** Returns {@code a * b}. */
  public static int mul(int a, int b, int rm, FpFlags f) {
    float product = Float.intBitsToFloat(a) * Float.intBitsToFloat(b);
    float magnitude = Math.abs(product);
    if (rm == Frm.RNE
        && (f.bits & FpFlags.NX) != 0
        && magnitude > Float.MIN_NORMAL
        && magnitude < Float.POSITIVE_INFINITY) {
      return Float.floatToRawIntBits(product);
    }
    return mulFlagged(a, b, rm, f);
  }

  private static int mulFlagged(int a, int b, int rm, FpFlags f) {
    double exact = (double) Float.intBitsToFloat(a) * Float.intBitsToFloat(b);
    float product = (float) exact;
    float magnitude = Math.abs(product);
    if (rm == Frm.RNE
        && magnitude < Float.POSITIVE_INFINITY
        && (magnitude > Float.MIN_NORMAL || product == exact)) {
      f.bits |= product != exact ? FpFlags.NX : 0;
      return Float.floatToRawIntBits(product);
    }
    return mulSlow(a, b, rm, f);
  }

  static int mulSlow(int a, int b, int rm, FpFlags f) {
    return (int) SoftArithmetic.mul(Format.BINARY32, widened(a), widened(b), rm, f);
  }

  /** Returns {@code a / b}; exact if quotient times divisor gives back the dividend. */
  public static int div(int a, int b, int rm, FpFlags f) {
    float x = Float.intBitsToFloat(a);
    float y = Float.intBitsToFloat(b);
    float quotient = x / y;
    float magnitude = Math.abs(quotient);
    if (rm == Frm.RNE
        && (f.bits & FpFlags.NX) != 0
        && magnitude > Float.MIN_NORMAL
        && magnitude < Float.POSITIVE_INFINITY) {
      return Float.floatToRawIntBits(quotient);
    }
    return divFlagged(a, b, rm, f);
  }

  private static int divFlagged(int a, int b, int rm, FpFlags f) {
    float x = Float.intBitsToFloat(a);
    float y = Float.intBitsToFloat(b);
    float quotient = x / y;
    float magnitude = Math.abs(quotient);
    if (rm == Frm.RNE && magnitude < Float.POSITIVE_INFINITY) {
      boolean exact = (double) quotient * y == x;
      if (magnitude > Float.MIN_NORMAL || exact) {
        f.bits |= exact ? 0 : FpFlags.NX;
        return Float.floatToRawIntBits(quotient);
      }
    }
    return divSlow(a, b, rm, f);
  }

  static int divSlow(int a, int b, int rm, FpFlags f) {
    return (int) SoftArithmetic.div(Format.BINARY32, widened(a), widened(b), rm, f);
  }

  /**
   * Returns the square root of {@code a}; that of negative zero is negative zero.
   *
   * <p>Rounding the root to binary64 first is harmless because 53 bits are more than twice 24 and
   * two, so that it cannot come to lie half way between binary32 numbers unless it was there
   * (Figueroa, "When is double rounding innocuous?", 1995).
   */
  public static int sqrt(int a, int rm, FpFlags f) {
    float x = Float.intBitsToFloat(a);
    if (rm == Frm.RNE && x >= 0 && x < Float.POSITIVE_INFINITY) {
      float root = (float) Math.sqrt(x);
      if ((f.bits & FpFlags.NX) == 0) {
        f.bits |= (double) root * root != x ? FpFlags.NX : 0;
      }
      return Float.floatToRawIntBits(root);
    }
    return sqrtSlow(a, rm, f);
  }

  static int sqrtSlow(int a, int rm, FpFlags f) {
    return (int) SoftArithmetic.sqrt(Format.BINARY32, widened(a), rm, f);
  }

  /**
   * Returns {@code a * b + c}, rounded once; callers flip the signs of {@code a} and {@code c} for
   * the negated and subtracting forms.
   *
   * <p>The product is exact in binary64 but the sum need not be, and rounding a rounded sum again
   * goes wrong if it is half way between binary32 numbers without the exact sum being there.
   * Anywhere else both lie on the same side of that middle and round alike.
   */
  public static int fma(int a, int b, int c, int rm, FpFlags f) {
    double product = (double) Float.intBitsToFloat(a) * Float.intBitsToFloat(b);
    double z = Float.intBitsToFloat(c);
    double sum = product + z;
    float result = (float) sum;
    float magnitude = Math.abs(result);
    if (rm == Frm.RNE && magnitude < Float.POSITIVE_INFINITY) {
      boolean exact = result == sum && sum - product == z && sum - z == product;
      boolean halfway = (Double.doubleToRawLongBits(sum) & DISCARDED) == HALFWAY;
      if (exact || magnitude > Float.MIN_NORMAL && !halfway) {
        f.bits |= exact ? 0 : FpFlags.NX;
        return Float.floatToRawIntBits(result);
      }
    }
    return fmaSlow(a, b, c, rm, f);
  }

  static int fmaSlow(int a, int b, int c, int rm, FpFlags f) {
    return (int) SoftArithmetic.fma(Format.BINARY32, widened(a), widened(b), widened(c), rm, f);
  }

  /** Returns the smaller number; -0 is below +0, and a number is preferred to a NaN. */
  public static int min(int a, int b, FpFlags f) {
    float x = Float.intBitsToFloat(a);
    float y = Float.intBitsToFloat(b);
    if (x < y) {
      return a;
    }
    if (y < x) {
      return b;
    }
    return x == y ? a | b : preferNumber(a, b, f); // equal: differ in zero's sign only
  }

  /** Returns the larger number; +0 is above -0, and a number is preferred to a NaN. */
  public static int max(int a, int b, FpFlags f) {
    float x = Float.intBitsToFloat(a);
    float y = Float.intBitsToFloat(b);
    if (x > y) {
      return a;
    }
    if (y > x) {
      return b;
    }
    return x == y ? a & b : preferNumber(a, b, f); // equal: differ in zero's sign only
  }

  private static int preferNumber(int a, int b, FpFlags f) {
    return (int) Format.BINARY32.preferNumber(widened(a), widened(b), f);
  }

  /** Returns 1 if the numbers are equal, else 0; only a signalling NaN is invalid. */
  public static int eq(int a, int b, FpFlags f) {
    float x = Float.intBitsToFloat(a);
    float y = Float.intBitsToFloat(b);
    if (Float.isNaN(x) || Float.isNaN(y)) {
      Format.BINARY32.signal(widened(a), f);
      Format.BINARY32.signal(widened(b), f);
    }
    return x == y ? 1 : 0;
  }

  /** Returns 1 if {@code a < b}, else 0; any NaN is invalid. */
  public static int lt(int a, int b, FpFlags f) {
    float x = Float.intBitsToFloat(a);
    float y = Float.intBitsToFloat(b);
    if (Float.isNaN(x) || Float.isNaN(y)) {
      f.bits |= FpFlags.NV;
    }
    return x < y ? 1 : 0;
  }

  /** Returns 1 if {@code a <= b}, else 0; any NaN is invalid. */
  public static int le(int a, int b, FpFlags f) {
    float x = Float.intBitsToFloat(a);
    float y = Float.intBitsToFloat(b);
    if (Float.isNaN(x) || Float.isNaN(y)) {
      f.bits |= FpFlags.NV;
    }
    return x <= y ? 1 : 0;
  }

  /** Returns the {@code fclass} mask: one of ten bits, from negative infinity to quiet NaN. */
  public static int classify(int a) {
    return Format.BINARY32.classify(widened(a));
  }

  /** Rounds to an integral number, without raising inexact. */
  public static int nearbyint(int a, int rm, FpFlags f) {
    return (int) SoftConversion.toIntegral(Format.BINARY32, widened(a), rm, false, f);
  }

  /** Rounds to an integral number, raising inexact if that is another. */
  public static int rint(int a, int rm, FpFlags f) {
    return (int) SoftConversion.toIntegral(Format.BINARY32, widened(a), rm, true, f);
  }

  /** Converts to binary16. */
  public static int toF16(int a, int rm, FpFlags f) {
    return (int) SoftConversion.convert(Format.BINARY32, Format.BINARY16, widened(a), rm, f);
  }

  /** Converts from binary16, which is always exact. */
  public static int fromF16(int a, FpFlags f) {
    return (int) SoftConversion.convert(Format.BINARY16, Format.BINARY32, a, Frm.RNE, f);
  }

  // A binary32 number is a binary64 number of the same value, so conversions to integers are those
  // of
  // binary64: the same rounding, the same range, the same result for a NaN.

  /** Converts to a signed 32-bit integer. */
  public static int toI32(int a, int rm, FpFlags f) {
    return F64.toI32(sameValue(a), rm, f);
  }

  /** Converts to an unsigned 32-bit integer. */
  public static int toU32(int a, int rm, FpFlags f) {
    return F64.toU32(sameValue(a), rm, f);
  }

  /** Converts to a signed 64-bit integer. */
  public static long toI64(int a, int rm, FpFlags f) {
    return F64.toI64(sameValue(a), rm, f);
  }

  /** Converts to an unsigned 64-bit integer. */
  public static long toU64(int a, int rm, FpFlags f) {
    return F64.toU64(sameValue(a), rm, f);
  }

  private static long sameValue(int a) {
    return Double.doubleToRawLongBits(Float.intBitsToFloat(a));
  }

  /** Converts a signed 32-bit integer. */
  public static int fromI32(int value, int rm, FpFlags f) {
    return fromI64(value, rm, f);
  }

  /** Converts an unsigned 32-bit integer. */
  public static int fromU32(int value, int rm, FpFlags f) {
    return fromI64(Integer.toUnsignedLong(value), rm, f);
  }

  /** Converts a signed 64-bit integer; up to 24 bits it is exact in any rounding mode. */
  public static int fromI64(long value, int rm, FpFlags f) {
    if (value >= -(1L << 24) && value <= 1L << 24) {
      return Float.floatToRawIntBits(value);
    }
    if (rm == Frm.RNE) {
      float result = value;
      // The largest integer would seem to convert back unchanged because 2^63 saturates to it.
      if ((long) result != value || value == Long.MAX_VALUE) {
        f.bits |= FpFlags.NX;
      }
      return Float.floatToRawIntBits(result);
    }
    return fromI64Slow(value, rm, f);
  }

  static int fromI64Slow(long value, int rm, FpFlags f) {
    return (int) SoftConversion.fromInteger(Format.BINARY32, value < 0, Math.abs(value), rm, f);
  }

  /** Converts an unsigned 64-bit integer. */
  public static int fromU64(long value, int rm, FpFlags f) {
    return value >= 0 ? fromI64(value, rm, f) : fromU64Slow(value, rm, f);
  }

  static int fromU64Slow(long value, int rm, FpFlags f) {
    return (int) SoftConversion.fromInteger(Format.BINARY32, false, value, rm, f);
  }

  /** The encoding as {@link Format} takes it. */
  private static long widened(int a) {
    return Integer.toUnsignedLong(a);
  }
}
