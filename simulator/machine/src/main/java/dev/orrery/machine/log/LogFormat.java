package dev.orrery.machine.log;

/** How a logged instruction is written. */
public interface LogFormat {
  /** Appends the lines, each with its line end, of an instruction that retired. */
  void retired(LoggedStep step, StringBuilder out);

  /** Appends the lines of a system call that the machine has served, with what that changed. */
  void served(LoggedStep step, StringBuilder out);

  /**
   * Appends the lines of an instruction that raised something and did not retire.
   *
   * @param why what it raised, in words
   */
  void stopped(LoggedStep step, String why, StringBuilder out);
}
