package dev.orrery.engine;

import dev.orrery.engine.explain.Explainer;
import dev.orrery.engine.timing.RetireListener;
import org.jspecify.annotations.Nullable;

/**
 * What an engine keeps besides the guest's state, and when it translates. What is not asked for
 * costs nothing.
 *
 * @param counts whether to keep {@link ExecutionCounts}
 * @param calls told of calls and returns; null for nobody
 * @param jitHot instructions that code has executed when an engine that translates does so; 0 for
 *     what is usual. Less finds mistakes of translations in short programs
 * @param explainer told of translations; null for nobody
 * @param retires told of every instruction that retires; null for nobody
 * @param rules of how many instructions of a translation a core's rules stand in it, at most; the
 *     others call theirs. Less finds mistakes of those calls in short programs
 */
public record EngineOptions(
    boolean counts,
    @Nullable CallProbe calls,
    int jitHot,
    @Nullable Explainer explainer,
    @Nullable RetireListener retires,
    int rules) {
  /** Nothing but the guest's state. */
  public static final EngineOptions PLAIN = new EngineOptions(false, null);

  /** More code takes HotSpot longer to compile than it saves in most programs. */
  private static final int USUAL_RULES = 60;

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if {@code jitHot} or {@code rules} is negative
   */
  public EngineOptions {
    if (jitHot < 0) {
      throw new IllegalArgumentException("negative threshold: " + jitHot);
    }
    if (rules < 0) {
      throw new IllegalArgumentException("negative number of rules: " + rules);
    }
  }

  /** The usual time to translate. */
  public EngineOptions(boolean counts, @Nullable CallProbe calls) {
    this(counts, calls, 0, null, null, USUAL_RULES);
  }

  /** Nothing but the guest's state, translated after {@code jitHot} instructions. */
  public static EngineOptions translatingAfter(int jitHot) {
    return new EngineOptions(false, null, jitHot, null, null, USUAL_RULES);
  }

  /** These, and counts are kept and {@code calls} is told of calls and returns. */
  public EngineOptions observedBy(CallProbe calls) {
    return new EngineOptions(true, calls, jitHot, explainer, retires, rules);
  }

  /** These, and {@code explainer} is told of translations. */
  public EngineOptions explainedTo(Explainer explainer) {
    return new EngineOptions(counts, calls, jitHot, explainer, retires, rules);
  }

  /** These, and {@code listener} is told of every instruction that retires. */
  public EngineOptions retiringTo(RetireListener listener) {
    return new EngineOptions(counts, calls, jitHot, explainer, listener, rules);
  }

  /** These, with rules of at most so many instructions in a translation. */
  public EngineOptions withRules(int rules) {
    return new EngineOptions(counts, calls, jitHot, explainer, retires, rules);
  }

  /** Whether anything is observed at all. */
  public boolean observes() {
    return counts || calls != null;
  }
}
