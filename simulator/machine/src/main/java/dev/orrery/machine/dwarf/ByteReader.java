package dev.orrery.machine.dwarf;

import dev.orrery.spec.diag.SafeText;
import java.nio.charset.StandardCharsets;

/**
 * Reads a section from front to back. Reading beyond its end, or beyond the {@linkplain #limit end}
 * that was set, is a {@link DamagedException}.
 */
final class ByteReader {
  private final Section section;
  private final byte[] bytes;
  private final boolean bigEndian;

  /** Index into {@link #bytes}; the section begins at {@code section.start()}. */
  private int at;

  private int end;

  ByteReader(Section section, boolean bigEndian) {
    this.section = section;
    this.bytes = section.bytes();
    this.bigEndian = bigEndian;
    this.at = section.start();
    this.end = section.start() + section.size();
  }

  /** Offset in the section. */
  int at() {
    return at - section.start();
  }

  boolean hasMore() {
    return at < end;
  }

  int left() {
    return end - at;
  }

  /** Goes to an offset in the section. */
  void seek(long offset) {
    if (offset < 0 || offset > section.size()) {
      throw new DamagedException("%s has no offset 0x%x".formatted(section.name(), offset));
    }
    at = section.start() + (int) offset;
  }

  /** Ends at an offset in the section, or with the section if that is earlier. */
  void limit(long offset) {
    end = section.start() + (int) Math.clamp(offset, at(), section.size());
  }

  void skip(long count) {
    need(count);
    at += (int) count;
  }

  private void need(long count) {
    if (count < 0 || count > end - at) {
      throw new DamagedException(
          "%s is cut off or damaged at offset 0x%x".formatted(section.name(), at()));
    }
  }

  int u8() {
    need(1);
    return bytes[at++] & 0xff;
  }

  int s8() {
    return (byte) u8();
  }

  int u16() {
    return (int) uint(2);
  }

  long u32() {
    return uint(4);
  }

  /** A number of 1 to 8 bytes, zero-extended. */
  long uint(int count) {
    need(count);
    long value = 0;
    if (bigEndian) {
      for (int i = 0; i < count; i++) {
        value = value << 8 | bytes[at + i] & 0xff;
      }
    } else {
      for (int i = count - 1; i >= 0; i--) {
        value = value << 8 | bytes[at + i] & 0xff;
      }
    }
    at += count;
    return value;
  }

  /** An unsigned LEB128; bits beyond 64 are lost. */
  long uleb() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      int b = u8();
      if (shift < Long.SIZE) {
        value |= (long) (b & 0x7f) << shift;
      }
      if ((b & 0x80) == 0) {
        return value;
      }
      if (shift > 1 << 10) {
        throw new DamagedException(
            "%s has an endless number at offset 0x%x".formatted(section.name(), at()));
      }
    }
  }

  /** A signed LEB128; bits beyond 64 are lost. */
  long sleb() {
    long value = 0;
    int shift = 0;
    while (true) {
      int b = u8();
      if (shift < Long.SIZE) {
        value |= (long) (b & 0x7f) << shift;
      }
      shift = Math.min(shift + 7, Long.SIZE);
      if ((b & 0x80) == 0) {
        return shift < Long.SIZE && (b & 0x40) != 0 ? value | -1L << shift : value;
      }
    }
  }

  /** An unsigned LEB128 that must be a small number. */
  int ulebInt() {
    long value = uleb();
    return value < 0 || value > Integer.MAX_VALUE ? Integer.MAX_VALUE : (int) value;
  }

  /** Skips text and the zero byte that ends it. */
  void skipText() {
    while (u8() != 0) {
      // the text's bytes
    }
  }

  /**
   * Text up to a zero byte, cut at {@code most} bytes; the reader is then behind all of it. It may
   * end up on a terminal, so that control characters are replaced.
   */
  String text(int most) {
    int start = at;
    skipText();
    return SafeText.clean(
        new String(bytes, start, Math.min(most, at - 1 - start), StandardCharsets.UTF_8));
  }
}
