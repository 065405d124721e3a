package dev.orrery.engine.random;

import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Row;
import dev.orrery.spec.random.RandomWords;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a program from reading what the manual leaves open: puts an instruction before the reader
 * that defines it. It looks at the instructions in the order in which they stand, and takes all as
 * open where control may come from elsewhere.
 */
final class Definitions {
  private final Isa isa;
  private final RandomWords words;

  /** Rows that assign single registers, and do nothing else. */
  private final List<Row> defining;

  private final SplittableRandom random;
  private final Openness openness;

  /**
   * Keeps a program.
   *
   * @param defining rows that assign single registers, and do nothing else
   * @param openness what is open where the program starts
   */
  Definitions(
      Isa isa, RandomWords words, List<Row> defining, Openness openness, SplittableRandom random) {
    this.isa = isa;
    this.words = words;
    this.defining = defining;
    this.random = random;
    this.openness = openness;
  }

  /** Control may come from elsewhere. */
  void entered() {
    openness.openAll();
  }

  /** What must be executed before {@code insn}, which comes next; null for nothing. */
  @Nullable Insn before(Insn insn) {
    DecodedInsn decoded = insn.decode(isa, World.CODE);
    if (decoded == null) {
      return null;
    }
    Row row = decoded.row();
    Insn definition = openness.reads(row) ? definition(row) : null;
    openness.execute(row);
    return definition;
  }

  private @Nullable Insn definition(Row reader) {
    List<Row> rows = defining.stream().filter(r -> openness.closes(r, reader)).toList();
    if (rows.isEmpty()) {
      return null;
    }
    Row row = rows.get(random.nextInt(rows.size()));
    Insn insn = new Shape(isa, words, row, random).insn();
    if (insn != null) {
      openness.execute(row);
    }
    return insn;
  }
}
