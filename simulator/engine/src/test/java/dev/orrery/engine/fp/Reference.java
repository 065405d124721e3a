package dev.orrery.engine.fp;

import dev.orrery.spec.ir.FpFormat;
import dev.orrery.spec.ir.FpOp;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * What IEEE 754 and the RISC-V manual say an operation yields, found without the library's means:
 * exact numbers of unlimited size, and rounding by searching the ordered encodings for the two
 * neighbours of the exact result.
 */
final class Reference {
  private static final int MODES = 5;

  /** A result and the flags it raises. */
  record Outcome(long bits, int flags) {}

  /** A positive real number that need only be comparable with dyadic ones. */
  private interface Magnitude {
    int compareTo(Dyadic candidate);
  }

  private final int fractionBits;
  private final int minExponent;
  private final long sign;
  private final long infinity;
  private final long nan;

  private Reference(FpFormat format) {
    fractionBits = Operands.fractionBits(format);
    switch (format) {
      case F16 -> {
        minExponent = -14;
        sign = 0x8000L;
        infinity = 0x7c00L;
        nan = 0x7e00L;
      }
      case F32 -> {
        minExponent = -126;
        sign = 0x8000_0000L;
        infinity = 0x7f80_0000L;
        nan = 0x7fc0_0000L;
      }
      case F64 -> {
        minExponent = -1022;
        sign = 0x8000_0000_0000_0000L;
        infinity = 0x7ff0_0000_0000_0000L;
        nan = 0x7ff8_0000_0000_0000L;
      }
      default -> throw new IllegalArgumentException(format.name());
    }
  }

  /** The outcomes of an operation in the five rounding modes, in the order of their encodings. */
  static List<Outcome> evaluate(FpFormat format, FpOp op, long a, long b, long c) {
    Reference in = new Reference(Operands.input(format, op));
    return switch (op) {
      case ADD -> in.fma(a, in.encode(Dyadic.powerOfTwo(0)), b);
      case SUB -> in.fma(a, in.encode(Dyadic.powerOfTwo(0)), b ^ in.sign);
      case MUL -> in.mul(a, b);
      case DIV -> in.div(a, b);
      case SQRT -> in.sqrt(a);
      case FMA -> in.fma(a, b, c);
      case MIN -> always(in.minMax(a, b, -1));
      case MAX -> always(in.minMax(a, b, 1));
      case EQ -> always(in.compare(a, b, false, true, false));
      case LT -> always(in.compare(a, b, true, false, true));
      case LE -> always(in.compare(a, b, true, true, true));
      case CLASSIFY -> always(new Outcome(in.classify(a), 0));
      case TO_I32 -> in.toInteger(a, 32, true);
      case TO_U32 -> in.toInteger(a, 32, false);
      case TO_I64 -> in.toInteger(a, 64, true);
      case TO_U64 -> in.toInteger(a, 64, false);
      case FROM_I32 -> in.fromInteger(BigInteger.valueOf((int) a));
      case FROM_U32 -> in.fromInteger(BigInteger.valueOf(a & 0xffff_ffffL));
      case FROM_I64 -> in.fromInteger(BigInteger.valueOf(a));
      case FROM_U64 -> in.fromInteger(new BigInteger(Long.toUnsignedString(a)));
      case TO_F32 -> in.convert(a, new Reference(FpFormat.F32));
      case TO_F16 -> in.convert(a, new Reference(FpFormat.F16));
      case FROM_F32, FROM_F16 -> in.convert(a, new Reference(format));
      case NEARBYINT -> in.toIntegral(a, 0);
      case RINT -> in.toIntegral(a, FpFlags.NX);
    };
  }

  private List<Outcome> mul(long a, long b) {
    if (isNan(a) || isNan(b)) {
      return nan(a, b);
    }
    boolean negative = isNegative(a) != isNegative(b);
    if (isInfinite(a) || isInfinite(b)) {
      return isZero(a) || isZero(b) ? invalid() : exact(signed(infinity, negative));
    }
    if (isZero(a) || isZero(b)) {
      return exact(signed(0, negative));
    }
    return round(value(a).times(value(b)));
  }

