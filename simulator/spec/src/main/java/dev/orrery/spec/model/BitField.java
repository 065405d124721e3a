package dev.orrery.spec.model;

import dev.orrery.spec.ir.Bits;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where an operand's bits stand in the instruction word, most significant part first. */
public final class BitField {
  private final List<Part> parts;
  private final int width;
  private final boolean signed;
  private final int bias;
  private final @Nullable Special special;

  /** Null until a value is extracted: of most fields none ever is. */
  private @Nullable Runs runs;

  /**
   * A field.
   *
   * @param parts runs of word bits or literal zeros
   * @param signed whether the value is sign-extended from its top bit
   * @param bias added to the extracted value (compressed register numbers count from 8)
   * @param special the one value that stands for another; null if each stands for itself
   */
  public BitField(List<Part> parts, boolean signed, int bias, @Nullable Special special) {
    this.parts = List.copyOf(parts);
    int bits = 0;
    for (Part p : this.parts) {
      bits += p.width();
    }
    this.width = bits;
    this.signed = signed;
    this.bias = bias;
    this.special = special;
  }

  /** A field whose values all stand for themselves. */
  public BitField(List<Part> parts, boolean signed, int bias) {
    this(parts, signed, bias, null);
  }

  /** Runs of word bits or literal zeros, most significant first. */
  public List<Part> parts() {
    return parts;
  }

  /** Whether the value is sign-extended from its top bit. */
  public boolean signed() {
    return signed;
  }

  /** What is added to the extracted value. */
  public int bias() {
    return bias;
  }

  /** The one value that stands for another; null if each stands for itself. */
  public @Nullable Special special() {
    return special;
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

  /**
   * The parts as {@link #extract} wants them, which every instruction that is ever decoded goes
   * through several times, mostly before any code of ours is compiled.
   */
  private static final class Runs {
    final int[] right;
    final long[] masks;
    final int[] left;

    Runs(BitField field) {
      int n = field.parts.size();
      this.right = new int[n];
      this.masks = new long[n];
      this.left = new int[n];
      int below = field.width;
      for (int i = 0; i < n; i++) {
        Part p = field.parts.get(i);
        below -= p.width();
        left[i] = below;
        if (p.hi() >= 0) { // a literal zero keeps no bit
          right[i] = p.lo();
          masks[i] = Bits.mask(p.width());
        }
      }
    }
  }

  /** Width of the extracted value in bits. */
  public int width() {
    return width;
  }

  /** The value in {@code word}, sign- or zero-extended to 64 bits, bias added. */
  public long extract(long word) {
    Runs r = runs;
    if (r == null) {
      r = new Runs(this);
      runs = r;
    }
    long[] masks = r.masks;
    long v = 0;
    for (int i = 0; i < masks.length; i++) {
      v |= (word >>> r.right[i] & masks[i]) << r.left[i];
    }
    if (signed && width < 64) {
      v = v << (64 - width) >> (64 - width);
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

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof BitField f
        && parts.equals(f.parts)
        && signed == f.signed
        && bias == f.bias
        && Objects.equals(special, f.special);
  }

  @Override
  public int hashCode() {
    return Objects.hash(parts, signed, bias, special);
  }

  @Override
  public String toString() {
    return parts + (signed ? " signed" : "") + (bias == 0 ? "" : " + " + bias);
  }
}
