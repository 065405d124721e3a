package dev.orrery.workloads;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How long a workload runs. */
public enum Size {
  /** A few million instructions, for checks on the slowest engine. */
  @JsonProperty("small")
  SMALL,
  /** A few tenths of a second under qemu-user. */
  @JsonProperty("medium")
  MEDIUM,
  /** Some seconds under qemu-user, long enough for a benchmark. */
  @JsonProperty("large")
  LARGE
}
