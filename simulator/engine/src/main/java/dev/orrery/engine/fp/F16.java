package dev.orrery.engine.fp;

import dev.orrery.engine.fp.SoftConversion.IntegerType;

/**
 * Operations on binary16 numbers, given and returned as bit patterns in the low half of an {@code
 * int} whose upper half is zero.
 *
 * <p>{@code rm} is a resolved rounding mode of {@link Frm}; {@code f} accumulates the exceptions.
 * Names, saturation and NaN rules are those of the RISC-V "Zfh" extension; the package
 * documentation states the policy. The host has no arithmetic for this format, so all of it is done
 * in software, except what binary32 says of the same numbers: order.
 */
public final class F16 {
  /** The NaN that every operation yields. */
  public static final int CANONICAL_NAN = 0x7e00;

  private static final int SIGN = 0x8000;
  private static final Format FORMAT = Format.BINARY16;

  private F16() {}

  /** Returns {@code a + b}. */
  public static int add(int a, int b, int rm, FpFlags f) {
    return (int) SoftArithmetic.add(FORMAT, a, b, rm, f);
  }

  /** Returns {@code a - b}. */
  public static int sub(int a, int b, int rm, FpFlags f) {
    return add(a, b ^ SIGN, rm, f);
  }

  /** Returns {@code a * b}. */
  public static int mul(int a, int b, int rm, FpFlags f) {
    return (int) SoftArithmetic.mul(FORMAT, a, b, rm, f);
  }

  /** Returns {@code a / b}. */
  public static int div(int a, int b, int rm, FpFlags f) {
    return (int) SoftArithmetic.div(FORMAT, a, b, rm, f);
  }

  /** Returns the square root of {@code a}; that of negative zero is negative zero. */
  public static int sqrt(int a, int rm, FpFlags f) {
    return (int) SoftArithmetic.sqrt(FORMAT, a, rm, f);
  }

  /** Returns {@code a * b + c}, rounded once. */
  public static int fma(int a, int b, int c, int rm, FpFlags f) {
    return (int) SoftArithmetic.fma(FORMAT, a, b, c, rm, f);
  }

  /** Returns the smaller number; -0 is below +0, and a number is preferred to a NaN. */
  public static int min(int a, int b, FpFlags f) {
    float x = value(a);
    float y = value(b);
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
    float x = value(a);
    float y = value(b);
    if (x > y) {
      return a;
    }
    if (y > x) {
      return b;
    }
    return x == y ? a & b : preferNumber(a, b, f); // equal: differ in zero's sign only
  }

  private static int preferNumber(int a, int b, FpFlags f) {
    return (int) FORMAT.preferNumber(a, b, f);
  }

  /** Returns 1 if the numbers are equal, else 0; only a signalling NaN is invalid. */
  public static int eq(int a, int b, FpFlags f) {
    FORMAT.signal(a, f);
    FORMAT.signal(b, f);
    return value(a) == value(b) ? 1 : 0;
  }

  /** Returns 1 if {@code a < b}, else 0; any NaN is invalid. */
  public static int lt(int a, int b, FpFlags f) {
    raiseIfNan(a, b, f);
    return value(a) < value(b) ? 1 : 0;
  }

  /** Returns 1 if {@code a <= b}, else 0; any NaN is invalid. */
  public static int le(int a, int b, FpFlags f) {
    raiseIfNan(a, b, f);
    return value(a) <= value(b) ? 1 : 0;
  }

  private static void raiseIfNan(int a, int b, FpFlags f) {
    f.bits |= FORMAT.isNan(a) || FORMAT.isNan(b) ? FpFlags.NV : 0;
  }

  /** Returns the {@code fclass} mask: one of ten bits, from negative infinity to quiet NaN. */
  public static int classify(int a) {
    return FORMAT.classify(a);
  }

  /** Rounds to an integral number, without raising inexact. */
  public static int nearbyint(int a, int rm, FpFlags f) {
    return (int) SoftConversion.toIntegral(FORMAT, a, rm, false, f);
  }

  /** Rounds to an integral number, raising inexact if that is another. */
  public static int rint(int a, int rm, FpFlags f) {
    return (int) SoftConversion.toIntegral(FORMAT, a, rm, true, f);
  }

  /** Converts to a signed 32-bit integer. */
  public static int toI32(int a, int rm, FpFlags f) {
    return (int) SoftConversion.toInteger(FORMAT, a, IntegerType.I32, rm, f);
  }

  /** Converts to an unsigned 32-bit integer. */
  public static int toU32(int a, int rm, FpFlags f) {
    return (int) SoftConversion.toInteger(FORMAT, a, IntegerType.U32, rm, f);
  }

  /** Converts to a signed 64-bit integer. */
  public static long toI64(int a, int rm, FpFlags f) {
    return SoftConversion.toInteger(FORMAT, a, IntegerType.I64, rm, f);
  }

  /** Converts to an unsigned 64-bit integer. */
  public static long toU64(int a, int rm, FpFlags f) {
    return SoftConversion.toInteger(FORMAT, a, IntegerType.U64, rm, f);
  }

  /** Converts a signed 32-bit integer. */
  public static int fromI32(int value, int rm, FpFlags f) {
    return fromI64(value, rm, f);
  }

  /** Converts an unsigned 32-bit integer. */
  public static int fromU32(int value, int rm, FpFlags f) {
    return fromU64(Integer.toUnsignedLong(value), rm, f);
  }

  /** Converts a signed 64-bit integer. */
  public static int fromI64(long value, int rm, FpFlags f) {
    return (int) SoftConversion.fromInteger(FORMAT, value < 0, Math.abs(value), rm, f);
  }

  /** Converts an unsigned 64-bit integer. */
  public static int fromU64(long value, int rm, FpFlags f) {
    return (int) SoftConversion.fromInteger(FORMAT, false, value, rm, f);
  }

  /** The same number in the host's binary32. */
  private static float value(int a) {
    return Float.float16ToFloat((short) a);
  }
}
