package dev.orrery.engine;

import dev.orrery.spec.ir.JumpKind;
import dev.orrery.spec.model.DecodedInsn;
import java.util.List;

/**
 * Exact counts of what ran, kept per block (straight-line code that was entered at its first
 * instruction). Blocks may overlap when code jumps into the middle of one; per instruction the
 * counts of all blocks that hold it add up. The counts of all instructions sum to the instructions
 * retired by the engine, system calls that the machine completed not included.
 */
public interface ExecutionCounts {

  /**
   * The counts of the harts of one {@link Hart#number}. Without harts of other numbers these are
   * all there are.
   */
  default ExecutionCounts of(int number) {
    return this;
  }

  /** All blocks that were entered at least once, in no particular order. */
  List<BlockCount> blocks();

  /** All control transfers between blocks that happened at least once, in no particular order. */
  List<EdgeCount> edges();

  /**
   * A block's counts.
   *
   * @param insns its instructions, never empty
   * @param retired how often each of them retired; not increasing, and the same for all unless a
   *     trap or a budget's end cut an execution short
   */
  @SuppressWarnings("ArrayRecordComponent")
  record BlockCount(List<DecodedInsn> insns, long[] retired) {
    /** Address of the first instruction. */
    public long pc() {
      return insns.getFirst().pc();
    }
  }

  /**
   * How often execution went from the last instruction of a block to {@code to}.
   *
   * @param from address of the last instruction of the block left
   * @param kind what that instruction is; {@link JumpKind#NONE} when the block just ended
   */
  record EdgeCount(long from, long to, JumpKind kind, long count) {}
}
