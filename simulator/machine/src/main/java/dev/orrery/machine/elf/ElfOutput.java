package dev.orrery.machine.elf;

import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.model.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes of an ELF file as they are written: numbers in the machine's byte order, words as wide as
 * an address.
 */
final class ElfOutput {
  private final boolean wide;
  private final ByteOrder order;
  private byte[] bytes = new byte[4096];
  private int size;

  /** Starts empty; {@code wide} when addresses have 64 bits. */
  ElfOutput(boolean wide, ByteOrder order) {
    this.order = order;
    this.wide = wide;
  }

  int size() {
    return size;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  void u8(long value) {
    number(value, 1);
  }

  void u16(long value) {
    number(value, 2);
  }

  void u32(long value) {
    number(value, 4);
  }

  void word(long value) {
    number(value, wide ? 8 : 4);
  }

  private void number(long value, int length) {
    grow(length);
    put(size, value, length);
    size += length;
  }

  private void put(int offset, long value, int length) {
    long stored = order.of(Bits.zext(value, 8 * length), length);
    for (int i = 0; i < length; i++) {
      bytes[offset + i] = (byte) (stored >>> 8 * i);
    }
  }

  void bytes(byte[] more) {
    grow(more.length);
    System.arraycopy(more, 0, bytes, size, more.length);
    size += more.length;
  }

  /** A text and a zero byte. */
  void text(String text) {
    bytes(text.getBytes(StandardCharsets.UTF_8));
    u8(0);
  }

  void uleb128(long value) {
    long left = value;
    while (left >>> 7 != 0) {
      u8(left & 0x7f | 0x80);
      left >>>= 7;
    }
    u8(left);
  }

  void sleb128(long value) {
    long left = value;
    while (left < -0x40 || left > 0x3f) {
      u8(left & 0x7f | 0x80);
      left >>= 7;
    }
    u8(left & 0x7f);
  }

  /** Zeros up to a multiple of {@code alignment}. */
  void align(int alignment) {
    while (size % alignment != 0) {
      u8(0);
    }
  }

  /** Zeros up to {@code offset}. */
  void padTo(int offset) {
    grow(offset - size);
    size = offset;
  }

  /** Puts a number of four bytes over what stands at {@code offset}. */
  void patch32(int offset, long value) {
    put(offset, value, 4);
  }

  private void grow(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
