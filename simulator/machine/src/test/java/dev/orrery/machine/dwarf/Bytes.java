package dev.orrery.machine.dwarf;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Bytes being written in one byte order. */
final class Bytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final boolean bigEndian;

  Bytes(boolean bigEndian) {
    this.bigEndian = bigEndian;
  }

  int size() {
    return out.size();
  }

  byte[] toArray() {
    return out.toByteArray();
  }

  Bytes uint(long value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.write((int) (value >> 8 * (bigEndian ? bytes - 1 - i : i)));
    }
    return this;
  }

  Bytes u8(long... values) {
    for (long v : values) {
      out.write((int) v);
    }
    return this;
  }

  Bytes uleb(long... values) {
    for (long v : values) {
      long left = v;
      while (left < 0 || left > 0x7f) {
        out.write((int) (left & 0x7f | 0x80));
        left >>>= 7;
      }
      out.write((int) left);
    }
    return this;
  }

  Bytes text(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    out.write(0);
    return this;
  }

  Bytes bytes(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }
}
