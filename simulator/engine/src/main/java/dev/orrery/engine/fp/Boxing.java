package dev.orrery.engine.fp;

/**
 * NaN boxing: how a 64-bit floating-point register holds a binary32 value (RISC-V unprivileged
 * manual, "NaN Boxing of Narrower Values").
 */
public final class Boxing {
  private static final long BOX = 0xffff_ffff_0000_0000L;

  private Boxing() {}

  /** Returns the register value that holds the binary32 {@code f32}: its upper half is all ones. */
  public static long box(int f32) {
    return BOX | f32;
  }

  /**
   * Returns the binary32 value that the register value {@code f64} holds, or the canonical NaN when
   * it is not a boxed one.
   */
  public static int unbox(long f64) {
    return f64 >>> 32 == 0xffff_ffffL ? (int) f64 : F32.CANONICAL_NAN;
  }
}
