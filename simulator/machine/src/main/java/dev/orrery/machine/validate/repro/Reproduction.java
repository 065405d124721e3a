package dev.orrery.machine.validate.repro;

import dev.orrery.machine.validate.Step;
import java.util.List;

/** What came of the attempt to make a small program that shows a difference. */
public sealed interface Reproduction {
  /**
   * Engines differ on this program.
   *
   * @param text the program, in assembly
   * @param steps which of the original's instructions it still has
   * @param loops whether they are executed often, so that an engine translates them
   * @param tried programs that were run to find it
   */
  record Made(String text, List<Step> steps, boolean loops, int tried) implements Reproduction {
    public Made {
      steps = List.copyOf(steps);
    }

    /** How many of the original's instructions it still has. */
    public int instructions() {
      return steps.size();
    }
  }

  /**
   * No program could be made on which engines differ.
   *
   * @param why in a few words
   */
  record NotMade(String why) implements Reproduction {}
}