  private List<Outcome> div(long a, long b) {
    if (isNan(a) || isNan(b)) {
      return nan(a, b);
    }
    boolean negative = isNegative(a) != isNegative(b);
    if (isInfinite(a) && isInfinite(b) || isZero(a) && isZero(b)) {
      return invalid();
    }
    if (isInfinite(a)) {
      return exact(signed(infinity, negative));
    }
    if (isZero(b)) {
      return always(new Outcome(signed(infinity, negative), FpFlags.DZ));
    }
    if (isInfinite(b) || isZero(a)) {
      return exact(signed(0, negative));
    }
    Dyadic dividend = value(a).abs();
    Dyadic divisor = value(b).abs();
    return round(negative, candidate -> dividend.compareTo(candidate.times(divisor)));
  }

  private List<Outcome> sqrt(long a) {
    if (isNan(a)) {
      return nan(a);
    }
    if (isZero(a)) {
      return exact(a);
    }
    if (isNegative(a)) {
      return invalid();
    }
    if (isInfinite(a)) {
      return exact(a);
    }
    Dyadic radicand = value(a);
    return round(false, candidate -> radicand.compareTo(candidate.times(candidate)));
  }

  private List<Outcome> fma(long a, long b, long c) {
    boolean invalidProduct = isInfinite(a) && isZero(b) || isZero(a) && isInfinite(b);
    if (invalidProduct) {
      return invalid();
    }
    if (isNan(a) || isNan(b) || isNan(c)) {
      return nan(a, b, c);
    }
    boolean productNegative = isNegative(a) != isNegative(b);
    boolean infiniteProduct = isInfinite(a) || isInfinite(b);
    if (infiniteProduct && isInfinite(c)) {
      return productNegative == isNegative(c) ? exact(c) : invalid();
    }
    if (infiniteProduct) {
      return exact(signed(infinity, productNegative));
    }
    if (isInfinite(c)) {
      return exact(c);
    }
    Dyadic product = value(a).times(value(b));
    Dyadic sum = product.plus(value(c));
    if (sum.signum() != 0) {
      return round(sum);
    }
    boolean zerosOfOneSign = product.signum() == 0 && productNegative == isNegative(c);
    List<Outcome> outcomes = new ArrayList<>();
    for (int rm = 0; rm < MODES; rm++) {
      boolean negative = zerosOfOneSign ? productNegative : rm == Frm.RDN;
      outcomes.add(new Outcome(signed(0, negative), 0));
    }
    return outcomes;
  }

  private Outcome minMax(long a, long b, int wanted) {
    int flags = isSignalling(a) || isSignalling(b) ? FpFlags.NV : 0;
    if (isNan(a)) {
      return new Outcome(isNan(b) ? nan : b, flags);
    }
    if (isNan(b)) {
      return new Outcome(a, flags);
    }
    int order = extendedValue(a).compareTo(extendedValue(b));
    if (order == 0) {
      order = Boolean.compare(isNegative(b), isNegative(a));
    }
    return new Outcome(order * wanted >= 0 ? a : b, flags);
  }

  private Outcome compare(long a, long b, boolean orLess, boolean orEqual, boolean signalling) {
    if (isNan(a) || isNan(b)) {
      boolean invalid = signalling || isSignalling(a) || isSignalling(b);
      return new Outcome(0, invalid ? FpFlags.NV : 0);
    }
    int order = extendedValue(a).compareTo(extendedValue(b));
    return new Outcome(order < 0 && orLess || order == 0 && orEqual ? 1 : 0, 0);
  }

  /** The table of the RISC-V manual's fclass, line by line. */
  private long classify(long a) {
    boolean subnormal = !isNan(a) && value(a & ~sign).compareTo(Dyadic.powerOfTwo(minExponent)) < 0;
    int bit;
    if (isNan(a)) {
      bit = isSignalling(a) ? 8 : 9;
    } else if (isNegative(a)) {
      bit = isInfinite(a) ? 0 : isZero(a) ? 3 : subnormal ? 2 : 1;
    } else {
      bit = isInfinite(a) ? 7 : isZero(a) ? 4 : subnormal ? 5 : 6;
    }
    return 1L << bit;
  }

