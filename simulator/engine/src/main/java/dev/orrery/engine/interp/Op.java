package dev.orrery.engine.interp;

import dev.orrery.engine.Hart;
import dev.orrery.spec.model.DecodedInsn;

/**
 * One decoded instruction, ready to execute. Subclasses are generated, one for each variant of a
 * row, with the instruction's operands in fields; each also makes further instructions of its
 * variant, so that decoding looks at no IR. Public because generated classes of the stock tables
 * live in packages of their own.
 */
public abstract class Op {

  /** Where control goes after an instruction. */
  public enum Exit {
    /** To the next one in memory. */
    NEXT,
    /** There, or to an address that decoding fixes. */
    DIRECT,
    /** There, or to an address that is computed. */
    COMPUTED
  }

  /**
   * Executes the instruction. {@code hart.pc} and {@code hart.retired} are not touched.
   *
   * @return the address of the next instruction unless {@link #exit} is {@link Exit#NEXT}, else 0
   */
  public abstract long execute(Hart hart);

  /** The op of {@code insn}, an instruction of this variant. */
  public abstract Op create(DecodedInsn insn);

  /** Where control may go after instructions of this variant. */
  public Exit exit() {
    return Exit.NEXT;
  }

  /** Where {@code insn}, an instruction of this variant, may go if that is {@link Exit#DIRECT}. */
  public long target(DecodedInsn insn) {
    throw new UnsupportedOperationException();
  }
}
