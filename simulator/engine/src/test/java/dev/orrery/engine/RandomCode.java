package dev.orrery.engine;

import dev.orrery.spec.ir.JumpKind;
import dev.orrery.spec.model.BitField;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/** Instruction words at random. */
final class RandomCode {
  private final Isa isa;
  private final RandomGenerator random;

  RandomCode(Isa isa, RandomGenerator random) {
    this.isa = isa;
    this.random = random;
  }

  /** A word of {@code row}; empty if none is found in a reasonable time. */
  OptionalLong word(Row row) {
    for (int i = 0; i < 1000; i++) {
      long bits = random.nextLong() & (-1L >>> (64 - 8 * row.length()));
      long word = alias(row, bits & ~row.mask() | row.match());
      DecodedInsn insn = isa.decoder().decode(word, 0);
      if (insn != null && insn.row().equals(row)) {
        return OptionalLong.of(word);
      }
    }
    return OptionalLong.empty();
  }

  /** Sometimes gives two operands the same register. */
  private long alias(Row row, long word) {
    if (random.nextInt(3) != 0) {
      return word;
    }
    List<BitField> registers = new ArrayList<>();
    for (Operand o : row.operands()) {
      if (o.file() != null && o.field() != null) {
        registers.add(o.field());
      }
    }
    if (registers.size() < 2) {
      return word;
    }
    BitField from = registers.get(random.nextInt(registers.size()));
    BitField to = registers.get(random.nextInt(registers.size()));
    return set(word, to, from.extract(word));
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
      long word = word(rows.get(i)).orElseThrow();
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
