package dev.orrery.engine.interp;

import dev.orrery.engine.Hart;

/**
 * One decoded instruction, ready to execute. Subclasses are generated, one for each variant of a
 * row, with the instruction's operands in fields; each also makes further instructions of its
 * variant. Public because generated classes of the stock tables live in packages of their own.
 */
public abstract class Op {

  /**
   * Executes the instruction. {@code hart.pc} and {@code hart.retired} are not touched.
   *
   * @return the address of the next instruction if this one may transfer control, else 0
   */
  public abstract long execute(Hart hart);

  /**
   * Another instruction of this variant, with {@code operands} as {@link OpOperands} lists them.
   */
  public abstract Op create(long[] operands);
}
