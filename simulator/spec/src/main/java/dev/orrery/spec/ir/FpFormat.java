package dev.orrery.spec.ir;

/** IEEE 754 interchange formats. */
public enum FpFormat {
  F16(16),
  F32(32),
  F64(64);

  private final int width;

  FpFormat(int width) {
    this.width = width;
  }

  /** Width in bits. */
  public int width() {
    return width;
  }
}
