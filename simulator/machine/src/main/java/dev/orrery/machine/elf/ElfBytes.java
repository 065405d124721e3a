package dev.orrery.machine.elf;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A file's bytes. Positions are 64-bit, as the file states them: ask {@link #has} before anything
 * else.
 */
final class ElfBytes {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;

  ElfBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  int length() {
    return bytes.length;
  }

  /** Whether the file has {@code length} bytes at {@code offset}, both unsigned. */
  boolean has(long offset, long length) {
    return offset >= 0 && length >= 0 && offset <= bytes.length && length <= bytes.length - offset;
  }

  int u8(long at) {
    return bytes[(int) at] & 0xff;
  }

  int u16(long at) {
    return (short) SHORT.get(bytes, (int) at) & 0xffff;
  }

  int i32(long at) {
    return (int) INT.get(bytes, (int) at);
  }

  long i64(long at) {
    return (long) LONG.get(bytes, (int) at);
  }

  /** An address or size: 8 bytes if {@code wide}, else 4, zero-extended. */
  long word(long at, boolean wide) {
    return wide ? i64(at) : i32(at) & 0xffff_ffffL;
  }

  byte[] bytes(long at, int length) {
    return Arrays.copyOfRange(bytes, (int) at, (int) at + length);
  }

  /** The text from {@code at} to the next zero byte, at most up to {@code end}. */
  String text(long at, long end) {
    int stop = (int) at;
    while (stop < end && bytes[stop] != 0) {
      stop++;
    }
    return new String(bytes, (int) at, stop - (int) at, StandardCharsets.UTF_8);
  }
}
