package dev.orrery.machine.elf;

import dev.orrery.spec.diag.SafeText;
import dev.orrery.spec.model.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A file's bytes. Positions are 64-bit, as the file states them: ask {@link #has} before anything
 * else.
 */
final class ElfBytes {
  private static final int DATA_ENCODING = 5;
  private static final int BIG_ENDIAN = 2;

  /** Names of C++ templates have some hundreds of bytes, rarely thousands. */
  static final int LONGEST_TEXT = 4096;

  private final byte[] bytes;
  private final ByteOrder order;

  ElfBytes(byte[] bytes) {
    this.bytes = bytes;
    boolean big = bytes.length > DATA_ENCODING && bytes[DATA_ENCODING] == BIG_ENDIAN;
    this.order = big ? ByteOrder.BIG : ByteOrder.LITTLE;
  }

  /** The byte order that the file says its numbers have. */
  ByteOrder order() {
    return order;
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
    return (int) order.of(u8(at) | u8(at + 1) << 8, 2);
  }

  int i32(long at) {
    return order == ByteOrder.LITTLE ? u16(at) | u16(at + 2) << 16 : u16(at) << 16 | u16(at + 2);
  }

  long i64(long at) {
    long first = i32(at) & 0xffff_ffffL;
    long second = i32(at + 4) & 0xffff_ffffL;
    return order == ByteOrder.LITTLE ? first | second << 32 : first << 32 | second;
  }

  /** An address or size: 8 bytes if {@code wide}, else 4, zero-extended. */
  long word(long at, boolean wide) {
    return wide ? i64(at) : i32(at) & 0xffff_ffffL;
  }

  byte[] bytes(long at, int length) {
    return Arrays.copyOfRange(bytes, (int) at, (int) at + length);
  }

  /** Whether {@code text}, which is ASCII, stands in a section between zero bytes. */
  boolean holdsText(String text, ElfSection within) {
    int end = (int) (within.offset() + within.size()) - text.length();
    for (int at = (int) within.offset() + 1; at < end; at++) {
      if (bytes[at - 1] == 0 && bytes[at + text.length()] == 0 && matches(text, at)) {
        return true;
      }
    }
    return false;
  }

  private boolean matches(String text, int at) {
    for (int i = 0; i < text.length(); i++) {
      if (bytes[at + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The text from {@code at} to the next zero byte, at most up to {@code end}. All names of a
   * program are read here, and most are printed somewhere: what a terminal would obey is replaced,
   * and of one that is longer than any compiler's only the first {@link #LONGEST_TEXT} bytes are
   * kept. Names may overlap, so that a small file could have many long ones.
   */
  String text(long at, long end) {
    int from = (int) at;
    int most = (int) Math.min(end, at + LONGEST_TEXT);
    int stop = from;
    while (stop < most && bytes[stop] != 0) {
      stop++;
    }
    String text = SafeText.clean(new String(bytes, from, stop - from, StandardCharsets.UTF_8));
    return stop < end && bytes[stop] != 0 ? text + "…" : text;
  }
}
