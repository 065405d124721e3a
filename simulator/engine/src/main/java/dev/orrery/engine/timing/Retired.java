package dev.orrery.engine.timing;

/**
 * An instruction that retires, as {@link dev.orrery.spec.core.CoreInput} describes it. One object
 * is filled again for each instruction.
 */
public final class Retired {
  /** What the decoded instruction alone says. */
  public InsnFacts insn = InsnFacts.NONE;

  /** Effective address of the first access to memory, 0 if there is none. */
  public long addr;

  /** Whether it jumped, perhaps to what is next all the same. */
  public boolean taken;

  /** Address of the instruction that is executed next. */
  public long target;

  /** What the first source held before, sign-extended. */
  public long value1;

  /** What the second source held before, sign-extended. */
  public long value2;
}