  private List<Outcome> toIntegral(long a, int ifInexact) {
    if (isNan(a)) {
      return nan(a);
    }
    if (isInfinite(a) || isZero(a)) {
      return exact(a);
    }
    Dyadic value = value(a);
    BigInteger below = value.floor();
    boolean inexact = value.compareTo(Dyadic.of(below)) != 0;
    List<Outcome> outcomes = new ArrayList<>();
    for (int rm = 0; rm < MODES; rm++) {
      BigInteger integer = inexact && up(rm, value, below) ? below.add(BigInteger.ONE) : below;
      long bits = integer.signum() == 0 ? 0 : encode(Dyadic.of(integer.abs()));
      outcomes.add(new Outcome(signed(bits, isNegative(a)), inexact ? ifInexact : 0));
    }
    return outcomes;
  }

  /** Whether a number that is no integer rounds to the integer above it. */
  private static boolean up(int rm, Dyadic value, BigInteger below) {
    int toMiddle = value.compareTo(Dyadic.of(below).plus(Dyadic.powerOfTwo(-1)));
    return switch (rm) {
      case Frm.RNE -> toMiddle > 0 || toMiddle == 0 && below.testBit(0);
      case Frm.RTZ -> value.signum() < 0;
      case Frm.RDN -> false;
      case Frm.RUP -> true;
      default -> toMiddle > 0 || toMiddle == 0 && value.signum() > 0;
    };
  }

  private List<Outcome> toInteger(long a, int width, boolean signed) {
    BigInteger end = BigInteger.ONE.shiftLeft(signed ? width - 1 : width);
    BigInteger largest = end.subtract(BigInteger.ONE);
    BigInteger smallest = signed ? end.negate() : BigInteger.ZERO;
    long mask = width == 64 ? -1L : 0xffff_ffffL;
    if (isNan(a) || isInfinite(a)) {
      BigInteger saturated = !isNan(a) && isNegative(a) ? smallest : largest;
      return always(new Outcome(saturated.longValue() & mask, FpFlags.NV));
    }
    Dyadic value = value(a);
    BigInteger below = value.floor();
    boolean inexact = value.compareTo(Dyadic.of(below)) != 0;
    List<Outcome> outcomes = new ArrayList<>();
    for (int rm = 0; rm < MODES; rm++) {
      BigInteger integer = inexact && up(rm, value, below) ? below.add(BigInteger.ONE) : below;
      BigInteger saturated = integer.max(smallest).min(largest);
      int flags = !saturated.equals(integer) ? FpFlags.NV : inexact ? FpFlags.NX : 0;
      outcomes.add(new Outcome(saturated.longValue() & mask, flags));
    }
    return outcomes;
  }

  private List<Outcome> fromInteger(BigInteger value) {
    return value.signum() == 0 ? exact(0) : round(Dyadic.of(value));
  }

  private List<Outcome> convert(long a, Reference to) {
    if (isNan(a)) {
      return always(new Outcome(to.nan, isSignalling(a) ? FpFlags.NV : 0));
    }
    if (isInfinite(a) || isZero(a)) {
      return exact(to.signed(isZero(a) ? 0 : to.infinity, isNegative(a)));
    }
    return to.round(value(a));
  }

  // --- rounding
  // -------------------------------------------------------------------------------------

  private List<Outcome> round(Dyadic exact) {
    return round(exact.signum() < 0, exact.abs()::compareTo);
  }

