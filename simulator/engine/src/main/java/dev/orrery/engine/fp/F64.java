package dev.orrery.engine.fp;

import dev.orrery.engine.fp.SoftConversion.IntegerType;

/**
 * Operations on binary64 numbers, given and returned as bit patterns.
 *
 * <p>{@code rm} is a resolved rounding mode of {@link Frm}; {@code f} accumulates the exceptions.
 * Names, saturation and NaN rules are those of the RISC-V "D" extension; the package documentation
 * states the policy.
 *
 * <p>The first lines of an operation, which are all that compilers should see of it in a guest's
 * loop, take the common case: inexact was raised before, and the result is an ordinary number. The
 * methods called {@code ...Flagged} decide whether to raise it.
 *
 * <p>Every method tries the host, whose arithmetic is IEEE 754 rounding to nearest-even: the result
 * of a finite operation is then right, and only the flags need thought. Invalid, division by zero
 * and overflow give a NaN or infinity, which is left to the software path. That leaves inexact, and
 * underflow where results can be tiny. Two facts find out whether a result is exact:
 *
 * <ol>
 *   <li><b>Sums.</b> Let {@code s} be the finite rounded value of {@code x + y}. The sum is exact
 *       if and only if both host differences {@code s - x == y} and {@code s - y == x} hold. If it
 *       is exact, so are they. Conversely, subtracting the operand of larger magnitude from {@code
 *       s} is always exact (Dekker's Fast2Sum, which has no underflow, and no overflow because
 *       {@code s} is finite), so the equality for that operand says that {@code s} is the exact
 *       sum. A sum is a multiple of the smallest subnormal, so a tiny one is exact: sums never
 *       underflow.
 *   <li><b>Products.</b> If {@code x * y} is a multiple of 2<sup>-1074</sup>, the smallest
 *       subnormal, then so is {@code x * y + z}, and a nonzero multiple of it never rounds to zero:
 *       {@code fma(x, y, z) == 0} exactly when the products cancel exactly. A number is less than
 *       2<sup>53</sup> times its lowest place, so a product's lowest place is above
 *       2<sup>-106</sup> times the product: {@link #RESIDUAL_SAFE} is 2 binades more than needed,
 *       which covers rounding.
 * </ol>
 */
public final class F64 {
  /** The NaN that every operation yields. */
  public static final long CANONICAL_NAN = 0x7ff8_0000_0000_0000L;

  private static final long SIGN = Long.MIN_VALUE;

  /** From here up, products have no place below 2^-1074. */
  private static final double RESIDUAL_SAFE = 0x1p-966;

  private F64() {}

  /** Returns {@code a + b}. */
  public static long add(long a, long b, int rm, FpFlags f) {
    double x = Double.longBitsToDouble(a);
    double y = Double.longBitsToDouble(b);
    double sum = x + y;
    if (rm == Frm.RNE && (f.bits & FpFlags.NX) != 0 && Math.abs(sum) < Double.POSITIVE_INFINITY) {
      return Double.doubleToRawLongBits(sum);
    }
    return addFlagged(a, b, rm, f);
  }

  private static long addFlagged(long a, long b, int rm, FpFlags f) {
    double x = Double.longBitsToDouble(a);
    double y = Double.longBitsToDouble(b);
    double sum = x + y;
    if (rm == Frm.RNE && Math.abs(sum) < Double.POSITIVE_INFINITY) {
      f.bits |= sum - x == y && sum - y == x ? 0 : FpFlags.NX;
      return Double.doubleToRawLongBits(sum);
    }
    return addSlow(a, b, rm, f);
  }

  static long addSlow(long a, long b, int rm, FpFlags f) {
    return SoftArithmetic.add(Format.BINARY64, a, b, rm, f);
  }

  /** Returns {@code a - b}. */
  public static long sub(long a, long b, int rm, FpFlags f) {
    return add(a, b ^ SIGN, rm, f);
  }

  /** Returns {@code a * b}. */
  public static long mul(long a, long b, int rm, FpFlags f) {
    double x = Double.longBitsToDouble(a);
    double y = Double.longBitsToDouble(b);
    double product = x * y;
    double magnitude = Math.abs(product);
    if (rm == Frm.RNE
        && (f.bits & FpFlags.NX) != 0
        && magnitude > Double.MIN_NORMAL
        && magnitude < Double.POSITIVE_INFINITY) {
      return Double.doubleToRawLongBits(product);
    }
    return mulFlagged(a, b, rm, f);
  }

