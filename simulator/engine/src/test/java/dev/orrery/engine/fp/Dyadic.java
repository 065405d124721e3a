package dev.orrery.engine.fp;

import java.math.BigInteger;

/** The exact number {@code significand * 2^exponent}, without limits. */
record Dyadic(BigInteger significand, int exponent) implements Comparable<Dyadic> {

  static Dyadic of(BigInteger integer) {
    return new Dyadic(integer, 0);
  }

  static Dyadic powerOfTwo(int exponent) {
    return new Dyadic(BigInteger.ONE, exponent);
  }

  int signum() {
    return significand.signum();
  }

  Dyadic abs() {
    return new Dyadic(significand.abs(), exponent);
  }

  Dyadic times(Dyadic other) {
    return new Dyadic(significand.multiply(other.significand), exponent + other.exponent);
  }

  Dyadic plus(Dyadic other) {
    int common = Math.min(exponent, other.exponent);
    return new Dyadic(integerAt(common).add(other.integerAt(common)), common);
  }

  Dyadic half() {
    return new Dyadic(significand, exponent - 1);
  }

  /** The largest integer that is not greater. */
  BigInteger floor() {
    return significand.shiftLeft(exponent); // a shift to the right rounds down
  }

  @Override
  public int compareTo(Dyadic other) {
    if (signum() != other.signum() || signum() == 0) {
      return Integer.compare(signum(), other.signum());
    }
    int magnitude = significand.abs().bitLength() + exponent;
    int otherMagnitude = other.significand.abs().bitLength() + other.exponent;
    if (magnitude != otherMagnitude) {
      return (magnitude > otherMagnitude) == (signum() > 0) ? 1 : -1;
    }
    int common = Math.min(exponent, other.exponent);
    return integerAt(common).compareTo(other.integerAt(common));
  }

  private BigInteger integerAt(int lowerExponent) {
    return significand.shiftLeft(exponent - lowerExponent);
  }
}
