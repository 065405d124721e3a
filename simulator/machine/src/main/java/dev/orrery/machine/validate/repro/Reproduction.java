package dev.orrery.machine.validate.repro;

/** What came of the attempt to make a small program that shows a difference. */
public sealed interface Reproduction {
  /**
   * Engines differ on this program.
   *
   * @param text the program, in assembly
   * @param instructions how many of the original's instructions it still has
   * @param loops whether they are executed often, so that an engine translates them
   * @param tried programs that were run to find it
   */
  record Made(String text, int instructions, boolean loops, int tried) implements Reproduction {}

  /**
   * No program could be made on which engines differ.
   *
   * @param why in a few words
   */
  record NotMade(String why) implements Reproduction {}
}
