package dev.orrery.engine;

import org.jspecify.annotations.Nullable;

/**
 * What an engine keeps besides the guest's state. What is not asked for costs nothing.
 *
 * @param counts whether to keep {@link ExecutionCounts}
 * @param calls told of calls and returns; null for nobody
 */
public record EngineOptions(boolean counts, @Nullable CallProbe calls) {
  /** Nothing but the guest's state. */
  public static final EngineOptions PLAIN = new EngineOptions(false, null);

  /** Whether anything is observed at all. */
  public boolean observes() {
    return counts || calls != null;
  }
}
