package dev.orrery.engine.fp;

/**
 * Rounding modes, encoded as in the RISC-V {@code frm} field. The encodings 5 to 7 (reserved, and
 * "dynamic") are the caller's to resolve or trap on; the operations accept 0 to 4 alone.
 */
public final class Frm {
  /** To nearest, ties to even. */
  public static final int RNE = 0;

  /** Towards zero. */
  public static final int RTZ = 1;

  /** Towards negative infinity. */
  public static final int RDN = 2;

  /** Towards positive infinity. */
  public static final int RUP = 3;

  /** To nearest, ties away from zero. */
  public static final int RMM = 4;

  private Frm() {}
}
