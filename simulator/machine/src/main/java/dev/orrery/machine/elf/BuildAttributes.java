package dev.orrery.machine.elf;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The attributes that compilers leave in an object file: a version byte, then per vendor a length,
 * a name and subsections of tag and value. Odd tags have text values, even ones numbers. Source:
 * RISC-V ELF psABI, "Attributes".
 */
final class BuildAttributes {
  /** The instruction set, for example {@code rv64i2p1_m2p0_a2p1}. */
  static final int TAG_ARCH = 5;

  private static final int TAG_FILE = 1;

  private final byte[] bytes;
  private int at;

  private BuildAttributes(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Adds the texts that hold for the whole file, by tag; stops at anything it does not understand.
   */
  static void read(byte[] section, Map<Integer, String> texts) {
    new BuildAttributes(section).read(texts);
  }

  private void read(Map<Integer, String> texts) {
    if (bytes.length < 5 || bytes[0] != 'A') {
      return;
    }
    at = 1;
    long vendorEnd = at + word(at);
    at += 4;
    String unusedVendor = text();
    if (vendorEnd > bytes.length || at + 5 > vendorEnd || bytes[at] != TAG_FILE) {
      return;
    }
    long end = Math.min(vendorEnd, at + word(at + 1));
    at += 5;
    while (at < end) {
      int tag = number();
      if ((tag & 1) != 0) {
        texts.putIfAbsent(tag, text());
      } else {
        int unused = number();
      }
    }
  }

  private long word(int from) {
    long w = 0;
    for (int i = 3; i >= 0; i--) {
      w = w << 8 | bytes[from + i] & 0xff;
    }
    return w;
  }

  private String text() {
    int start = at;
    while (at < bytes.length && bytes[at] != 0) {
      at++;
    }
    String s = new String(bytes, start, at - start, StandardCharsets.UTF_8);
    at++;
    return s;
  }

  private int number() {
    int n = 0;
    for (int shift = 0; at < bytes.length; shift += 7) {
      byte b = bytes[at++];
      n |= (b & 0x7f) << Math.min(shift, 28);
      if (b >= 0) {
        break;
      }
    }
    return n;
  }
}
