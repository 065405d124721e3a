package dev.orrery.engine.emit;

/** Operations that the JVM has no instruction for; generated code calls them. */
public final class Arith {
  private Arith() {}

  /** High half of the product of a signed {@code a} and an unsigned {@code b}. */
  public static long multiplyHighSignedUnsigned(long a, long b) {
    return Math.unsignedMultiplyHigh(a, b) - (a >> 63 & b);
  }

  /** {@code a << n}, 0 when {@code n} (unsigned) reaches 64. */
  public static long shl(long a, long n) {
    return Long.compareUnsigned(n, 64) < 0 ? a << n : 0;
  }

  /** {@code a >>> n}, 0 when {@code n} (unsigned) reaches 64. */
  public static long shr(long a, long n) {
    return Long.compareUnsigned(n, 64) < 0 ? a >>> n : 0;
  }

  /** {@code a >> n}, the sign when {@code n} (unsigned) reaches 64. */
  public static long sar(long a, long n) {
    return a >> (Long.compareUnsigned(n, 64) < 0 ? n : 63);
  }

  /** {@code a << n}, 0 when {@code n} (unsigned) reaches 32. */
  public static int shl(int a, long n) {
    return Long.compareUnsigned(n, 32) < 0 ? a << n : 0;
  }

  /** {@code a >>> n}, 0 when {@code n} (unsigned) reaches 32. */
  public static int shr(int a, long n) {
    return Long.compareUnsigned(n, 32) < 0 ? a >>> n : 0;
  }

  /** {@code a >> n}, the sign when {@code n} (unsigned) reaches 32. */
  public static int sar(int a, long n) {
    return a >> (Long.compareUnsigned(n, 32) < 0 ? n : 31);
  }

  /** The low half of the carry-less product. */
  public static long carrylessLow(long a, long b) {
    long low = 0;
    for (int i = 0; i < 64; i++) {
      low ^= a << i & -(b >>> i & 1);
    }
    return low;
  }

  /** The high half of the carry-less product. */
  public static long carrylessHigh(long a, long b) {
    long high = 0;
    for (int i = 1; i < 64; i++) {
      high ^= a >>> 64 - i & -(b >>> i & 1);
    }
    return high;
  }

  /** The low half of the carry-less product. */
  public static int carrylessLow(int a, int b) {
    return (int) carrylessLow((long) a, b);
  }

  /** The high half of the carry-less product. */
  public static int carrylessHigh(int a, int b) {
    return (int) (carrylessLow(Integer.toUnsignedLong(a), Integer.toUnsignedLong(b)) >>> 32);
  }

  /** The smaller of {@code a} and {@code b} as unsigned numbers. */
  public static long minUnsigned(long a, long b) {
    return Long.compareUnsigned(a, b) <= 0 ? a : b;
  }

  /** The larger of {@code a} and {@code b} as unsigned numbers. */
  public static long maxUnsigned(long a, long b) {
    return Long.compareUnsigned(a, b) >= 0 ? a : b;
  }

  /** The smaller of {@code a} and {@code b} as unsigned numbers. */
  public static int minUnsigned(int a, int b) {
    return Integer.compareUnsigned(a, b) <= 0 ? a : b;
  }

  /** The larger of {@code a} and {@code b} as unsigned numbers. */
  public static int maxUnsigned(int a, int b) {
    return Integer.compareUnsigned(a, b) >= 0 ? a : b;
  }
}
