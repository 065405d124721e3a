package dev.orrery.engine;

import dev.orrery.spec.ir.JumpKind;
import dev.orrery.spec.model.BitField;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.Row;
import dev.orrery.spec.random.RandomWords;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Instruction words at random. */
final class RandomCode {
  private final Isa isa;
  private final RandomGenerator random;
  private final RandomWords words;

  RandomCode(Isa isa, RandomGenerator random) {
    this.isa = isa;
    this.random = random;
    this.words = new RandomWords(isa);
  }

  /** A word of {@code row}. */
  long word(Row row) {
    return words.of(row, random);
  }

  private static long set(long word, BitField field, long value) {
    try {
      return word & ~field.mask() | field.insert(value);
    } catch (IllegalArgumentException e) {
      return word; // does not fit: leave it
    }
  }

  /**
   * A program of {@code count} instructions.
   *
   * @param starts receives the addresses of its instructions
   */
  List<Long> program(long pc, int count, List<Long> starts) {
    List<Row> rows = new ArrayList<>();
    long end = pc;
    for (int i = 0; i < count; i++) {
      Row row = isa.rows().get(random.nextInt(isa.rows().size()));
      rows.add(row);
      starts.add(end);
      end += row.length();
    }
    List<Long> words = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long at = starts.get(i);
      long word = word(rows.get(i));
      words.add(aim(word, at, starts));
    }
    return words;
  }

  /** Sends a direct jump to an instruction of the program. */
  private long aim(long word, long at, List<Long> starts) {
    DecodedInsn insn = isa.decoder().decode(word, at);
    if (insn == null || insn.jumpKind() == JumpKind.NONE) {
      return word;
    }
    for (Operand o : insn.row().operands()) {
      if (o.file() == null && o.field() != null) {
        int near = Math.clamp(starts.indexOf(at) + random.nextInt(-12, 6), 0, starts.size() - 1);
        long aimed = set(word, o.field(), starts.get(near) - at);
        DecodedInsn other = isa.decoder().decode(aimed, at);
        if (other != null && other.row().equals(insn.row())) {
          return aimed;
        }
      }
    }
    return word;
  }
}
