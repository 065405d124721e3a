package dev.orrery.machine.validate;

import java.util.List;

/** What came of running a program side by side. */
public sealed interface Verdict {
  /** Instructions that all sides agree on, checked at the pauses. */
  long instructions();

  /**
   * All sides were in the same state at every pause, and at the end.
   *
   * @param checks how often they were compared
   * @param end how the program ended, for people
   * @param complete whether it ended by itself, before {@code --max-insns}
   * @param printed bytes on standard output and standard error, the same on all sides
   */
  record Agreed(long instructions, long checks, String end, boolean complete, long printed)
      implements Verdict {}

  /**
   * The sides agreed at one pause and not at the next.
   *
   * @param instructions at the pause at which they agreed last
   * @param to instructions at the one at which they did not
   * @param checks how often they were compared
   */
  record Differed(long instructions, long to, long checks) implements Verdict {}

  /** The user had enough of it while they agreed. */
  record GivenUp(long instructions, long checks) implements Verdict {}

  /**
   * Something that is no engine's business made a difference to what else the program was run on:
   * what comes behind cannot be compared.
   *
   * @param why as a sentence about it
   */
  record Parted(long instructions, long checks, String why) implements Verdict {}

  /** Names of sides, such as {@code jit and interpreter}. */
  static String names(List<String> sides) {
    return sides.size() < 3
        ? String.join(" and ", sides)
        : String.join(", ", sides.subList(0, sides.size() - 1)) + " and " + sides.getLast();
  }
}
