package dev.orrery.engine.fp;

/**
 * The five sticky IEEE 754 exception flags, laid out as in the RISC-V {@code fflags} CSR.
 *
 * <p>Operations only ever set bits. A flag that is already set also lets them skip the work of
 * finding out whether it has to be set again, which is why they take the accumulated flags rather
 * than return new ones.
 */
public final class FpFlags {
  /** Inexact: the rounded result differs from the exact one. */
  public static final int NX = 1;

  /** Underflow: the result is inexact and, after rounding, tiny. */
  public static final int UF = 2;

  /** Overflow: the rounded result exceeds the largest finite number. */
  public static final int OF = 4;

  /** Division of a finite nonzero number by zero. */
  public static final int DZ = 8;

  /** Invalid operation: a signalling NaN operand, or an operation without a meaningful result. */
  public static final int NV = 16;

  /** The accumulated flags, an or of the constants above. */
  public int bits;

  /** Creates flags that are all clear. */
  public FpFlags() {}
}
