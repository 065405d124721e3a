package dev.orrery.machine.fuzz;

import dev.orrery.engine.random.RandomProgram;
import dev.orrery.machine.validate.Fact;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A program in which two engines differ.
 *
 * @param program what they ran
 * @param engines the names of the two
 * @param retired instructions before the slice in which they came to differ
 * @param budget of that slice
 * @param facts what the engines left different, with what the first of them left as what was before
 * @param failure what one of them threw instead of running; null if both ran
 */
public record ProgramDifference(
    RandomProgram program,
    List<String> engines,
    long retired,
    long budget,
    List<Fact> facts,
    @Nullable Throwable failure) {
  public ProgramDifference {
    engines = List.copyOf(engines);
    facts = List.copyOf(facts);
  }
}