  private static long mulFlagged(long a, long b, int rm, FpFlags f) {
    double x = Double.longBitsToDouble(a);
    double y = Double.longBitsToDouble(b);
    double product = x * y;
    double magnitude = Math.abs(product);
    if (rm == Frm.RNE
        && magnitude < Double.POSITIVE_INFINITY
        && (magnitude >= RESIDUAL_SAFE || x == 0 || y == 0)) {
      if ((f.bits & FpFlags.NX) != 0 || x == 0 || y == 0) {
        return Double.doubleToRawLongBits(product);
      }
      if (HostFma.AVAILABLE) {
        f.bits |= Math.fma(x, y, -product) != 0 ? FpFlags.NX : 0;
        return Double.doubleToRawLongBits(product);
      }
    }
    return mulSlow(a, b, rm, f);
  }

  static long mulSlow(long a, long b, int rm, FpFlags f) {
    return SoftArithmetic.mul(Format.BINARY64, a, b, rm, f);
  }

  /**
   * Returns {@code a / b}.
   *
   * <p>The quotient is exact if quotient times divisor gives back the dividend. That product is
   * within rounding of the dividend as long as the quotient is normal, so the dividend's size
   * decides whether the residual can be trusted.
   */
  public static long div(long a, long b, int rm, FpFlags f) {
    double x = Double.longBitsToDouble(a);
    double y = Double.longBitsToDouble(b);
    double quotient = x / y;
    double magnitude = Math.abs(quotient);
    if (rm == Frm.RNE
        && (f.bits & FpFlags.NX) != 0
        && magnitude > Double.MIN_NORMAL
        && magnitude < Double.POSITIVE_INFINITY) {
      return Double.doubleToRawLongBits(quotient);
    }
    return divFlagged(a, b, rm, f);
  }

  private static long divFlagged(long a, long b, int rm, FpFlags f) {
    double x = Double.longBitsToDouble(a);
    double y = Double.longBitsToDouble(b);
    double quotient = x / y;
    double magnitude = Math.abs(quotient);
    if (rm == Frm.RNE
        && magnitude < Double.POSITIVE_INFINITY
        && (magnitude > Double.MIN_NORMAL && Math.abs(x) >= RESIDUAL_SAFE || x == 0)) {
      if ((f.bits & FpFlags.NX) != 0 || x == 0) {
        return Double.doubleToRawLongBits(quotient);
      }
      if (HostFma.AVAILABLE) {
        f.bits |= Math.fma(quotient, y, -x) != 0 ? FpFlags.NX : 0;
        return Double.doubleToRawLongBits(quotient);
      }
    }
    return divSlow(a, b, rm, f);
  }

  static long divSlow(long a, long b, int rm, FpFlags f) {
    return SoftArithmetic.div(Format.BINARY64, a, b, rm, f);
  }

  /** Returns the square root of {@code a}; that of negative zero is negative zero. */
  public static long sqrt(long a, int rm, FpFlags f) {
    double x = Double.longBitsToDouble(a);
    if (rm == Frm.RNE
        && (f.bits & FpFlags.NX) != 0
        && x >= RESIDUAL_SAFE
        && x < Double.POSITIVE_INFINITY) {
      return Double.doubleToRawLongBits(Math.sqrt(x));
    }
    return sqrtFlagged(a, rm, f);
  }

  private static long sqrtFlagged(long a, int rm, FpFlags f) {
    double x = Double.longBitsToDouble(a);
    if (rm == Frm.RNE && x >= RESIDUAL_SAFE && x < Double.POSITIVE_INFINITY) {
      double root = Math.sqrt(x);
      if ((f.bits & FpFlags.NX) != 0) {
        return Double.doubleToRawLongBits(root);
      }
      if (HostFma.AVAILABLE) {
        f.bits |= Math.fma(root, root, -x) != 0 ? FpFlags.NX : 0;
        return Double.doubleToRawLongBits(root);
      }
    }
    return sqrtSlow(a, rm, f);
  }

  static long sqrtSlow(long a, int rm, FpFlags f) {
    return SoftArithmetic.sqrt(Format.BINARY64, a, rm, f);
  }

  /**
   * Returns {@code a * b + c}, rounded once; callers flip the signs of {@code a} and {@code c} for
   * the negated and subtracting forms.
   *
   * <p>Under the guard the product, and so the exact result, is a multiple of 2<sup>-1074</sup>: a
   * tiny result is exact and never underflows. If inexact is not set yet, the fast path takes the
   * results it can show to be exact, an exact product in an exact sum, and leaves the rest to the
   * slow path, which usually sets it.
   */
  public static long fma(long a, long b, long c, int rm, FpFlags f) {
    if (rm == Frm.RNE && HostFma.AVAILABLE && (f.bits & FpFlags.NX) != 0) {
      double x = Double.longBitsToDouble(a);
      double y = Double.longBitsToDouble(b);
      double result = Math.fma(x, y, Double.longBitsToDouble(c));
      double magnitude = Math.abs(result);
      if (magnitude > Double.MIN_NORMAL && magnitude < Double.POSITIVE_INFINITY) {
        return Double.doubleToRawLongBits(result);
      }
    }
    return fmaFlagged(a, b, c, rm, f);
  }

