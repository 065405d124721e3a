package dev.orrery.machine;

import dev.orrery.engine.Stop;

/** Why a machine stopped for good. */
public sealed interface Ending {

  /** The program ended by itself; {@code code} is what it reported, 0 to 255 for Linux programs. */
  record Exited(int code) implements Ending {}

  /**
   * A signal that the program sent itself, or that the system sent it, ended it by default.
   *
   * @param number the signal
   * @param name for example {@code SIGABRT}
   * @param atFault whether that signal says that the program went wrong, as SIGABRT does
   */
  record Killed(int number, String name, boolean atFault) implements Ending {}

  /**
   * The program did something that it did not handle; the hart is at the instruction that did.
   *
   * @param stop what the engine reported
   * @param summary what happened, in one line without the place
   */
  record Faulted(Stop stop, String summary) implements Ending {}

  /**
   * A limit was reached.
   *
   * @param summary which one, and the flag that raises it
   */
  record LimitReached(Limit limit, String summary) implements Ending {}

  /** The program waits for something that cannot happen; {@code summary} says for what. */
  record Stuck(String summary) implements Ending {}

  /** The user asked to stop. */
  record Interrupted() implements Ending {}

  /** What there are limits on. */
  enum Limit {
    INSTRUCTIONS,
    TIME,
    MEMORY
  }
}
