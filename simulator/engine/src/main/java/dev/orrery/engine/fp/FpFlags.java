package dev.orrery.engine.fp;

/** Accrued floating-point exceptions of one hart: NX 1, UF 2, OF 4, DZ 8, NV 16 (RISC-V fflags). */
public final class FpFlags {
  /** The flags, 0..31. */
  public int bits;
}
