package dev.orrery.reports.csv;

import dev.orrery.profiler.sweep.Axis;
import dev.orrery.profiler.sweep.Point;
import dev.orrery.profiler.sweep.Sweep;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A sweep for spreadsheets: every point in one line, its cycles by cause. */
public final class SweepTable {
  private SweepTable() {}

  /** The table. */
  public static String of(Sweep sweep) {
    Set<String> causes = new LinkedHashSet<>();
    for (Point p : sweep.points()) {
      if (p.outcome() instanceof Point.Measured m) {
        causes.addAll(m.causes().keySet());
      }
    }
    List<String> heads = new ArrayList<>(List.of("program", "core"));
    sweep.plan().axes().stream().map(Axis::parameter).forEach(heads::add);
    heads.addAll(List.of("cost", "instructions", "cycles", "cpi"));
    causes.forEach(c -> heads.add("cycles_" + c));
    heads.add("error");
    CsvTable table = new CsvTable(heads.toArray(String[]::new));
    for (Point p : sweep.points()) {
      table.row(cells(sweep, p, causes).toArray());
    }
    return table.toString();
  }

  private static List<Object> cells(Sweep sweep, Point p, Set<String> causes) {
    List<Object> cells = new ArrayList<>(List.of(p.program().name(), p.setup().core()));
    cells.addAll(p.setup().values());
    var cost = sweep.cost(p.setup());
    cells.add(cost.isPresent() ? (Object) cost.getAsLong() : "");
    String error = "";
    if (p.outcome() instanceof Point.Measured m) {
      cells.addAll(
          List.of(m.instructions(), m.cycles(), String.format(Locale.ROOT, "%.6f", m.cpi())));
      causes.forEach(c -> cells.add(m.causes().containsKey(c) ? (Object) m.causes().get(c) : ""));
    } else {
      for (int i = 0; i < 3 + causes.size(); i++) {
        cells.add("");
      }
      error = p.outcome() instanceof Point.Failed f ? f.why() : "not run";
    }
    cells.add(error);
    return cells;
  }
}
