package dev.orrery.engine.fp;

/**
 * NaN boxing: how a floating-point register holds a value of a narrower format (RISC-V unprivileged
 * manual, "NaN Boxing of Narrower Values"). The bits above the value are all ones.
 */
public final class Boxing {
  private Boxing() {}

  /**
   * Returns the binary32 value that the 64-bit register value holds, or the canonical NaN when it
   * is not a boxed one.
   */
  public static int unbox32(long register) {
    return register >>> 32 == 0xffff_ffffL ? (int) register : F32.CANONICAL_NAN;
  }

  /** Returns the binary16 value that the 64-bit register value holds, else the canonical NaN. */
  public static int unbox16(long register) {
    return register >>> 16 == 0xffff_ffff_ffffL ? (int) register & 0xffff : F16.CANONICAL_NAN;
  }

  /** Returns the binary16 value that the 32-bit register value holds, else the canonical NaN. */
  public static int unbox16(int register) {
    return register >>> 16 == 0xffff ? register & 0xffff : F16.CANONICAL_NAN;
  }
}
