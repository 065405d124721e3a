package dev.orrery.engine.timing;

import dev.orrery.spec.core.CoreStage;

/** Sees what a {@link CoreEvaluator} does with the instruction that retires, in its order. */
public interface CoreWatcher {
  /**
   * Cycles pass.
   *
   * @param cause number of what they are for
   * @param cycles how many; more than 0
   */
  void charged(int cause, long cycles);

  /** The instruction has entered {@code stage} in {@code cycle}, which its rule says itself. */
  void entered(CoreStage stage, long cycle);
}