  private static long fmaFlagged(long a, long b, long c, int rm, FpFlags f) {
    if (rm == Frm.RNE && HostFma.AVAILABLE) {
      double x = Double.longBitsToDouble(a);
      double y = Double.longBitsToDouble(b);
      double z = Double.longBitsToDouble(c);
      double product = x * y;
      double result = Math.fma(x, y, z);
      if (Math.abs(result) < Double.POSITIVE_INFINITY
          && (Math.abs(product) >= RESIDUAL_SAFE || x == 0 || y == 0)
          && ((f.bits & FpFlags.NX) != 0
              || Math.fma(x, y, -product) == 0 && result - product == z && result - z == product)) {
        return Double.doubleToRawLongBits(result);
      }
    }
    return fmaSlow(a, b, c, rm, f);
  }

  static long fmaSlow(long a, long b, long c, int rm, FpFlags f) {
    return SoftArithmetic.fma(Format.BINARY64, a, b, c, rm, f);
  }

  /** Returns the smaller number; -0 is below +0, and a number is preferred to a NaN. */
  public static long min(long a, long b, FpFlags f) {
    double x = Double.longBitsToDouble(a);
    double y = Double.longBitsToDouble(b);
    if (x < y) {
      return a;
    }
    if (y < x) {
      return b;
    }
    return x == y
        ? a | b
        : Format.BINARY64.preferNumber(a, b, f); // equal: differ in zero's sign only
  }

  /** Returns the larger number; +0 is above -0, and a number is preferred to a NaN. */
  public static long max(long a, long b, FpFlags f) {
    double x = Double.longBitsToDouble(a);
    double y = Double.longBitsToDouble(b);
    if (x > y) {
      return a;
    }
    if (y > x) {
      return b;
    }
    return x == y
        ? a & b
        : Format.BINARY64.preferNumber(a, b, f); // equal: differ in zero's sign only
  }

  /** Returns 1 if the numbers are equal, else 0; only a signalling NaN is invalid. */
  public static int eq(long a, long b, FpFlags f) {
    double x = Double.longBitsToDouble(a);
    double y = Double.longBitsToDouble(b);
    if (Double.isNaN(x) || Double.isNaN(y)) {
      Format.BINARY64.signal(a, f);
      Format.BINARY64.signal(b, f);
    }
    return x == y ? 1 : 0;
  }

  /** Returns 1 if {@code a < b}, else 0; any NaN is invalid. */
  public static int lt(long a, long b, FpFlags f) {
    double x = Double.longBitsToDouble(a);
    double y = Double.longBitsToDouble(b);
    if (Double.isNaN(x) || Double.isNaN(y)) {
      f.bits |= FpFlags.NV;
    }
    return x < y ? 1 : 0;
  }

  /** Returns 1 if {@code a <= b}, else 0; any NaN is invalid. */
  public static int le(long a, long b, FpFlags f) {
    double x = Double.longBitsToDouble(a);
    double y = Double.longBitsToDouble(b);
    if (Double.isNaN(x) || Double.isNaN(y)) {
      f.bits |= FpFlags.NV;
    }
    return x <= y ? 1 : 0;
  }

  /** Returns the {@code fclass} mask: one of ten bits, from negative infinity to quiet NaN. */
  public static int classify(long a) {
    return Format.BINARY64.classify(a);
  }

  /** Rounds to an integral number, without raising inexact. */
  public static long nearbyint(long a, int rm, FpFlags f) {
    return SoftConversion.toIntegral(Format.BINARY64, a, rm, false, f);
  }

  /** Rounds to an integral number, raising inexact if that is another. */
  public static long rint(long a, int rm, FpFlags f) {
    return SoftConversion.toIntegral(Format.BINARY64, a, rm, true, f);
  }

  /** Converts to binary16. */
  public static int toF16(long a, int rm, FpFlags f) {
    return (int) SoftConversion.convert(Format.BINARY64, Format.BINARY16, a, rm, f);
  }

  /** Converts from binary16, which is always exact. */
  public static long fromF16(int a, FpFlags f) {
    return SoftConversion.convert(Format.BINARY16, Format.BINARY64, a, Frm.RNE, f);
  }

  /** Converts to a signed 32-bit integer. */
  public static int toI32(long a, int rm, FpFlags f) {
    double x = Double.longBitsToDouble(a);
    int truncated = (int) x;
    if (truncated == x) {
      return truncated;
    }
    if (rm == Frm.RTZ && Math.abs(x) < 0x1p31) {
      f.bits |= FpFlags.NX;
      return truncated;
    }
    return (int) toIntegerSlow(a, IntegerType.I32, rm, f);
  }

