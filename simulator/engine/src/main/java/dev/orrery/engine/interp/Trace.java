package dev.orrery.engine.interp;

import dev.orrery.engine.Hart;

/**
 * Hot blocks in the order in which they usually follow one another, as one method: subclasses are
 * generated. Where execution goes another way, the trace is left. A trace whose end goes to its
 * head is a loop that stays inside the method.
 *
 * <p>Registers that the trace reads live in locals, and every write goes to the hart's array at
 * once: so nothing needs to be restored when the guest raises something or an exit is taken.
 */
abstract class Trace extends Translated {
  private final TracePlan plan;

  Trace(TracePlan plan) {
    super(plan.head().cache, plan.head().pc, plan.length(), plan.targets(), plan.head().tallies);
    this.plan = plan;
  }

  /** What it is made of. */
  final TracePlan plan() {
    return plan;
  }

  /** Whether its end goes on at its head. */
  final boolean loops() {
    return plan.loops();
  }

  /**
   * Called by generated code when an instruction of it raises {@code thrown}.
   *
   * @param retired instructions retired when this turn of the trace began
   * @param position of the instruction in the trace
   * @return {@code thrown}
   */
  final Throwable raised(Throwable thrown, Hart hart, long retired, int position) {
    hart.retired = retired + position;
    int inBlock = position;
    for (TracePlan.Step step : plan.steps()) {
      Block block = step.block();
      if (inBlock < block.length) {
        hart.pc = block.insns[inBlock].pc();
        cache.cursor().set(block, inBlock);
        break;
      }
      inBlock -= block.length;
    }
    return thrown;
  }
}
