package dev.orrery.profiler;

import org.jspecify.annotations.Nullable;

/**
 * Deals out a core's cycles: those that have passed since the last time go to who asks. One meter
 * serves the stacks of all harts, which ask before another one's turn begins.
 */
final class CycleMeter {
  private final @Nullable CycleCounter counter;
  private final long[] dealt;
  private final long[] now;
  private long total;

  /** A meter of the cycles from now on; without a counter there are none. */
  CycleMeter(@Nullable CycleCounter counter) {
    this.counter = counter;
    int causes = counter == null ? 0 : counter.model().table().causes().size();
    dealt = new long[causes];
    now = new long[causes];
    read();
    System.arraycopy(now, 0, dealt, 0, causes);
  }

  /** How many causes there are. */
  int causes() {
    return dealt.length;
  }

  private void read() {
    if (counter != null) {
      counter.charged(now);
    }
  }

  /** All cycles dealt out. */
  long total() {
    return total;
  }

  /**
   * Adds the cycles since the last time, by cause, to both accounts.
   *
   * @param one cycles by cause stand behind its first cell
   * @param other likewise
   */
  void charge(long[] one, long[] other) {
    read();
    for (int c = 0; c < dealt.length; c++) {
      long passed = now[c] - dealt[c];
      one[1 + c] += passed;
      other[1 + c] += passed;
      total += passed;
      dealt[c] = now[c];
    }
  }
}
