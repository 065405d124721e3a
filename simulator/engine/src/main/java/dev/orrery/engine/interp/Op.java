package dev.orrery.engine.interp;

import dev.orrery.engine.Hart;
import dev.orrery.spec.model.DecodedInsn;

/** One decoded instruction, ready to execute. */
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

  /** Where control may go after it. */
  public Exit exit() {
    return Exit.NEXT;
  }

  /** Where {@code insn}, of which this is the op, may go if that is {@link Exit#DIRECT}. */
  public long target(DecodedInsn insn) {
    throw new UnsupportedOperationException();
  }
}
