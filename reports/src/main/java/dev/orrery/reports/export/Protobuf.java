package dev.orrery.reports.export;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * A message of protocol buffers, written field by field. The few messages that are written here do
 * not pay for a compiler and a library.
 *
 * <p>Source: the encoding at protobuf.dev/programming-guides/encoding.
 */
final class Protobuf {
  private static final int VARINT = 0;
  private static final int EIGHT_BYTES = 1;
  private static final int BYTES = 2;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Adds an integer; 0, which every field has that is not there, is left out. */
  Protobuf number(int field, long value) {
    return value == 0 ? this : always(field, value);
  }

  /** Adds an integer, also a 0. */
  Protobuf always(int field, long value) {
    key(field, VARINT);
    varint(value);
    return this;
  }

  /** Adds a number of double precision. */
  Protobuf real(int field, double value) {
    key(field, EIGHT_BYTES);
    long bits = Double.doubleToLongBits(value);
    for (int i = 0; i < Long.BYTES; i++) {
      out.write((int) (bits >>> 8 * i));
    }
    return this;
  }

  /** Adds a text. */
  Protobuf text(int field, String text) {
    return bytes(field, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a message. */
  Protobuf message(int field, Consumer<Protobuf> content) {
    Protobuf inner = new Protobuf();
    content.accept(inner);
    return bytes(field, inner.toBytes());
  }

  /** Adds integers in the packed form. */
  Protobuf packed(int field, long[] values) {
    Protobuf inner = new Protobuf();
    for (long v : values) {
      inner.varint(v);
    }
    return bytes(field, inner.toBytes());
  }

  private Protobuf bytes(int field, byte[] bytes) {
    key(field, BYTES);
    varint(bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  private void key(int field, int type) {
    varint((long) field << 3 | type);
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  /** The message. */
  byte[] toBytes() {
    return out.toByteArray();
  }
}
