package dev.orrery.engine;

/** Told of calls and returns as they retire, for call graphs from a shadow stack. */
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
}
