package dev.orrery.spec.model;

import dev.orrery.spec.ir.Bits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an operand's bits stand in the instruction word, most significant part first.
 *
 * @param parts runs of word bits or literal zeros
 * @param signed whether the value is sign-extended from its top bit
 * @param bias added to the extracted value (compressed register numbers count from 8)
 * @param special the one value that stands for another; null if each stands for itself
 */
public record BitField(List<Part> parts, boolean signed, int bias, @Nullable Special special) {
  public BitField {
    parts = List.copyOf(parts);
  }

  /** A field whose values all stand for themselves. */
  public BitField(List<Part> parts, boolean signed, int bias) {
    this(parts, signed, bias, null);
  }

  /**
   * Bits that mean another value than their own: in some operands register number 31 is the stack
   * pointer.
   *
   * @param code the value in the word
   * @param value what it means; nothing else does
   */
  public record Special(long code, long value) {}

  /**
   * A run of bits.
   *
   * @param hi highest word bit, or -1 for literal zeros
   * @param lo lowest word bit; for literal zeros unused
   * @param width number of bits
   */
  public record Part(int hi, int lo, int width) {
    /** Bits {@code hi..lo} of the word. */
    public static Part of(int hi, int lo) {
      return new Part(hi, lo, hi - lo + 1);
    }

    /** {@code width} literal zero bits. */
    public static Part zeros(int width) {
      return new Part(-1, -1, width);
    }
  }

  /** Width of the extracted value in bits. */
  public int width() {
    int w = 0;
    for (Part p : parts) {
      w += p.width();
    }
    return w;
  }

  /** The value in {@code word}, sign- or zero-extended to 64 bits, bias added. */
  public long extract(long word) {
    long v = 0;
    int w = 0;
    for (Part p : parts) {
      v <<= p.width();
      if (p.hi() >= 0) {
        v |= (word >>> p.lo()) & Bits.mask(p.width());
      }
      w += p.width();
    }
    if (signed && w < 64) {
      v = v << (64 - w) >> (64 - w);
    }
    v += bias;
    return special != null && v == special.code() ? special.value() : v;
  }

  /**
   * The word bits that hold {@code value}; the inverse of {@link #extract}.
   *
   * @throws IllegalArgumentException if no word holds the value
   */
  public long insert(long value) {
    long v = (special != null && value == special.value() ? special.code() : value) - bias;
    long word = 0;
    int w = width();
    for (Part p : parts) {
      w -= p.width();
      long bits = (v >> w) & Bits.mask(p.width());
      if (p.hi() >= 0) {
        word |= bits << p.lo();
      }
    }
    if (extract(word) != value) {
      throw new IllegalArgumentException("value " + value + " does not fit " + this);
    }
    return word;
  }

  /** The word bits this field covers. */
  public long mask() {
    long m = 0;
    for (Part p : parts) {
      if (p.hi() >= 0) {
        m |= Bits.mask(p.width()) << p.lo();
      }
    }
    return m;
  }
}
