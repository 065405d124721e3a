package dev.orrery.engine.fp;

import dev.orrery.spec.ir.FpFormat;
import dev.orrery.spec.ir.FpOp;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Operands where floating point goes wrong: specials, the edges of the exponent range and of the
 * host paths, significands that make ties, and operands chosen to cancel each other or to bring the
 * result to an edge. The sequence is a function of the seed alone.
 */
final class Operands {
  /** One set of operands; what an operation does not take is zero. */
  record Case(long a, long b, long c) {
    @Override
    public String toString() {
      return "a=%016x b=%016x c=%016x".formatted(a, b, c);
    }
  }

  private final FpOp op;
  private final SplittableRandom random;
  private final FpFormat input;
  private final int width;
  private final int fractionBits;
  private final int bias;
  private final long fractionMask;
  private final List<Long> specials = new ArrayList<>();

  Operands(FpFormat format, FpOp op, long seed) {
    this.op = op;
    random = new SplittableRandom(seed);
    input = input(format, op);
    width = input.width();
    fractionBits = fractionBits(input);
    bias = (1 << (width - fractionBits - 2)) - 1;
    fractionMask = (1L << fractionBits) - 1;
    addSpecials();
  }

  /** The formats that have an operation: conversions between formats belong to the wider one. */
  static List<FpFormat> formats(FpOp op) {
    return switch (op) {
      case TO_F32, FROM_F32 -> List.of(FpFormat.F64);
      case TO_F16, FROM_F16 -> List.of(FpFormat.F32, FpFormat.F64);
      default -> List.of(FpFormat.values());
    };
  }

  /** The format of the numbers that an operation takes. */
  static FpFormat input(FpFormat format, FpOp op) {
    return switch (op) {
      case FROM_F16 -> FpFormat.F16;
      case FROM_F32 -> FpFormat.F32;
      default -> format;
    };
  }

  static int fractionBits(FpFormat format) {
    return switch (format) {
      case F16 -> 10;
      case F32 -> 23;
      case F64 -> 52;
    };
  }

  /** Passes on all combinations of special operands, then {@code count} random ones. */
  void forEach(int count, Consumer<Case> consumer) {
    if (takesInteger()) {
      for (int bit = 0; bit < 64; bit++) {
        for (int near = -2; near <= 2; near++) {
          consumer.accept(new Case((1L << bit) + near, 0, 0));
          consumer.accept(new Case(-(1L << bit) + near, 0, 0));
        }
      }
    } else {
      int arity = op.arity();
      // Positive ones are enough for the first of three: the second gives the product either sign.
      long signs = arity > 2 ? 1L << (width - 1) : 0;
      for (long a : specials) {
        if ((a & signs) != 0) {
          continue;
        }
        for (long b : arity > 1 ? specials : List.of(0L)) {
          for (long c : arity > 2 ? specials : List.of(0L)) {
            consumer.accept(new Case(a, b, c));
          }
        }
      }
    }
    for (int i = 0; i < count; i++) {
      consumer.accept(next());
    }
  }

  /** Random operands. */
  Case next() {
    if (takesInteger()) {
      return new Case(integer(), 0, 0);
    }
    long a = number();
    long b = op.arity() > 1 ? second(a) : 0;
    long c = op.arity() > 2 ? addend(a, b) : 0;
    return new Case(a, b, c);
  }

  private boolean takesInteger() {
    return switch (op) {
      case FROM_I32, FROM_U32, FROM_I64, FROM_U64 -> true;
      default -> false;
    };
  }

  private void addSpecials() {
    long one = (long) bias << fractionBits;
    long infinity = (2L * bias + 1) << fractionBits;
    long quiet = 1L << (fractionBits - 1);
    long leastNormal = 1L << fractionBits;
    long[] magnitudes = {
      0,
      1,
      leastNormal - 1,
      leastNormal,
      leastNormal + 1,
      one - 1,
      one,
      one + 1,
      one | quiet,
      infinity - 1,
      infinity,
      infinity | 1,
      infinity | quiet,
      infinity | quiet | 5
    };
    for (long magnitude : magnitudes) {
      specials.add(magnitude);
      specials.add(magnitude | 1L << (width - 1));
    }
  }

