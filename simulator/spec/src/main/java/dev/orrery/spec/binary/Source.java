package dev.orrery.spec.binary;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Bytes being read; the inverse of {@link Sink}. */
final class Source {
  private final byte[] bytes;
  private int at;
  private final String[] strings;

  Source(byte[] bytes, int from) {
    this.bytes = bytes;
    this.at = from;
    // The JVM makes these without looking at every character.
    Charset charset = flag() ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
    strings = new String[count()];
    for (int i = 0; i < strings.length; i++) {
      int length = count();
      strings[i] = new String(bytes, at, length, charset);
      at += length;
    }
  }

  long number() {
    byte b = bytes[at++];
    if (b >= 0) {
      return b;
    }
    long n = b & 0x7f;
    int shift = 7;
    do {
      b = bytes[at++];
      n |= (long) (b & 0x7f) << shift;
      shift += 7;
    } while (b < 0);
    return n;
  }

  long signed() {
    long n = number();
    return n >>> 1 ^ -(n & 1);
  }

  /** A small number that is not negative. */
  int small() {
    return Math.toIntExact(number());
  }

  /** A number of things to follow, each at least one byte long. */
  int count() {
    long n = number();
    if (n < 0 || n > bytes.length - at) {
      throw new IndexOutOfBoundsException("count " + n);
    }
    return (int) n;
  }

  boolean flag() {
    return bytes[at++] != 0;
  }

  <E extends Enum<E>> E choice(E[] values) {
    return values[small()];
  }

  String string() {
    return strings[small()];
  }

  int[] numbers() {
    int[] ns = new int[count()];
    for (int i = 0; i < ns.length; i++) {
      ns[i] = (int) signed();
    }
    return ns;
  }

  byte[] blob() {
    byte[] b = new byte[count()];
    System.arraycopy(bytes, at, b, 0, b.length);
    at += b.length;
    return b;
  }

  boolean atEnd() {
    return at == bytes.length;
  }
}
