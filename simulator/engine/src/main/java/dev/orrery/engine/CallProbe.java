package dev.orrery.engine;

/**
 * Told of calls, returns and the jumps that may be tail calls as they retire, for call graphs from
 * a shadow stack.
 */
public interface CallProbe {

  /**
   * A call retired.
   *
   * @param hart the hart, its {@code retired} exact and {@code pc} at {@code target}
   * @param site address of the call instruction
   * @param target where it went
   * @param returnAddress address of the instruction behind it
   */
  void call(Hart hart, long site, long target, long returnAddress);

  /** A return retired; {@code target} is where it went. */
  void ret(Hart hart, long site, long target);

  /**
   * A jump that is neither call nor return retired: a {@link dev.orrery.spec.ir.JumpKind#JUMP} for
   * which {@link #wantsJump} holds, or a {@link dev.orrery.spec.ir.JumpKind#INDIRECT}, of which
   * engines may tell also where it does not hold: that is to be ignored. Compilers turn a call
   * before a return into a jump, and linkage stubs jump to the function proper; a stack that is not
   * told charges the callee's work to the caller.
   *
   * @param hart the hart, its {@code retired} exact and {@code pc} at {@code target}
   */
  default void jump(Hart hart, long site, long target) {}

  /**
   * Whether {@link #jump} is to be told of the jump at {@code site} to {@code target}. The answer
   * does not change, so an engine asks when it decodes a direct jump, or sees an indirect one go
   * somewhere, and tells loops nothing.
   */
  default boolean wantsJump(long site, long target) {
    return false;
  }
}