  private long number() {
    int kind = random.nextInt(16);
    if (kind == 0) {
      return specials.get(random.nextInt(specials.size()));
    }
    if (kind <= 2) {
      return random.nextLong() >>> (64 - width);
    }
    return number(exponentField());
  }

  private long number(int exponentField) {
    long field = Math.clamp(exponentField, 0, 2L * bias);
    return (random.nextLong(2) << (width - 1)) | field << fractionBits | fraction();
  }

  private int exponentField() {
    return switch (random.nextInt(6)) {
      case 0 -> random.nextInt(4);
      case 1 -> 2 * bias - random.nextInt(4);
      case 2 -> random.nextInt(2 * bias + 1);
      case 3 -> random.nextInt(fractionBits + 3); // subnormal once scaled down a little
      case 4 -> bias - 3 + random.nextInt(70); // the sizes of integers
      default -> bias - 8 + random.nextInt(16);
    };
  }

  private long fraction() {
    long bits = random.nextLong() & fractionMask;
    int length = 1 + random.nextInt(fractionBits);
    return switch (random.nextInt(6)) {
      case 0 -> bits >>> length << length; // short: products and quotients are exact or ties
      case 1 -> fractionMask >>> length << length | random.nextLong(2); // a run of ones at the top
      case 2 -> bits >>> length; // just above a power of two
      case 3 -> fractionMask ^ bits >>> length; // just below one
      default -> bits;
    };
  }

  private long second(long a) {
    int exponent = (int) ((a & ~(1L << (width - 1))) >>> fractionBits);
    return switch (random.nextInt(8)) {
      case 0 -> flipped(a + random.nextInt(-2, 3)); // about equal, sign at random
      case 1, 2 -> number(exponent + random.nextInt(-fractionBits - 3, fractionBits + 4));
      case 3 -> number(edge() + bias - exponent); // product at an edge
      case 4 -> number(exponent + bias - edge()); // quotient at an edge
      default -> number();
    };
  }

  /** Exponent fields where results change their nature, or host paths are left. */
  private int edge() {
    int[] edges = {0, -fractionBits, 2 * bias, input == FpFormat.F64 ? bias - 966 : bias};
    return edges[random.nextInt(edges.length)] + random.nextInt(-3, 4);
  }

  private long addend(long a, long b) {
    long product =
        switch (input) {
          case F16 -> Float.floatToFloat16(asHalf(a) * asHalf(b)) & 0xffffL;
          case F32 -> Integer.toUnsignedLong(Float.floatToRawIntBits(asFloat(a) * asFloat(b)));
          case F64 ->
              Double.doubleToRawLongBits(Double.longBitsToDouble(a) * Double.longBitsToDouble(b));
        };
    int exponent = (int) ((product & ~(1L << (width - 1))) >>> fractionBits);
    return switch (random.nextInt(8)) {
      case 0, 1 -> flipped(product + random.nextInt(-1, 2)); // cancels all but the last places
      case 2, 3, 4 -> number(exponent + random.nextInt(-2 * fractionBits - 4, fractionBits + 4));
      case 5 -> number(0);
      default -> number();
    };
  }

  private static float asHalf(long bits) {
    return Float.float16ToFloat((short) bits);
  }

  private static float asFloat(long bits) {
    return Float.intBitsToFloat((int) bits);
  }

  private long flipped(long bits) {
    return (bits ^ random.nextLong(2) << (width - 1)) & -1L >>> (64 - width);
  }

  private long integer() {
    long bits = random.nextLong() >>> random.nextInt(64);
    int length = random.nextInt(64);
    return switch (random.nextInt(4)) {
      case 0 -> (bits >>> length << length) + random.nextInt(-1, 2);
      case 1 -> -bits;
      case 2 -> -1L >>> length ^ 1L << random.nextInt(64);
      default -> bits;
    };
  }
}
