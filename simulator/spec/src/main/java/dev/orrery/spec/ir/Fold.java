package dev.orrery.spec.ir;

/** Values of operators on literals: what constant folding at decode and translation time uses. */
public final class Fold {
  private Fold() {}

  /** Result of a unary operator, {@code width} bits, on an operand of {@code from} bits. */
  public static long unary(UnaryOp op, int width, int from, long a) {
    return switch (op) {
      case NOT -> Bits.zext(~a, width);
      case NEG -> Bits.zext(-a, width);
      case BOX -> a | Bits.mask(width) & ~Bits.mask(from);
      case UNBOX ->
          a >>> width == Bits.mask(from - width)
              ? Bits.zext(a, width)
              : width == 16 ? 0x7e00 : 0x7fc0_0000L;
      case POPCOUNT -> Long.bitCount(a);
      case CLZ -> Long.numberOfLeadingZeros(a) - (64 - from);
      case CTZ -> Math.min(Long.numberOfTrailingZeros(a), from);
      case BYTE_SWAP -> Long.reverseBytes(a) >>> (64 - from);
    };
  }

  /**
   * Result of a binary operator on operands of {@code w} bits (a shift amount: any width). Division
   * by zero gives 0: a body never comes to one, but a translator may fold an arm that is not taken.
   */
  public static long binary(BinaryOp op, int w, long a, long b) {
    long sa = Bits.sext(a, w);
    long sb = op.isShift() ? b : Bits.sext(b, w);
    long r =
        switch (op) {
          case ADD -> a + b;
          case SUB -> a - b;
          case MUL -> a * b;
          case MULH_S -> w == 64 ? Math.multiplyHigh(a, b) : (sa * sb) >> w;
          case MULH_U -> w == 64 ? Math.unsignedMultiplyHigh(a, b) : (a * b) >>> w;
          case MULH_SU ->
              w == 64 ? Math.unsignedMultiplyHigh(a, b) - (a < 0 ? b : 0) : (sa * b) >> w;
          case DIV_S -> b == 0 ? 0 : sa / sb;
          case DIV_U -> b == 0 ? 0 : Long.divideUnsigned(a, b);
          case REM_S -> b == 0 ? 0 : sa % sb;
          case REM_U -> b == 0 ? 0 : Long.remainderUnsigned(a, b);
          case AND -> a & b;
          case OR -> a | b;
          case XOR -> a ^ b;
          case CLMUL -> carrylessProduct(a, b);
          case CLMULH -> carrylessHigh(a, b, w);
          case SHL -> reaches(b, w) ? 0 : a << b;
          case SHR -> reaches(b, w) ? 0 : a >>> b;
          case SAR -> sa >> (reaches(b, w) ? 63 : b);
          case ROTL -> rotateLeft(a, (int) (b & (w - 1)), w);
          case ROTR -> rotateLeft(a, (int) (-b & (w - 1)), w);
          case MIN_S -> Math.min(sa, sb);
          case MAX_S -> Math.max(sa, sb);
          case MIN_U -> Long.compareUnsigned(a, b) <= 0 ? a : b;
          case MAX_U -> Long.compareUnsigned(a, b) >= 0 ? a : b;
          case EQ -> bit(a == b);
          case NE -> bit(a != b);
          case LT_S -> bit(sa < sb);
          case LE_S -> bit(sa <= sb);
          case LT_U -> bit(Long.compareUnsigned(a, b) < 0);
          case LE_U -> bit(Long.compareUnsigned(a, b) <= 0);
        };
    return op.isComparison() ? r : Bits.zext(r, w);
  }

  /** The low 64 bits of the product of two polynomials over GF(2), a bit a coefficient. */
  public static long carrylessProduct(long a, long b) {
    long product = 0;
    for (long left = b; left != 0; left &= left - 1) {
      product ^= a << Long.numberOfTrailingZeros(left);
    }
    return product;
  }

  /**
   * The high half of the product of two polynomials over GF(2), each of {@code w} coefficients, 1
   * to 64. It is the low half of the product of the reversed ones, reversed: all but its lowest
   * bit, which is the highest of the low half.
   */
  public static long carrylessHigh(long a, long b, int w) {
    long reversed = carrylessProduct(Long.reverse(a) >>> (64 - w), Long.reverse(b) >>> (64 - w));
    return Long.reverse(reversed << (64 - w)) >>> 1;
  }

  private static boolean reaches(long amount, int width) {
    return Long.compareUnsigned(amount, width) >= 0;
  }

  private static long rotateLeft(long a, int n, int w) {
    return n == 0 ? a : a << n | a >>> (w - n);
  }

  private static long bit(boolean b) {
    return b ? 1 : 0;
  }
}
