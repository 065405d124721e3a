package dev.orrery.spec.ir;

/** Arithmetic on bit vectors of 1..64 bits that are held zero-extended in a {@code long}. */
public final class Bits {
  private Bits() {}

  /** A mask of the {@code width} low bits, width 1..64. */
  public static long mask(int width) {
    return width >= 64 ? -1L : (1L << width) - 1;
  }

  /** The {@code width} low bits of {@code v}, zero-extended. */
  public static long zext(long v, int width) {
    return v & mask(width);
  }

  /** The {@code width} low bits of {@code v}, sign-extended to 64 bits. */
  public static long sext(long v, int width) {
    return v << (64 - width) >> (64 - width);
  }
}
