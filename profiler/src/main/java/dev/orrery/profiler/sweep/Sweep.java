package dev.orrery.profiler.sweep;

import dev.orrery.profiler.sweep.Point.Failed;
import dev.orrery.profiler.sweep.Point.Measured;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a sweep found. Cycles are counted and not timed: they are the same whenever the sweep is run
 * again, and nothing here has an interval. Means over programs are geometric means of CPI.
 */
public final class Sweep {
  private final SweepPlan plan;
  private final List<Setup> setups;
  private final List<Point> points;
  private final boolean interrupted;
  private final Map<Setup, List<Point>> bySetup = new HashMap<>();
  private final Map<Setup, Double> means = new HashMap<>();

  /**
   * All points of a plan.
   *
   * @param setups the plan's combinations
   * @param points for each program, those of all setups in their order
   * @param interrupted whether some have not been run because the sweep was stopped
   */
  public Sweep(SweepPlan plan, List<Setup> setups, List<Point> points, boolean interrupted) {
    this.plan = plan;
    this.setups = List.copyOf(setups);
    this.points = List.copyOf(points);
    this.interrupted = interrupted;
    for (Point p : points) {
      bySetup.computeIfAbsent(p.setup(), s -> new ArrayList<>()).add(p);
    }
    bySetup.forEach(
        (setup, all) -> {
          if (all.stream().allMatch(p -> p.outcome() instanceof Measured)) {
            mean(all).ifPresent(mean -> means.put(setup, mean));
          }
        });
  }

  /** The plan. */
  public SweepPlan plan() {
    return plan;
  }

  /** Its combinations. */
  public List<Setup> setups() {
    return setups;
  }

  /** Its points, program by program. */
  public List<Point> points() {
    return points;
  }

  /** Whether it was stopped. */
  public boolean interrupted() {
    return interrupted;
  }

  /** Points that could not be run to their end. */
  public List<Point> failures() {
    return points.stream().filter(p -> p.outcome() instanceof Failed).toList();
  }

  /** Points with a result. */
  public int measured() {
    return (int) points.stream().filter(p -> p.outcome() instanceof Measured).count();
  }

  /** The points of one combination, a program each. */
  public List<Point> points(Setup setup) {
    return bySetup.getOrDefault(setup, List.of());
  }

  /** Cycles per instruction of a combination, the mean over all programs; empty if one failed. */
  public OptionalDouble meanCpi(Setup setup) {
    Double mean = means.get(setup);
    return mean == null ? OptionalDouble.empty() : OptionalDouble.of(mean);
  }

  /** The geometric mean of the CPI of those points that have a result; empty if none has. */
  private static OptionalDouble mean(List<Point> points) {
    double logarithms = 0;
    int n = 0;
    for (Point p : points) {
      if (p.outcome() instanceof Measured m && m.cycles() > 0 && m.instructions() > 0) {
        logarithms += Math.log(m.cpi());
        n++;
      }
    }
    return n == 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.exp(logarithms / n));
  }

  /** The CPI of the points that {@code chosen} chooses: their geometric mean. */
  public OptionalDouble meanCpi(Predicate<Point> chosen) {
    return mean(points.stream().filter(chosen).toList());
  }

  /**
   * What one parameter does to a program on a core: by value, the mean CPI over the values of all
   * other parameters. Combinations that failed for one value are left out for all, so that means of
   * different values are means of the same things; a value with which nothing ran is left out.
   */
  public Map<Long, Double> effect(SweepProgram program, String core, int axis) {
    Map<List<Long>, Map<Long, Double>> byOthers = new LinkedHashMap<>();
    for (Point p : points) {
      if (p.program().equals(program)
          && p.setup().core().equals(core)
          && p.outcome() instanceof Measured m
          && m.cpi() > 0) {
        List<Long> others = new ArrayList<>(p.setup().values());
        long value = others.remove(axis);
        byOthers.computeIfAbsent(others, o -> new HashMap<>()).put(value, Math.log(m.cpi()));
      }
    }
    List<Long> values = measured(core, axis);
    List<Map<Long, Double>> whole =
        byOthers.values().stream().filter(m -> m.size() == values.size()).toList();
    Map<Long, Double> effect = new LinkedHashMap<>();
    for (Long value : values) {
      if (!whole.isEmpty()) {
        double sum = whole.stream().mapToDouble(m -> m.getOrDefault(value, 0.0)).sum();
        effect.put(value, Math.exp(sum / whole.size()));
      }
    }
    return effect;
  }

  /** The values of a parameter that any program ran with: the core may refuse others. */
  private List<Long> measured(String core, int axis) {
    Set<Long> measured = new HashSet<>();
    for (Point p : points) {
      if (p.setup().core().equals(core) && p.outcome() instanceof Measured m && m.cpi() > 0) {
        measured.add(p.setup().values().get(axis));
      }
    }
    return plan.axes().get(axis).values().stream().filter(measured::contains).toList();
  }

  /** The combination with the fewest cycles for a program; empty if it never ran to its end. */
  public Optional<Point> best(SweepProgram program) {
    return points.stream()
        .filter(p -> p.program().equals(program) && p.outcome() instanceof Measured)
        .min(Comparator.comparingLong(p -> ((Measured) p.outcome()).cycles()));
  }

  /** The combination with the smallest mean CPI; empty if none ran all programs. */
  public Optional<Setup> best() {
    return setups.stream()
        .filter(s -> meanCpi(s).isPresent())
        .min(Comparator.comparingDouble(s -> meanCpi(s).orElseThrow()));
  }

  /** What a combination costs; empty if the plan has no cost. */
  public OptionalLong cost(Setup setup) {
    var cost = plan.cost();
    return cost == null
        ? OptionalLong.empty()
        : OptionalLong.of(cost.value(setup.settings(plan.axes())));
  }

  /**
   * The combinations for which no other one costs no more and is faster, or costs less and is no
   * slower: cheapest first. Empty if the plan has no cost.
   */
  public List<Setup> front() {
    if (plan.cost() == null) {
      return List.of();
    }
    List<Setup> sorted =
        setups.stream()
            .filter(s -> meanCpi(s).isPresent())
            .sorted(
                Comparator.<Setup>comparingLong(s -> cost(s).orElseThrow())
                    .thenComparingDouble(s -> meanCpi(s).orElseThrow()))
            .toList();
    List<Setup> front = new ArrayList<>();
    double fastest = Double.POSITIVE_INFINITY;
    for (Setup s : sorted) {
      double cpi = meanCpi(s).orElseThrow();
      if (cpi < fastest) {
        front.add(s);
        fastest = cpi;
      }
    }
    return front;
  }
}
