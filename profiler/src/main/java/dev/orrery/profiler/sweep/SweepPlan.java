package dev.orrery.profiler.sweep;

import dev.orrery.machine.RunLimits;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.lang.core.Formula;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a sweep runs: every program on every core with every combination of values that meets the
 * constraints.
 *
 * @param title what it is about, in one line
 * @param programs at least one
 * @param cores names or files of core tables, at least one
 * @param axes the parameters that are set; the first one changes slowest
 * @param constraints conditions over the axes that a combination must meet
 * @param cost what a combination costs, over the axes; null if nothing says so
 * @param limits how far each run may go
 * @param memory most bytes that a program may use
 */
public record SweepPlan(
    String title,
    List<SweepProgram> programs,
    List<String> cores,
    List<Axis> axes,
    List<Formula> constraints,
    @Nullable Formula cost,
    RunLimits limits,
    long memory) {
  /** So many combinations are looked at, whether they meet the constraints or not. */
  private static final long MOST_COMBINATIONS = 10_000_000;

  public SweepPlan {
    programs = List.copyOf(programs);
    cores = List.copyOf(cores);
    axes = List.copyOf(axes);
    constraints = List.copyOf(constraints);
  }

  /** Combinations of cores and values, constraints aside; {@link Long#MAX_VALUE} for more. */
  public long combinations() {
    long product = cores.size();
    for (Axis axis : axes) {
      if (product > Long.MAX_VALUE / axis.values().size()) {
        return Long.MAX_VALUE;
      }
      product *= axis.values().size();
    }
    return product;
  }

  /**
   * The combinations that meet the constraints.
   *
   * @param limit most points, which are combinations times programs
   * @throws OrreryException if there are more, or none at all, or a constraint has no value
   */
  public List<Setup> setups(long limit) {
    long combinations = combinations();
    if (combinations > MOST_COMBINATIONS) {
      throw tooMany("%,d combinations of values".formatted(combinations), limit);
    }
    List<Setup> setups = new ArrayList<>();
    for (String core : cores) {
      long each = combinations / cores.size();
      for (long number = 0; number < each; number++) {
        Setup setup = new Setup(core, values(number));
        if (meetsConstraints(setup)) {
          setups.add(setup);
          if ((long) setups.size() * programs.size() > limit) {
            throw tooMany(
                "%,d combinations for %,d programs".formatted(combinations, programs.size()),
                limit);
          }
        }
      }
    }
    if (setups.isEmpty()) {
      throw new OrreryException(
          ExitCode.BAD_INPUT,
          "no combination of values meets the constraints: mend them, or give the parameters more values");
    }
    return setups;
  }

  /** The values of the combination with that number; the last axis changes first. */
  private List<Long> values(long number) {
    Long[] values = new Long[axes.size()];
    long rest = number;
    for (int a = axes.size() - 1; a >= 0; a--) {
      List<Long> all = axes.get(a).values();
      values[a] = all.get((int) (rest % all.size()));
      rest /= all.size();
    }
    return List.of(values);
  }

  private boolean meetsConstraints(Setup setup) {
    Map<String, Long> settings = setup.settings(axes);
    return constraints.stream().allMatch(c -> c.value(settings) != 0);
  }

  private static OrreryException tooMany(String what, long limit) {
    return new OrreryException(
        ExitCode.USAGE,
        "%s are more than %,d points: give the parameters fewer values, or allow more with --limit"
            .formatted(what, limit));
  }
}