  private List<Outcome> round(boolean negative, Magnitude exact) {
    long below = largestNotAbove(exact);
    int order = exact.compareTo(value(below));
    if (order == 0 && below < infinity) {
      return exact(signed(below, negative));
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (int rm = 0; rm < MODES; rm++) {
      if (below == infinity) {
        boolean away = roundsAway(rm, negative, 1, false);
        outcomes.add(
            new Outcome(signed(away ? infinity : infinity - 1, negative), FpFlags.OF | FpFlags.NX));
        continue;
      }
      Dyadic middle = value(below).plus(value(below + 1)).half();
      boolean away = roundsAway(rm, negative, exact.compareTo(middle), (below & 1) != 0);
      long rounded = away ? below + 1 : below;
      int flags = FpFlags.NX;
      flags |= rounded == infinity ? FpFlags.OF : 0;
      flags |= isTiny(rm, negative, exact) ? FpFlags.UF : 0;
      outcomes.add(new Outcome(signed(rounded, negative), flags));
    }
    return outcomes;
  }

  /** The greatest encoding, up to infinity as the power of two after the largest number. */
  private long largestNotAbove(Magnitude exact) {
    long low = 0;
    long high = infinity + 1;
    while (high - low > 1) {
      long candidate = (low + high) >>> 1;
      if (exact.compareTo(value(candidate)) >= 0) {
        low = candidate;
      } else {
        high = candidate;
      }
    }
    return low;
  }

  /**
   * Tiny after rounding: below the least normal number even when rounded without exponent limit.
   */
  private boolean isTiny(int rm, boolean negative, Magnitude exact) {
    Dyadic leastNormal = Dyadic.powerOfTwo(minExponent);
    if (exact.compareTo(leastNormal) >= 0) {
      return false;
    }
    Dyadic step = Dyadic.powerOfTwo(minExponent - fractionBits - 1);
    Dyadic before = new Dyadic(step.significand().negate(), step.exponent()).plus(leastNormal);
    if (exact.compareTo(before) <= 0) {
      return true;
    }
    int toMiddle = exact.compareTo(before.plus(leastNormal).half());
    return !roundsAway(rm, negative, toMiddle, true);
  }

  private static boolean roundsAway(int rm, boolean negative, int toMiddle, boolean oddBelow) {
    return switch (rm) {
      case Frm.RNE -> toMiddle > 0 || toMiddle == 0 && oddBelow;
      case Frm.RTZ -> false;
      case Frm.RDN -> negative;
      case Frm.RUP -> !negative;
      default -> toMiddle >= 0;
    };
  }

  // --- encodings
  // ------------------------------------------------------------------------------------

  /** The value of a finite encoding; for infinity, the power of two where finite numbers end. */
  private Dyadic value(long bits) {
    int exponentField = (int) ((bits & infinity) >>> fractionBits);
    BigInteger fraction = BigInteger.valueOf(bits & (1L << fractionBits) - 1);
    if (exponentField != 0) {
      fraction = fraction.setBit(fractionBits);
      exponentField--;
    }
    BigInteger significand = isNegative(bits) ? fraction.negate() : fraction;
    return new Dyadic(significand, minExponent - fractionBits + exponentField);
  }

  /** As value, but with infinity beyond every finite number, for comparisons. */
  private Dyadic extendedValue(long bits) {
    return isInfinite(bits) ? value(bits).times(Dyadic.powerOfTwo(1)) : value(bits);
  }

  private long encode(Dyadic value) {
    return largestNotAbove(value::compareTo);
  }

  private long signed(long magnitude, boolean negative) {
    return negative ? magnitude | sign : magnitude;
  }

  private boolean isNegative(long bits) {
    return (bits & sign) != 0;
  }

  private boolean isZero(long bits) {
    return (bits & ~sign) == 0;
  }

  private boolean isInfinite(long bits) {
    return (bits & ~sign) == infinity;
  }

  private boolean isNan(long bits) {
    return (bits & infinity) == infinity && !isInfinite(bits);
  }

  private boolean isSignalling(long bits) {
    return isNan(bits) && (bits >>> (fractionBits - 1) & 1) == 0;
  }

  // --- outcomes
  // -------------------------------------------------------------------------------------

  private List<Outcome> nan(long... operands) {
    int flags = 0;
    for (long operand : operands) {
      flags |= isSignalling(operand) ? FpFlags.NV : 0;
    }
    return always(new Outcome(nan, flags));
  }

  private List<Outcome> invalid() {
    return always(new Outcome(nan, FpFlags.NV));
  }

  private static List<Outcome> exact(long bits) {
    return always(new Outcome(bits, 0));
  }

  private static List<Outcome> always(Outcome outcome) {
    return List.of(outcome, outcome, outcome, outcome, outcome);
  }
}
