package dev.orrery.engine.random;

import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Row;
import dev.orrery.spec.random.RandomWords;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Programs that find mistakes of engines: words of all rows in loops long enough to be translated,
 * with calls, computed jumps, code that rewrites itself, traps and faults. A program depends on the
 * tables, the seed and its number alone.
 */
public final class ProgramGenerator {
  private final Isa isa;
  private final RandomWords words;
  private final Idioms idioms;
  private final RandomInsns insns;
  private final RandomState states;
  private final Confines confines;

  /** Programs of all rows of {@code isa}. */
  public ProgramGenerator(Isa isa) {
    this(isa, Confines.NONE);
  }

  /**
   * Programs for {@code isa}.
   *
   * @param confines what they keep to
   */
  public ProgramGenerator(Isa isa, Confines confines) {
    this.isa = isa;
    this.confines = confines;
    List<Row> rows = isa.rows().stream().filter(confines.rows()).toList();
    this.words = new RandomWords(isa);
    this.idioms = new Idioms(isa, words, rows);
    this.insns = new RandomInsns(isa, words, idioms, rows, confines.pinned());
    this.states = new RandomState(isa);
  }

  /** The instruction set. */
  public Isa isa() {
    return isa;
  }

  /** Any instruction of {@code row}. */
  public @Nullable Insn any(Row row, SplittableRandom random) {
    return new Shape(isa, words, row, random).insn();
  }

  /** A program of a seed. */
  public RandomProgram program(long seed, long number) {
    SplittableRandom random = new SplittableRandom(new SplittableRandom(seed).nextLong() + number);
    return new ProgramWriter(isa, random, words, idioms, insns, states, confines).program();
  }
}
