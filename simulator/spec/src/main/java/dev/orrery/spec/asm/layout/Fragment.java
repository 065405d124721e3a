package dev.orrery.spec.asm.layout;

import dev.orrery.spec.asm.expr.AsmExpr;
import dev.orrery.spec.lang.source.Span;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A piece of a section. */
abstract sealed class Fragment
    permits Fragment.Bytes,
        Fragment.Data,
        Fragment.Align,
        Fragment.Fill,
        Fragment.Origin,
        Fragment.Leb128,
        InsnFragment {
  /** Where it begins in its section, as far as is known. */
  long offset;

  /** Its length in bytes, as far as is known. */
  abstract long size();

  /** Bytes that are as they will be. */
  static final class Bytes extends Fragment {
    private static final byte[] NONE = {};

    private byte[] bytes = NONE;
    private int size;

    void append(byte[] more, int length) {
      if (size + length > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + Math.max(length, 16)));
      }
      System.arraycopy(more, 0, bytes, size, length);
      size += length;
    }

    @Override
    long size() {
      return size;
    }

    byte[] bytes() {
      return bytes;
    }
  }

  /** Numbers of some bytes each. */
  static final class Data extends Fragment {
    final AsmExpr value;
    final int bytes;

    Data(AsmExpr value, int bytes) {
      this.value = value;
      this.bytes = bytes;
    }

    @Override
    long size() {
      return bytes;
    }
  }

  /** Bytes up to a multiple of something; at most {@code most}, else none. */
  static final class Align extends Fragment {
    final long alignment;
    final @Nullable Long fill;
    final int fillBytes;
    final long most;
    final byte[][] padding;
    final Span span;

    Align(
        long alignment,
        @Nullable Long fill,
        int fillBytes,
        long most,
        byte[][] padding,
        Span span) {
      this.alignment = alignment;
      this.fill = fill;
      this.fillBytes = fillBytes;
      this.most = most;
      this.padding = padding;
      this.span = span;
    }

    @Override
    long size() {
      long bytes = -offset & (alignment - 1);
      return bytes > most ? 0 : bytes;
    }
  }

  /** A pattern, some times over. */
  static final class Fill extends Fragment {
    final AsmExpr count;
    final Span span;
    final int bytes;
    final AsmExpr value;
    long times;

    Fill(AsmExpr count, Span span, int bytes, AsmExpr value) {
      this.count = count;
      this.span = span;
      this.bytes = bytes;
      this.value = value;
    }

    @Override
    long size() {
      return times * bytes;
    }
  }

  /** Bytes up to an offset in the section. */
  static final class Origin extends Fragment {
    final AsmExpr target;
    final AsmExpr fill;
    long bytes;

    Origin(AsmExpr target, AsmExpr fill) {
      this.target = target;
      this.fill = fill;
    }

    @Override
    long size() {
      return bytes;
    }
  }

  /** A number in as few bytes as it needs, seven bits each. */
  static final class Leb128 extends Fragment {
    final AsmExpr value;
    final boolean signed;
    int bytes = 1;

    Leb128(AsmExpr value, boolean signed) {
      this.value = value;
      this.signed = signed;
    }

    @Override
    long size() {
      return bytes;
    }

    /** The bytes of {@code v}, at least {@code least}. */
    static byte[] encode(long v, boolean signed, int least) {
      byte[] out = new byte[Math.max(least, 10)];
      int n = 0;
      boolean more = true;
      while (more || n < least) {
        int low = (int) v & 0x7f;
        v = signed ? v >> 7 : v >>> 7;
        more = signed ? !(v == 0 && (low & 0x40) == 0 || v == -1 && (low & 0x40) != 0) : v != 0;
        out[n++] = (byte) (more || n < least ? low | 0x80 : low);
      }
      return Arrays.copyOf(out, n);
    }
  }
}
