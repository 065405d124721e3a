package dev.orrery.machine.fuzz;

import dev.orrery.engine.Hart;
import dev.orrery.machine.validate.Fact;
import dev.orrery.spec.ir.Effects.Location;
import dev.orrery.spec.model.DecodedInsn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A case in which two engines differ.
 *
 * @param insn the instruction; null if no row has the word
 * @param word its bits
 * @param bytes its length
 * @param pc where it was
 * @param seed of the batch with this case: a run of one batch from it ends here again
 * @param engines the names of the two engines
 * @param facts what the engines left different, what changed, and what the instruction reads
 */
public record Difference(
    @Nullable DecodedInsn insn,
    long word,
    int bytes,
    long pc,
    long seed,
    List<String> engines,
    List<Fact> facts) {
  public Difference {
    engines = List.copyOf(engines);
    facts = List.copyOf(facts);
  }

  static Difference of(
      @Nullable DecodedInsn insn,
      long word,
      int bytes,
      long seed,
      List<Location> reads,
      Hart before,
      FuzzGuest a,
      FuzzGuest b) {
    List<Fact> facts = GuestFacts.of(before, reads, a, b);
    return new Difference(
        insn, word, bytes, before.pc, seed, List.of(a.engine.name(), b.engine.name()), facts);
  }
}
