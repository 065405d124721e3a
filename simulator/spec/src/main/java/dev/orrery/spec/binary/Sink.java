package dev.orrery.spec.binary;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Bytes being written: numbers of variable length, and strings by their index in a table. */
final class Sink {
  private byte[] bytes = new byte[16384];
  private int size;
  private final Map<String, Integer> strings = new LinkedHashMap<>();

  /** An unsigned number, seven bits a byte, lowest first. */
  void number(long n) {
    while ((n & ~0x7fL) != 0) {
      oneByte((int) n | 0x80);
      n >>>= 7;
    }
    oneByte((int) n);
  }

  /** A number that is small on either side of zero. */
  void signed(long n) {
    number(n << 1 ^ n >> 63);
  }

  void flag(boolean b) {
    oneByte(b ? 1 : 0);
  }

  void choice(Enum<?> e) {
    number(e.ordinal());
  }

  void string(String s) {
    number(strings.computeIfAbsent(s, k -> strings.size()));
  }

  void numbers(int[] ns) {
    number(ns.length);
    for (int n : ns) {
      signed(n);
    }
  }

  void blob(byte[] b) {
    number(b.length);
    for (byte x : b) {
      oneByte(x);
    }
  }

  private void oneByte(int b) {
    if (size == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * size);
    }
    bytes[size++] = (byte) b;
  }

  /** Whether all strings are ASCII, the table of strings, then what was written. */
  byte[] toBytes() {
    Sink out = new Sink();
    boolean ascii = strings.keySet().stream().allMatch(s -> s.chars().allMatch(c -> c < 0x80));
    out.flag(ascii);
    out.number(strings.size());
    for (String s : strings.keySet()) {
      out.blob(s.getBytes(StandardCharsets.UTF_8));
    }
    byte[] all = Arrays.copyOf(out.bytes, out.size + size);
    System.arraycopy(bytes, 0, all, out.size, size);
    return all;
  }
}
