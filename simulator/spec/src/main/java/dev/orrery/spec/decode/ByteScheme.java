package dev.orrery.spec.decode;

import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.model.BitField;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the word that rows describe is put together from the bytes of an instruction: prefixes in any
 * order, perhaps an escape, then bytes of which some depend on those before. What stands behind
 * them belongs to operands. Bits that no byte gives are 0.
 *
 * @param most bytes of the longest instruction, 1 to 16
 * @param prefixes bytes that may stand before all others, in the order in which they are written
 * @param escapes bytes that may stand between the prefixes and the others; of two that fit, the
 *     longer one is meant
 * @param steps the other bytes, in their order
 */
public record ByteScheme(int most, List<Prefix> prefixes, List<Escape> escapes, List<Step> steps) {
  public ByteScheme {
    prefixes = List.copyOf(prefixes);
    escapes = List.copyOf(escapes);
    steps = List.copyOf(steps);
  }

  /**
   * Bytes {@code first} to {@code to}. A prefix takes the place of an earlier one that gives the
   * same bits.
   *
   * @param match bits of the word that it gives, the same for each of its bytes
   * @param mask where they stand
   * @param low where the low bits of the byte go; null for nowhere
   * @param last whether it counts only if no prefix follows
   */
  public record Prefix(
      int first, int to, long mask, long match, @Nullable BitField low, boolean last) {

    /** The bits of the word that {@code value}, one of its bytes, gives. */
    long bits(int value) {
      return low == null ? match : match | low.insert(value & Bits.mask(low.width()));
    }

    /** All bits of the word that it gives. */
    long all() {
      return low == null ? mask : mask | low.mask();
    }
  }

  /**
   * A string of bytes that gives the bits {@code match} under {@code mask}, and then bytes whose
   * bits go into the word.
   */
  public record Escape(List<Integer> bytes, long mask, long match, List<Payload> payload) {
    public Escape {
      bytes = List.copyOf(bytes);
      payload = List.copyOf(payload);
    }

    /** All bits of the word that it gives. */
    long all() {
      long all = mask;
      for (Payload p : payload) {
        all |= p.field().mask();
      }
      return all;
    }
  }

  /**
   * A byte of an escape that gives bits of the word.
   *
   * @param field where they go; literal zeros are bits of the byte that must be 0
   * @param inverted those of the byte that stand inverted in it
   */
  public record Payload(BitField field, int inverted) {
    /** The byte that gives the bits of {@code word}. */
    int value(long word) {
      return (int) field.extract(word) ^ inverted;
    }

    /** Whether {@code value} is such a byte. */
    boolean isPossible(int value) {
      return value(bits(value)) == value;
    }

    /** The bits of the word that the byte {@code value} gives. */
    long bits(int value) {
      long bits = 0;
      int below = Byte.SIZE;
      for (BitField.Part p : field.parts()) {
        below -= p.width();
        if (p.hi() >= 0) {
          bits |= ((value ^ inverted) >>> below & Bits.mask(p.width())) << p.lo();
        }
      }
      return bits;
    }
  }

  /**
   * A byte.
   *
   * @param field its eight bits in the word
   * @param key bits of the word that say whether it is there
   * @param present by the values of those bits, packed, whether it is: bit {@code n} of the array
   */
  @SuppressWarnings("ArrayRecordComponent") // shared, never modified after it was built
  public record Step(BitField field, long key, long[] present) {
    /** Whether an instruction whose word so far is {@code word} has the byte. */
    boolean isPresent(long word) {
      int index = (int) Long.compress(word, key);
      return (present[index >> 6] >>> index & 1) != 0;
    }
  }

  /**
   * The shortest bytes from which {@code word} is put together, prefixes in the order of the
   * scheme.
   *
   * @throws IllegalArgumentException if there are none: some bit cannot be given
   */
  public byte[] bytes(long word) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long given = write(word, -1, out);
    if (given != word) {
      throw new IllegalArgumentException(
          "no bytes give the bits 0x%x of the word 0x%x".formatted(word & ~given, word));
    }
    return out.toByteArray();
  }

  /**
   * The shortest bytes from which a word is put together that has the bits of {@code word} under
   * {@code care}; null if there are none.
   */
  public byte @Nullable [] bytes(long word, long care) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long given = write(word & care, care, out);
    return ((given ^ word) & care) == 0 ? out.toByteArray() : null;
  }

  /** What of {@code word} bytes can give, for example nothing of a byte that would not be there. */
  public long possible(long word) {
    return write(word, -1, new ByteArrayOutputStream());
  }

  private long write(long word, long care, ByteArrayOutputStream out) {
    Escape escape = null;
    for (Escape e : escapes) {
      if (escape == null && (word & e.mask()) == e.match()) {
        escape = e;
      }
    }
    long given = escape == null ? 0 : word & escape.all();
    for (boolean last : new boolean[] {false, true}) {
      for (Prefix p : prefixes) {
        long wanted = word & p.all();
        if (p.last() == last && (given & wanted) != wanted) {
          for (int value = p.first(); value <= p.to(); value++) {
            if ((p.bits(value) & care) == wanted) {
              out.write(value);
              given |= p.bits(value);
              break;
            }
          }
        }
      }
    }
    if (escape != null) {
      escape.bytes().forEach(out::write);
      escape.payload().forEach(p -> out.write(p.value(word)));
    }
    long soFar = given;
    for (Step s : steps) {
      if (s.isPresent(soFar)) {
        out.write((int) s.field().extract(word));
        soFar |= word & s.field().mask();
      }
    }
    return soFar;
  }
}