  /** Converts to an unsigned 32-bit integer. */
  public static int toU32(long a, int rm, FpFlags f) {
    double x = Double.longBitsToDouble(a);
    if (x > -1 && x < 0x1p32) {
      long truncated = (long) x;
      if (truncated == x) {
        return (int) truncated;
      }
      if (rm == Frm.RTZ) {
        f.bits |= FpFlags.NX;
        return (int) truncated;
      }
    }
    return (int) toIntegerSlow(a, IntegerType.U32, rm, f);
  }

  /** Converts to a signed 64-bit integer. */
  public static long toI64(long a, int rm, FpFlags f) {
    double x = Double.longBitsToDouble(a);
    if (Math.abs(x) < 0x1p63) {
      long truncated = (long) x;
      if (truncated == x) {
        return truncated;
      }
      if (rm == Frm.RTZ) {
        f.bits |= FpFlags.NX;
        return truncated;
      }
    }
    return toIntegerSlow(a, IntegerType.I64, rm, f);
  }

  /** Converts to an unsigned 64-bit integer. */
  public static long toU64(long a, int rm, FpFlags f) {
    double x = Double.longBitsToDouble(a);
    if (x > -1 && x < 0x1p63) {
      long truncated = (long) x;
      if (truncated == x) {
        return truncated;
      }
      if (rm == Frm.RTZ) {
        f.bits |= FpFlags.NX;
        return truncated;
      }
    }
    return toIntegerSlow(a, IntegerType.U64, rm, f);
  }

  static long toIntegerSlow(long a, IntegerType type, int rm, FpFlags f) {
    return SoftConversion.toInteger(Format.BINARY64, a, type, rm, f);
  }

  /** Converts a signed 32-bit integer, which is always exact. */
  public static long fromI32(int value, int rm, FpFlags f) {
    return Double.doubleToRawLongBits(value);
  }

  /** Converts an unsigned 32-bit integer, which is always exact. */
  public static long fromU32(int value, int rm, FpFlags f) {
    return Double.doubleToRawLongBits(Integer.toUnsignedLong(value));
  }

  /** Converts a signed 64-bit integer; up to 53 bits it is exact in any rounding mode. */
  public static long fromI64(long value, int rm, FpFlags f) {
    if (value >= -(1L << 53) && value <= 1L << 53) {
      return Double.doubleToRawLongBits(value);
    }
    if (rm == Frm.RNE) {
      double result = value;
      // The largest integer would seem to convert back unchanged because 2^63 saturates to it.
      if ((long) result != value || value == Long.MAX_VALUE) {
        f.bits |= FpFlags.NX;
      }
      return Double.doubleToRawLongBits(result);
    }
    return fromI64Slow(value, rm, f);
  }

  static long fromI64Slow(long value, int rm, FpFlags f) {
    return SoftConversion.fromInteger(Format.BINARY64, value < 0, Math.abs(value), rm, f);
  }

  /** Converts an unsigned 64-bit integer. */
  public static long fromU64(long value, int rm, FpFlags f) {
    return value >= 0 ? fromI64(value, rm, f) : fromU64Slow(value, rm, f);
  }

  static long fromU64Slow(long value, int rm, FpFlags f) {
    return SoftConversion.fromInteger(Format.BINARY64, false, value, rm, f);
  }

  /** Converts to binary32; a number that has the same value there is exact in any rounding mode. */
  public static int toF32(long a, int rm, FpFlags f) {
    double x = Double.longBitsToDouble(a);
    float result = (float) x;
    if (result == x) {
      return Float.floatToRawIntBits(result);
    }
    float magnitude = Math.abs(result);
    if (rm == Frm.RNE && magnitude > Float.MIN_NORMAL && magnitude < Float.POSITIVE_INFINITY) {
      f.bits |= FpFlags.NX;
      return Float.floatToRawIntBits(result);
    }
    return toF32Slow(a, rm, f);
  }

  static int toF32Slow(long a, int rm, FpFlags f) {
    return (int) SoftConversion.convert(Format.BINARY64, Format.BINARY32, a, rm, f);
  }

  /** Converts from binary32, which is always exact. */
  public static long fromF32(int a, FpFlags f) {
    float x = Float.intBitsToFloat(a);
    return !Float.isNaN(x) ? Double.doubleToRawLongBits(x) : fromF32Slow(a, f);
  }

  static long fromF32Slow(int a, FpFlags f) {
    return SoftConversion.convert(
        Format.BINARY32, Format.BINARY64, Integer.toUnsignedLong(a), Frm.RNE, f);
  }
}
