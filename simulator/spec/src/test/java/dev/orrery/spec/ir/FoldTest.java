package dev.orrery.spec.ir;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Folding against arithmetic of unlimited width. */
class FoldTest {

  @Property(tries = 20_000)
  void binaryOperatorsAgreeWithBigIntegers(
      @ForAll BinaryOp op,
      @ForAll @IntRange(min = 1, max = 64) int anyWidth,
      @ForAll long x,
      @ForAll long y) {
    int w = width(op, anyWidth);
    long a = Bits.zext(x, w);
    long b = op.isShift() ? y : Bits.zext(y, w);
    Assume.that(b != 0 || !divides(op));
    assertThat(Fold.binary(op, w, a, b)).as("%s.%d", op, w).isEqualTo(reference(op, w, a, b));
  }

  @Property(tries = 5000)
  void smallShiftAmountsAndDivisorsToo(
      @ForAll BinaryOp op,
      @ForAll @IntRange(min = 1, max = 64) int anyWidth,
      @ForAll long x,
      @ForAll @IntRange(min = -2, max = 70) int y) {
    int w = width(op, anyWidth);
    long a = Bits.zext(x, w);
    long b = op.isShift() ? Bits.zext(y, 7) : Bits.zext(y, w);
    Assume.that(b != 0 || !divides(op));
    assertThat(Fold.binary(op, w, a, b)).as("%s.%d", op, w).isEqualTo(reference(op, w, a, b));
  }

  @Property(tries = 5000)
  void unaryOperatorsAgreeWithBigIntegers(
      @ForAll UnaryOp op, @ForAll @IntRange(min = 1, max = 64) int anyWidth, @ForAll long x) {
    int narrow = 16 << anyWidth % 2;
    int wide = narrow == 32 ? 64 : 32 << anyWidth / 2 % 2;
    int from =
        switch (op) {
          case BOX -> narrow;
          case UNBOX -> wide;
          case BYTE_SWAP -> 16 << (anyWidth % 3);
          default -> anyWidth;
        };
    int w = op == UnaryOp.BOX ? wide : op == UnaryOp.UNBOX ? narrow : from;
    long ones = x % 2 == 0 ? Bits.mask(wide) & ~Bits.mask(narrow) : 0; // often a box
    long a = Bits.zext(op == UnaryOp.UNBOX ? x | ones : x, from);
    BigInteger u = unsigned(a);
    long expected =
        switch (op) {
          case NOT -> low(u.not(), w);
          case NEG -> low(u.negate(), w);
          case BOX -> low(u.subtract(BigInteger.ONE.shiftLeft(from)), w);
          case UNBOX ->
              u.shiftRight(w).add(BigInteger.ONE).bitCount() == 1
                      && u.shiftRight(w).bitLength() == from - w
                  ? low(u, w)
                  : w == 16 ? 0x7e00 : 0x7fc0_0000L;
          case POPCOUNT -> u.bitCount();
          case CLZ -> from - u.bitLength();
          case CTZ -> u.signum() == 0 ? from : u.getLowestSetBit();
          case BYTE_SWAP -> swapped(a, from / 8);
        };
    assertThat(Fold.unary(op, w, from, a)).as("%s.%d", op, from).isEqualTo(expected);
  }

  @Property
  void anUnboxedBoxIsTheSame(@ForAll int x) {
    long a = Bits.zext(x, 32);
    assertThat(Fold.unary(UnaryOp.UNBOX, 32, 64, Fold.unary(UnaryOp.BOX, 64, 32, a))).isEqualTo(a);
    long half = Bits.zext(x, 16);
    assertThat(Fold.unary(UnaryOp.UNBOX, 16, 32, Fold.unary(UnaryOp.BOX, 32, 16, half)))
        .isEqualTo(half);
  }

  private static long swapped(long a, int bytes) {
    long out = 0;
    for (int i = 0; i < bytes; i++) {
      out = out << 8 | (a >>> 8 * i & 0xff);
    }
    return out;
  }

