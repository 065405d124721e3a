package dev.orrery.spec.core;

/** What the cycles of a cause are about, beyond the instruction that they are charged to. */
public enum Blame {
  /** Nothing else. */
  ITSELF(""),
  /** The branch or jump that retired last before it, and went elsewhere than was guessed. */
  AFTER_BRANCH("after branch"),
  /** It waits for a register that one before it writes. */
  ON_OPERAND("on operand");

  private final String text;

  Blame(String text) {
    this.text = text;
  }

  /** How it is written; empty for {@link #ITSELF}. */
  public String text() {
    return text;
  }
}
