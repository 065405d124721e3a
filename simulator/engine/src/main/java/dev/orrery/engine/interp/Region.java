package dev.orrery.engine.interp;

import dev.orrery.engine.Hart;
import dev.orrery.engine.MemorySpan;

/**
 * Hot blocks as one method: subclasses are generated. Registers live in locals from entry to exit.
 */
abstract class Region extends LinkedCode {
  private final RegionPlan plan;

  /** How often an access may go elsewhere than expected before the region is made anew. */
  private static final int MOST_MISSES = 256;

  /**
   * Most instructions of a turn while the region is young. HotSpot compiles a method that is called
   * often once and as a whole; one that mostly loops, once for each loop that it is found in.
   */
  private static final long YOUNG = 1 << 9;

  /** Most instructions of a later turn. */
  private static final long GROWN = 1 << 16;

  /** The turns for which a region is young. */
  private static final int GROWING = 30_000;

  private int turns;

  /** By instruction, how often a test before it failed. */
  private final int[] misses;

  /** Where it expects its accesses. */
  final MemorySpan[] spans;

  Region(RegionPlan plan, MemorySpan[] spans) {
    super(plan.head().cache, plan.head().pc, plan.length(), plan.targets());
    this.spans = spans;
    this.misses = new int[plan.length()];
    this.plan = plan;
  }

  /** What it is made of. */
  final RegionPlan plan() {
    return plan;
  }

  /**
   * Called by generated code when an instruction of it raises {@code thrown}.
   *
   * @param retired instructions retired when the instruction's block began
   * @param insn the instruction's number in the region
   * @return {@code thrown}
   */
  final Throwable raised(Throwable thrown, Hart hart, long retired, int insn) {
    Suspended at = interrupted(hart, retired, insn);
    cache.cursor().set(at.block(), at.from());
    return thrown;
  }

  /** Called by generated code when a turn begins: most instructions that it may take. */
  final long turn() {
    if (turns < GROWING) {
      turns++;
      return YOUNG;
    }
    return GROWN;
  }

  /**
   * Called by generated code when an access of it cannot be made directly: the block that it is in
   * has to be finished instruction by instruction. The parameters are as for {@link #raised}.
   *
   * @return what finishes the block
   */
  final Suspended missed(Hart hart, long retired, int insn) {
    if (++misses[insn] == MOST_MISSES) {
      for (int i = 0; i < misses.length; i++) {
        if (misses[i] > MOST_MISSES / 16) {
          RegionPlan.Node node = plan.nodeOf(i);
          node.block().scatter(i - node.firstInsn());
        }
      }
      cache.remake(this);
    }
    return interrupted(hart, retired, insn);
  }

  private Suspended interrupted(Hart hart, long retired, int insn) {
    RegionPlan.Node node = plan.nodeOf(insn);
    int inBlock = insn - node.firstInsn();
    hart.retired = retired + inBlock;
    hart.pc = node.block().insns[inBlock].pc();
    return new Suspended(node.block(), inBlock);
  }
}
