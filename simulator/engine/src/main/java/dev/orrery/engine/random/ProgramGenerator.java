package dev.orrery.engine.random;

import dev.orrery.spec.model.Isa;
import dev.orrery.spec.random.RandomWords;
import java.util.SplittableRandom;

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

  /**
   * Programs for {@code isa}.
   *
   * @throws IllegalArgumentException if its instructions are strings of bytes rather than words
   */
  public ProgramGenerator(Isa isa) {
    if (isa.decoder().inBytes()) {
      throw new IllegalArgumentException(
          "the instructions of " + isa.name() + " are strings of bytes, and programs are of words");
    }
    this.isa = isa;
    this.words = new RandomWords(isa);
    this.idioms = new Idioms(isa, words);
    this.insns = new RandomInsns(isa, words, idioms);
    this.states = new RandomState(isa);
  }

  /** The instruction set. */
  public Isa isa() {
    return isa;
  }

  /** A program of a seed. */
  public RandomProgram program(long seed, long number) {
    SplittableRandom random = new SplittableRandom(new SplittableRandom(seed).nextLong() + number);
    return new ProgramWriter(isa, random, words, idioms, insns, states).program();
  }
}
