package dev.orrery.profiler.recording;

/**
 * Two ways to count the same instructions, which must agree exactly.
 *
 * @param what what was added up, for example {@code blocks}
 * @param sum instructions
 * @param expected instructions that the hart retired
 */
public record Identity(String what, long sum, long expected) {

  /** Whether they agree. */
  public boolean holds() {
    return sum == expected;
  }
}
