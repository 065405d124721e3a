package dev.orrery.spec.model;

/** Which byte of a value of several stands at the lowest address. */
public enum ByteOrder {
  /** The least significant one. */
  LITTLE,
  /** The most significant one. */
  BIG;

  /**
   * The value of {@code bytes} bytes that were read, or are to be written, as a little-endian
   * value.
   */
  public long of(long littleEndian, int bytes) {
    return this == LITTLE || bytes == 1
        ? littleEndian
        : Long.reverseBytes(littleEndian) >>> (64 - 8 * bytes);
  }
}
