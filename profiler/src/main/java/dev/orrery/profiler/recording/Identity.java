package dev.orrery.profiler.recording;

/**
 * Two ways to count the same instructions or cycles, which must agree exactly.
 *
 * @param what what was added up, for example {@code blocks}
 * @param sum of the parts
 * @param expected instructions that the hart retired, or cycles that the core took
 */
public record Identity(String what, long sum, long expected) {

  /** Whether they agree. */
  public boolean holds() {
    return sum == expected;
  }
}
