package dev.orrery.engine.interp;

import dev.orrery.engine.Hart;

/**
 * Hot blocks as one method: subclasses are generated. Registers live in locals from entry to exit.
 */
abstract class Region extends LinkedCode {
  private final RegionPlan plan;

  Region(RegionPlan plan) {
    super(plan.head().cache, plan.head().pc, plan.length(), plan.targets());
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

  /**
   * Called by generated code when the block that it is in has to be finished instruction by
   * instruction; the parameters are as for {@link #raised}.
   *
   * @return what finishes the block
   */
  final Suspended interrupted(Hart hart, long retired, int insn) {
    RegionPlan.Node node = plan.nodeOf(insn);
    int inBlock = insn - node.firstInsn();
    hart.retired = retired + inBlock;
    hart.pc = node.block().insns[inBlock].pc();
    return new Suspended(node.block(), inBlock);
  }
}
