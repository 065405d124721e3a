package dev.orrery.reports.text;

import dev.orrery.profiler.sweep.Axis;
import dev.orrery.profiler.sweep.Setup;
import dev.orrery.profiler.sweep.SweepPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cores and their parameters in words. */
public final class SetupText {
  private SetupText() {}

  /**
   * A combination as a reader compares it with others of its plan: its core if there are several,
   * and those parameters that vary.
   */
  public static String of(SweepPlan plan, Setup setup) {
    List<String> parts = new ArrayList<>();
    if (plan.cores().size() > 1) {
      parts.add(setup.core());
    }
    for (int a = 0; a < plan.axes().size(); a++) {
      Axis axis = plan.axes().get(a);
      if (axis.varies()) {
        parts.add(axis.parameter() + "=" + setup.values().get(a));
      }
    }
    return parts.isEmpty() ? setup.core() : String.join(", ", parts);
  }

  /** Cycles per instruction, to a thousandth. */
  public static String cpi(double cpi) {
    return String.format(Locale.ROOT, "%.3f", cpi);
  }
}
