package dev.orrery.machine.linux;

import dev.orrery.machine.mem.UserMemory;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.model.ByteOrder;
import java.util.Arrays;

/** Builds a C structure, field after field, and writes it at once. */
public final class Struct {
  private final int wordBytes;
  private final ByteOrder order;
  private byte[] bytes = new byte[128];
  private int size;

  /**
   * An empty structure.
   *
   * @param wordBytes bytes of a pointer
   * @param order byte order of its fields
   */
  public Struct(int wordBytes, ByteOrder order) {
    this.wordBytes = wordBytes;
    this.order = order;
  }

  /** A field of 1, 2, 4 or 8 bytes at the next place that is aligned for it. */
  public Struct put(int length, long value) {
    align(length);
    grow(length);
    long swapped = order.of(Bits.zext(value, 8 * length), length);
    for (int i = 0; i < length; i++) {
      bytes[size++] = (byte) (swapped >>> (8 * i));
    }
    return this;
  }

  public Struct u16(long value) {
    return put(2, value);
  }

  public Struct u32(long value) {
    return put(4, value);
  }

  public Struct u64(long value) {
    return put(8, value);
  }

  /** A {@code long} or a pointer of the program. */
  public Struct word(long value) {
    return put(wordBytes, value);
  }

  /** A character array. */
  public Struct text(byte[] text, int length) {
    grow(length);
    System.arraycopy(text, 0, bytes, size, Math.min(text.length, length));
    size += length;
    return this;
  }

  public Struct zeros(int length) {
    grow(length);
    size += length;
    return this;
  }

  public Struct align(int to) {
    return zeros(-size & (to - 1));
  }

  public int size() {
    return size;
  }

  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  public void writeTo(UserMemory memory, long address) {
    memory.write(address, bytes, 0, size);
  }

  private void grow(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * (size + more));
    }
  }
}