  /** A width that the operator takes. */
  private static int width(BinaryOp op, int any) {
    return switch (op) {
      case MULH_S, MULH_U, MULH_SU, CLMUL, CLMULH, ROTL, ROTR -> any % 2 == 0 ? 32 : 64;
      default -> any;
    };
  }

  private static boolean divides(BinaryOp op) {
    return switch (op) {
      case DIV_S, DIV_U, REM_S, REM_U -> true;
      default -> false;
    };
  }

  private static long reference(BinaryOp op, int w, long a, long b) {
    BigInteger ua = unsigned(a);
    BigInteger ub = unsigned(b);
    BigInteger sa = signed(a, w);
    BigInteger sb = op.isShift() ? ub : signed(b, w);
    // An amount beyond any width does what the width does.
    int amount = ub.min(BigInteger.valueOf(64)).intValue();
    return switch (op) {
      case ADD -> low(ua.add(ub), w);
      case SUB -> low(ua.subtract(ub), w);
      case MUL -> low(ua.multiply(ub), w);
      case MULH_S -> low(sa.multiply(sb).shiftRight(w), w);
      case MULH_U -> low(ua.multiply(ub).shiftRight(w), w);
      case MULH_SU -> low(sa.multiply(ub).shiftRight(w), w);
      case CLMUL -> low(carryless(ua, ub), w);
      case CLMULH -> low(carryless(ua, ub).shiftRight(w), w);
      case DIV_S -> low(sa.divide(sb), w);
      case DIV_U -> low(ua.divide(ub), w);
      case REM_S -> low(sa.remainder(sb), w);
      case REM_U -> low(ua.remainder(ub), w);
      case AND -> low(ua.and(ub), w);
      case OR -> low(ua.or(ub), w);
      case XOR -> low(ua.xor(ub), w);
      case SHL -> low(ua.shiftLeft(amount), w);
      case SHR -> low(ua.shiftRight(amount), w);
      case SAR -> low(sa.shiftRight(amount), w);
      case ROTL -> rotated(ua, ub.mod(BigInteger.valueOf(w)).intValue(), w);
      case ROTR -> rotated(ua, w - ub.mod(BigInteger.valueOf(w)).intValue(), w);
      case MIN_S -> low(sa.min(sb), w);
      case MAX_S -> low(sa.max(sb), w);
      case MIN_U -> low(ua.min(ub), w);
      case MAX_U -> low(ua.max(ub), w);
      case EQ -> bit(ua.equals(ub));
      case NE -> bit(!ua.equals(ub));
      case LT_S -> bit(sa.compareTo(sb) < 0);
      case LT_U -> bit(ua.compareTo(ub) < 0);
      case LE_S -> bit(sa.compareTo(sb) <= 0);
      case LE_U -> bit(ua.compareTo(ub) <= 0);
    };
  }

  private static BigInteger carryless(BigInteger a, BigInteger b) {
    BigInteger product = BigInteger.ZERO;
    for (int i = 0; i < b.bitLength(); i++) {
      product = b.testBit(i) ? product.xor(a.shiftLeft(i)) : product;
    }
    return product;
  }

  private static long rotated(BigInteger a, int left, int w) {
    return low(a.shiftLeft(left).or(a.shiftRight(w - left)), w);
  }

  private static BigInteger unsigned(long v) {
    return new BigInteger(Long.toUnsignedString(v));
  }

  private static BigInteger signed(long v, int w) {
    BigInteger u = unsigned(v);
    return u.testBit(w - 1) ? u.subtract(BigInteger.ONE.shiftLeft(w)) : u;
  }

  private static long low(BigInteger v, int w) {
    return v.mod(BigInteger.ONE.shiftLeft(w)).longValue();
  }

  private static long bit(boolean b) {
    return b ? 1 : 0;
  }
}
