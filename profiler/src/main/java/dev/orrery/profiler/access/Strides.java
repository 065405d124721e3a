package dev.orrery.profiler.access;

/**
 * How far an instruction goes from one access to its next, of which the commonest is found with
 * four counters: each distance has one while it is common (Metwally, Agrawal and El Abbadi,
 * "Efficient Computation of Frequent and Top-k Elements in Data Streams", ICDT 2005).
 */
final class Strides {
  private static final int COUNTERS = 4;

  private final long[] stride = new long[COUNTERS];

  /** How often it was met, or less often by {@link #before} at most. */
  private final long[] count = new long[COUNTERS];

  private final long[] before = new long[COUNTERS];
  private long last;
  private boolean any;

  /** The next access is to {@code address}. */
  void next(long address) {
    long distance = address - last;
    last = address;
    if (!any) {
      any = true;
      return;
    }
    int rarest = 0;
    for (int i = 0; i < COUNTERS; i++) {
      if (stride[i] == distance && count[i] > 0) {
        count[i]++;
        return;
      }
      rarest = count[i] < count[rarest] ? i : rarest;
    }
    before[rarest] = count[rarest];
    count[rarest]++;
    stride[rarest] = distance;
  }

  private int commonest() {
    int most = 0;
    for (int i = 1; i < COUNTERS; i++) {
      most = count[i] - before[i] > count[most] - before[most] ? i : most;
    }
    return most;
  }

  /** The commonest distance in bytes; 0 if there was none. */
  long common() {
    return stride[commonest()];
  }

  /** How often that was met, at least. */
  long times() {
    return count[commonest()] - before[commonest()];
  }
}
