package dev.orrery.spec.asm.encode;

import dev.orrery.spec.ir.BinaryOp;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.ir.Fold;
import dev.orrery.spec.ir.UnaryOp;

/**
 * What is known of a value of up to 64 bits: the bits under {@code mask} are those of {@code bits}.
 * Bits above the value's width are known to be 0.
 *
 * @param mask the known bits
 * @param bits their values; 0 where nothing is known
 */
record KnownBits(long mask, long bits) {
  static final KnownBits ZERO = of(0);
  static final KnownBits ONE = of(1);

  /** A value that is known. */
  static KnownBits of(long value) {
    return new KnownBits(-1, value);
  }

  /** A value of which nothing is known but its width. */
  static KnownBits unknown(int width) {
    return new KnownBits(~Bits.mask(width), 0);
  }

  private static KnownBits bit(boolean value) {
    return value ? ONE : ZERO;
  }

  boolean isKnown() {
    return mask == -1;
  }

  /** Whether the value can be {@code other}. */
  boolean allows(long other) {
    return ((bits ^ other) & mask) == 0;
  }

  /** The low {@code width} bits. */
  KnownBits low(int width) {
    long m = Bits.mask(width);
    return new KnownBits(mask | ~m, bits & m);
  }

  /** The bits from {@code n} on. */
  KnownBits shiftedRight(int n) {
    return n == 0 ? this : new KnownBits(mask >>> n | ~(-1L >>> n), bits >>> n);
  }

  private KnownBits shiftedLeft(int n) {
    return n == 0 ? this : new KnownBits(mask << n | Bits.mask(n), bits << n);
  }

  /** These bits above {@code low}, which has {@code width} bits. */
  KnownBits above(KnownBits low, int width) {
    if (width >= Long.SIZE) {
      return low;
    }
    long m = Bits.mask(width);
    return new KnownBits(mask << width | low.mask & m, bits << width | low.bits & m);
  }

  /** The low {@code from} bits, sign-extended to {@code to}. */
  KnownBits signExtended(int from, int to) {
    if (from >= to) {
      return low(to);
    }
    long m = Bits.mask(from);
    long known = Bits.sext(mask & m, from);
    return new KnownBits(known | ~Bits.mask(to), Bits.sext(bits & m, from) & known).low(to);
  }

  /** What both have in common. */
  KnownBits or(KnownBits other) {
    long both = mask & other.mask & ~(bits ^ other.bits);
    return new KnownBits(both, bits & both);
  }

  /** The result of {@link Fold#unary}. */
  static KnownBits unary(UnaryOp op, int width, int from, KnownBits a) {
    if (a.isKnown()) {
      return of(Fold.unary(op, width, from, a.bits));
    }
    return switch (op) {
      case NOT -> new KnownBits(a.mask, ~a.bits & a.mask).low(width);
      case NEG -> binary(BinaryOp.SUB, width, ZERO, a);
      default -> unknown(width);
    };
  }

  /** The result of {@link Fold#binary}. */
  static KnownBits binary(BinaryOp op, int w, KnownBits a, KnownBits b) {
    if (a.isKnown() && b.isKnown()) {
      return of(Fold.binary(op, w, a.bits, b.bits));
    }
    return switch (op) {
      case AND -> {
        long zeros = a.mask & ~a.bits | b.mask & ~b.bits;
        long ones = a.bits & b.bits;
        yield new KnownBits(zeros | ones, ones);
      }
      case OR -> {
        long ones = a.bits | b.bits;
        long zeros = a.mask & ~a.bits & b.mask & ~b.bits;
        yield new KnownBits(zeros | ones, ones);
      }
      case XOR -> new KnownBits(a.mask & b.mask, (a.bits ^ b.bits) & a.mask & b.mask);
      // No carry from an unknown bit reaches a lower one.
      case ADD, SUB, MUL -> {
        int low = Long.numberOfTrailingZeros(~(a.mask & b.mask));
        long m = (low == 0 ? 0 : Bits.mask(low)) | ~Bits.mask(w);
        yield new KnownBits(m, Fold.binary(op, w, a.bits, b.bits) & m);
      }
      case SHL, SHR, SAR, ROTL, ROTR -> b.isKnown() ? shift(op, w, a, b.bits) : unknown(w);
      case EQ, NE ->
          ((a.bits ^ b.bits) & a.mask & b.mask) != 0 ? bit(op == BinaryOp.NE) : unknown(1);
      case LT_U, LE_U -> less(op == BinaryOp.LE_U, a, b);
      default -> unknown(op.isComparison() ? 1 : w);
    };
  }

  private static KnownBits shift(BinaryOp op, int w, KnownBits a, long amount) {
    boolean reaches = Long.compareUnsigned(amount, w) >= 0;
    return switch (op) {
      case SHL -> reaches ? ZERO : a.shiftedLeft((int) amount).low(w);
      case SHR -> reaches ? ZERO : a.shiftedRight((int) amount);
      case SAR -> {
        int n = reaches ? w - 1 : (int) amount;
        yield a.shiftedRight(n).signExtended(w - n, w);
      }
      default -> {
        int right = (int) ((op == BinaryOp.ROTR ? amount : -amount) & (w - 1));
        yield right == 0 ? a : a.low(right).above(a.shiftedRight(right), w - right).low(w);
      }
    };
  }

  /** Whether the largest value is less, or the smallest one not. */
  private static KnownBits less(boolean orEqual, KnownBits a, KnownBits b) {
    int most = Long.compareUnsigned(a.bits | ~a.mask, b.bits);
    int least = Long.compareUnsigned(a.bits, b.bits | ~b.mask);
    int bound = orEqual ? 1 : 0;
    return most < bound ? ONE : least >= bound ? ZERO : unknown(1);
  }
}
