package dev.orrery.validation.bench;

import dev.orrery.workloads.Size;
import dev.orrery.workloads.Workload;
import java.util.OptionalLong;

/**
 * One run of one process.
 *
 * @param round in which turn, from 1
 * @param workload what was run
 * @param size at which size
 * @param contestant by whom
 * @param wallNanos from start to end
 * @param cpuNanos user and system time, all threads
 */
record Measurement(
    int round, Workload workload, Size size, Contestant contestant, long wallNanos, long cpuNanos) {

  /** Guest instructions of the run; empty where they are not fixed. */
  OptionalLong instructions() {
    return workload.build(Workload.RV64GC).orElseThrow().instructions(size);
  }
}
