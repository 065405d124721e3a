package dev.orrery.engine.explain;

/** How control leaves a region. */
public enum ExitKind {
  /** To an address that the code names or falls to. */
  DIRECT("to"),
  /** To an address that is computed, and at none that the region goes on at. */
  COMPUTED("computed"),
  /** By a call that comes back to the region. */
  CALL("call"),
  /** By a jump in place of a call and a return. */
  TAIL_CALL("tail call"),
  /** At the head of a loop, when too few instructions are left of the turn. */
  TURN_OVER("turn over"),
  /** Before an access to memory that cannot be made directly: the block is finished in ops. */
  ACCESS("access"),
  /** Before an operation whose result is not an ordinary number: likewise. */
  RESULT("odd result"),
  /** By something that an instruction raises, such as a system call. */
  RAISED("raised");

  private final String word;

  ExitKind(String word) {
    this.word = word;
  }

  /** In a word or two, for people. */
  public String word() {
    return word;
  }
}
