package dev.orrery.machine.timing;

import dev.orrery.spec.core.CoreTable;
import java.util.List;
import java.util.Map;

/**
 * How a model fares on all programs that were measured.
 *
 * @param core the tables, which say what is acceptable
 * @param programs the results
 * @param histogram instructions whose cycles differ, by class of the one before, class, and RTL's
 *     cycles less the model's; the most frequent ones first
 */
public record CoreResult(
    CoreTable core, List<ProgramResult> programs, Map<Deviation, Long> histogram) {
  private static final double MILLIONTHS = 1e-6;

  /**
   * A kind of deviation.
   *
   * @param before class of the instruction before
   * @param here class of the instruction
   * @param cycles the RTL's cycles less the model's
   */
  public record Deviation(String before, String here, long cycles) {}

  /** Programs with exactly the measured cycles. */
  public long exact() {
    return programs.stream().filter(p -> p.error() == 0 && p.differing() == 0).count();
  }

  /** The largest error. */
  public double largest() {
    return programs.stream().mapToDouble(ProgramResult::error).max().orElse(0);
  }

  /** The mean error. */
  public double mean() {
    return programs.stream().mapToDouble(ProgramResult::error).average().orElse(0);
  }

  /** Instructions with a measured number of cycles, in all programs. */
  public long deltas() {
    return programs.stream().mapToLong(ProgramResult::deltas).sum();
  }

  /** Of these, those that the model gives another number. */
  public long differing() {
    return programs.stream().mapToLong(ProgramResult::differing).sum();
  }

  /** Whether a program is within what the tables say of each one. */
  public boolean accepts(ProgramResult p) {
    CoreTable.Measured limits = core.measured();
    return limits != null
        && within(p.error(), limits.max())
        && within(p.differingShare(), limits.deltas());
  }

  /** Whether the mean is within what the tables say of it. */
  public boolean acceptsMean() {
    CoreTable.Measured limits = core.measured();
    return limits != null && within(mean(), limits.mean());
  }

  private static boolean within(double share, long limit) {
    return limit < 0 || share <= limit * MILLIONTHS;
  }
}
