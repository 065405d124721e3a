package dev.orrery.spec.random;

import dev.orrery.spec.decode.ByteDecoder;
import dev.orrery.spec.decode.Coverage;
import dev.orrery.spec.decode.RowWords;
import dev.orrery.spec.model.BitField;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Instruction words of an instruction set, and of none of its rows. */
public final class RandomWords {
  private static final int ATTEMPTS = 100;

  private final Isa isa;

  /** For each row the fields of its register operands. */
  private final List<List<BitField>> registers = new ArrayList<>();

  /** For each row the fields of its immediates. */
  private final List<List<BitField>> immediates = new ArrayList<>();

  private @Nullable List<Coverage> illegal;

  /** Words for {@code isa}. */
  public RandomWords(Isa isa) {
    this.isa = isa;
    for (Row row : isa.rows()) {
      List<BitField> names = new ArrayList<>();
      List<BitField> values = new ArrayList<>();
      for (Operand o : row.operands()) {
        if (o.field() != null) {
          (o.file() != null ? names : values).add(o.field());
        }
      }
      registers.add(names);
      immediates.add(values);
    }
  }

  /**
   * A word that decodes to {@code row}; where instructions are strings of bytes, one that bytes can
   * give. In a third of them two operands name the same register, in half an immediate is at a
   * boundary: 0, 1, -1, its smallest or largest value, a power of two.
   *
   * @throws IllegalArgumentException if the row has no words
   */
  public long of(Row row, RandomGenerator random) {
    for (int i = 0; i < ATTEMPTS; i++) {
      long word = RowWords.sample(row, random);
      long bent = i < ATTEMPTS / 2 ? boundary(row, alias(row, word, random), random) : word;
      if (isa.decoder() instanceof ByteDecoder bytes) {
        bent = bytes.scheme().possible(bent);
        DecodedInsn insn = bytes.words().decode(bent, 0);
        if (RowWords.contains(row, bent) && insn != null && insn.row().equals(row)) {
          return bent;
        }
        continue;
      }
      DecodedInsn insn = isa.decoder().decode(bent, 0);
      if (insn != null && insn.row().equals(row)) {
        return bent;
      }
    }
    throw new IllegalArgumentException(row + " has no words, or hardly any that are its own");
  }

  private long alias(Row row, long word, RandomGenerator random) {
    List<BitField> fields = registers.get(row.id());
    if (fields.size() < 2 || random.nextInt(3) != 0) {
      return word;
    }
    BitField from = fields.get(random.nextInt(fields.size()));
    BitField to = fields.get(random.nextInt(fields.size()));
    return with(word, to, from.extract(word));
  }

  private long boundary(Row row, long word, RandomGenerator random) {
    List<BitField> fields = immediates.get(row.id());
    if (fields.isEmpty() || random.nextBoolean()) {
      return word;
    }
    BitField field = fields.get(random.nextInt(fields.size()));
    long ones = field.mask();
    long power = 1L << random.nextInt(field.width());
    return switch (random.nextInt(6)) {
      case 0 -> word & ~ones;
      case 1 -> word | ones;
      case 2 -> with(word, field, 1 + (long) field.bias());
      case 3 -> with(word, field, -1);
      case 4 -> with(word, field, power);
      default -> with(word, field, field.signed() ? -power : power - 1);
    };
  }

  /** {@code word} with another value of a field, or as it is if the value does not fit. */
  private static long with(long word, BitField field, long value) {
    try {
      return word & ~field.mask() | field.insert(value);
    } catch (IllegalArgumentException e) {
      return word;
    }
  }

  /** Whether there are words that no row has; of strings of bytes, none are looked for. */
  public boolean hasIllegal() {
    return !illegal().isEmpty();
  }

  /**
   * A word that no row has, of any length.
   *
   * @throws IllegalStateException if there is none
   */
  public long illegal(RandomGenerator random) {
    List<Coverage> lengths = illegal();
    if (lengths.isEmpty()) {
      throw new IllegalStateException("every word has a row");
    }
    return lengths.get(random.nextInt(lengths.size())).sample(random);
  }

  private List<Coverage> illegal() {
    List<Coverage> known = illegal;
    if (known == null) {
      known =
          isa.decoder().inBytes()
              ? List.of()
              : Coverage.of(isa).stream().filter(c -> !c.uncovered().isEmpty()).toList();
      illegal = known;
    }
    return known;
  }
}
