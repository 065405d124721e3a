package dev.orrery.profiler.sweep;

import dev.orrery.spec.diag.OrreryException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A program on a core with values for its parameters, and what came of it.
 *
 * @param program the program
 * @param setup the core
 * @param outcome what came of it
 */
public record Point(SweepProgram program, Setup setup, Outcome outcome) {

  /** What came of a point. */
  public sealed interface Outcome {}

  /**
   * It ran.
   *
   * @param instructions that retired
   * @param cycles that passed
   * @param causes cycles by cause, in the order of the core's table; they add up to the cycles
   */
  public record Measured(long instructions, long cycles, Map<String, Long> causes)
      implements Outcome {
    /**
     * Checks the sum.
     *
     * @throws IllegalArgumentException if the causes do not add up to the cycles, or a number is
     *     negative
     */
    public Measured {
      causes = Collections.unmodifiableMap(new LinkedHashMap<>(causes));
      long sum = 0;
      for (long part : causes.values()) {
        sum += part;
        if (part < 0) {
          throw new IllegalArgumentException("negative cycles");
        }
      }
      if (sum != cycles || instructions < 0) {
        throw new IllegalArgumentException("its causes do not add up to its cycles");
      }
    }

    /** Cycles per instruction; 0 for no instructions. */
    public double cpi() {
      return instructions == 0 ? 0 : (double) cycles / instructions;
    }
  }

  /**
   * It could not be run to its end.
   *
   * @param why in one line
   */
  public record Failed(String why) implements Outcome {
    /**
     * Says the first line of what {@code e} says, which is what is wrong; others show the place.
     */
    static Failed of(OrreryException e) {
      return new Failed(String.valueOf(e.getMessage()).lines().findFirst().orElse("it failed"));
    }
  }

  /** The sweep was stopped before its turn came. */
  public record Skipped() implements Outcome {}
}
