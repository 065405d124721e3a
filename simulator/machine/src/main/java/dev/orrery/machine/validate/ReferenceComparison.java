package dev.orrery.machine.validate;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Runs a program on one of our engines and in an emulator that is not ours, and compares them. */
public interface ReferenceComparison {
  /** Instructions on which they agree so far; may be asked from any thread. */
  long agreed();

  /**
   * Runs both, from the program's first instruction to its end or the plan's limit.
   *
   * @param giveUp asked now and then
   * @throws ReferenceException if the emulator does not do its part
   * @throws IOException if what it printed cannot be found out
   */
  Outcome run(BooleanSupplier giveUp) throws ReferenceException, IOException;

  /**
   * What was found.
   *
   * @param divergence where they differed first; null unless they did, and did so again
   */
  record Outcome(Verdict verdict, @Nullable Divergence divergence) {
    /** Without an instruction to show. */
    public Outcome(Verdict verdict) {
      this(verdict, null);
    }
  }
}
