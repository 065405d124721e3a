package dev.orrery.machine;

/**
 * How far a run may go.
 *
 * @param maxInstructions to retire, system calls included; the run stops after exactly this many
 * @param timeoutNanos of host time, checked a few times a second
 */
public record RunLimits(long maxInstructions, long timeoutNanos) {
  /** No limits. */
  public static final RunLimits NONE = new RunLimits(Long.MAX_VALUE, Long.MAX_VALUE);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a limit is negative
   */
  public RunLimits {
    if (maxInstructions < 0 || timeoutNanos < 0) {
      throw new IllegalArgumentException("negative limit");
    }
  }
}
