package dev.orrery.reports.diff;

import dev.orrery.profiler.recording.CycleProfile;
import dev.orrery.profiler.recording.CycleProfile.CauseCycles;
import dev.orrery.profiler.recording.Profile;
import dev.orrery.reports.svg.CpiStacks;
import dev.orrery.reports.svg.CpiStacks.Stack;
import dev.orrery.reports.text.Cycles;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The cycles of both recordings by cause, with the estimate of the first one between them. */
final class DiffStacks {
  private DiffStacks() {}

  /** The drawing for a page; both recordings have cycles. */
  static String of(Comparison c) {
    return CpiStacks.of(stacks(c), causes(c));
  }

  /**
   * The drawing as a file of its own.
   *
   * @throws OrreryException if not both have cycles
   */
  static String file(Comparison c) {
    if (c.counted() != Comparison.Counted.CYCLES) {
      throw new OrreryException(
          ExitCode.BAD_INPUT,
          "svg: not both recordings count cycles. Profile both programs with --core CORE.");
    }
    return CpiStacks.file(stacks(c), causes(c));
  }

  private static List<Stack> stacks(Comparison c) {
    List<Stack> stacks = new ArrayList<>();
    stacks.add(stack("A: ", c.a().profile(), causes(c)));
    Estimate e = c.estimate();
    if (e != null) {
      stacks.add(new Stack("A with " + e.meaning(), e.cycles(), List.of()));
    }
    stacks.add(stack("B: ", c.b().profile(), causes(c)));
    return stacks;
  }

  private static Stack stack(String label, Profile p, List<CauseCycles> order) {
    CycleProfile cycles = p.cycles().getFirst();
    List<CauseCycles> causes =
        order.stream()
            .flatMap(o -> cycles.causes().stream().filter(x -> x.name().equals(o.name())))
            .toList();
    return new Stack(label + p.run().program(), cycles.cycles(), causes);
  }

  /** The causes of both, each with the cycles of both: the work itself, then most cycles first. */
  private static List<CauseCycles> causes(Comparison c) {
    Map<String, CauseCycles> all = new LinkedHashMap<>();
    for (Profile p : List.of(c.a().profile(), c.b().profile())) {
      for (CauseCycles x : p.cycles().getFirst().causes()) {
        all.merge(x.name(), x, DiffStacks::sum);
      }
    }
    return all.values().stream()
        .filter(x -> x.cycles() > 0)
        .sorted(
            Comparator.comparing((CauseCycles x) -> !Cycles.isWork(x))
                .thenComparingLong(x -> -x.cycles()))
        .toList();
  }

  private static CauseCycles sum(CauseCycles x, CauseCycles y) {
    return new CauseCycles(x.name(), x.meaning(), x.category(), x.moves(), x.cycles() + y.cycles());
  }
}
