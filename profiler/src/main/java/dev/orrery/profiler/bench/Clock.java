package dev.orrery.profiler.bench;

/** The two times of a process. */
public enum Clock {
  /** From start to end: what a person waits for. */
  WALL {
    @Override
    long nanos(Benchmark.Sample sample) {
      return sample.wallNanos();
    }
  },
  /** Of processors, all threads together: what other work on the machine disturbs less. */
  CPU {
    @Override
    long nanos(Benchmark.Sample sample) {
      return sample.cpuNanos();
    }
  };

  abstract long nanos(Benchmark.Sample sample);

  /** Seconds; never 0, so that it can be divided by. */
  public double seconds(Benchmark.Sample sample) {
    return Math.max(1, nanos(sample)) / 1e9;
  }
}
