package dev.orrery.reports.sweep;

import dev.orrery.profiler.sweep.Axis;
import dev.orrery.profiler.sweep.Point;
import dev.orrery.profiler.sweep.Setup;
import dev.orrery.profiler.sweep.Sweep;
import dev.orrery.profiler.sweep.SweepPlan;
import dev.orrery.profiler.sweep.SweepProgram;
import dev.orrery.reports.html.Templates;
import dev.orrery.reports.svg.SweepChart;
import dev.orrery.reports.text.Numbers;
import dev.orrery.reports.text.SetupText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** A sweep as a page: what is best, charts, a map for each pair of parameters, all points. */
public final class SweepPage {
  /** More pairs of parameters are too many to look at. */
  private static final int MOST_MAPS = 6;

  /** More values than this are no map that can be read. */
  private static final int LARGEST_MAP = 24;

  /** More rows make a page slow; all are in the table for spreadsheets. */
  private static final int MOST_ROWS = 500;

  private static final int MOST_FAILURES = 50;

  private final Sweep sweep;
  private final SweepPlan plan;

  private SweepPage(Sweep sweep) {
    this.sweep = sweep;
    this.plan = sweep.plan();
  }

  /** What the page's template shows. */
  public record Model(
      String style,
      String title,
      String facts,
      List<String> findings,
      List<Chart> charts,
      List<HeatMap> maps,
      Table table,
      List<Failure> failures,
      String left) {}

  /** A drawing with its heading. */
  public record Chart(String title, String about, String svg) {}

  /** The mean CPI for each pair of two parameters' values. */
  public record HeatMap(String title, String across, List<String> heads, List<MapRow> rows) {}

  /** A row of a map. */
  public record MapRow(String head, List<MapCell> cells) {}

  /**
   * A cell of a map.
   *
   * @param text its CPI
   * @param style its colour, which is the stronger the slower
   */
  public record MapCell(String text, String style) {}

  /** Combinations and their CPI; {@code left} says how many are not shown. */
  public record Table(List<String> heads, List<Row> rows, String left) {}

  /** A row of the table. */
  public record Row(List<String> cells, boolean isBest) {}

  /** A point that failed. */
  public record Failure(String program, String setup, String why) {}

  /** The page, one file without scripts. */
  public static String of(Sweep sweep) {
    return Templates.render("sweep.jte", new SweepPage(sweep).model());
  }

  private Model model() {
    List<Point> failures = sweep.failures();
    int more = failures.size() - MOST_FAILURES;
    return new Model(
        Templates.style("report.css"),
        plan.title(),
        String.join(" · ", plan.cores())
            + " · "
            + Numbers.plural(plan.programs().size(), "program", "programs")
            + " · "
            + Numbers.plural(sweep.setups().size(), "combination", "combinations"),
        findings(),
        charts(),
        maps(),
        table(),
        failures.stream().limit(MOST_FAILURES).map(this::failure).toList(),
        more > 0 ? "and " + Numbers.exact(more) + " more" : "");
  }

  private List<String> findings() {
    List<String> findings = new ArrayList<>();
    sweep
        .best()
        .ifPresent(
            best ->
                findings.add(
                    "%s takes the fewest cycles per instruction: %s%s."
                        .formatted(
                            SetupText.of(plan, best),
                            cpi(sweep.meanCpi(best)),
                            plan.programs().size() > 1 ? " in the mean over all programs" : "")));
    List<Setup> front = sweep.front();
    if (!front.isEmpty()) {
      findings.add(
          "%s of %s combinations are worth their cost: no other one costs less and is as fast."
              .formatted(Numbers.exact(front.size()), Numbers.exact(sweep.setups().size())));
    }
    if (!sweep.failures().isEmpty()) {
      findings.add(
          "%s of %s points failed; what is said here leaves them out."
              .formatted(
                  Numbers.exact(sweep.failures().size()), Numbers.exact(sweep.points().size())));
    }
    return findings;
  }

  private List<Chart> charts() {
    List<Chart> charts = new ArrayList<>();
    for (int a = 0; a < plan.axes().size(); a++) {
      Axis axis = plan.axes().get(a);
      if (axis.varies()) {
        boolean others = plan.axes().stream().anyMatch(x -> x.varies() && !x.equals(axis));
        charts.add(
            new Chart(
                axis.parameter(),
                others ? "The geometric mean over the values of all other parameters." : "",
                SweepChart.effect(sweep, a)));
      }
    }
    if (!sweep.front().isEmpty()) {
      charts.add(
          new Chart("Cost", "The geometric mean over all programs.", SweepChart.costs(sweep)));
    }
    return charts;
  }

  // ---- maps ----

  private List<HeatMap> maps() {
    List<HeatMap> maps = new ArrayList<>();
    for (int a = 0; a < plan.axes().size(); a++) {
      for (int b = a + 1; b < plan.axes().size(); b++) {
        if (isShown(a) && isShown(b) && maps.size() < MOST_MAPS) {
          maps.add(map(a, b));
        }
      }
    }
    return maps;
  }

  private boolean isShown(int axis) {
    Axis a = plan.axes().get(axis);
    return a.varies() && a.values().size() <= LARGEST_MAP;
  }

  private HeatMap map(int down, int across) {
    Axis rows = plan.axes().get(down);
    Axis columns = plan.axes().get(across);
    double[][] cpi = new double[rows.values().size()][columns.values().size()];
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (int r = 0; r < cpi.length; r++) {
      for (int c = 0; c < cpi[r].length; c++) {
        Long row = rows.values().get(r);
        Long column = columns.values().get(c);
        cpi[r][c] =
            sweep
                .meanCpi(
                    p ->
                        p.setup().values().get(down).equals(row)
                            && p.setup().values().get(across).equals(column))
                .orElse(0);
        if (cpi[r][c] > 0) {
          least = Math.min(least, cpi[r][c]);
          most = Math.max(most, cpi[r][c]);
        }
      }
    }
    List<MapRow> out = new ArrayList<>();
    for (int r = 0; r < cpi.length; r++) {
      List<MapCell> cells = new ArrayList<>();
      for (double value : cpi[r]) {
        cells.add(cell(value, least, most));
      }
      out.add(new MapRow(rows.values().get(r).toString(), cells));
    }
    return new HeatMap(
        rows.parameter() + " and " + columns.parameter(),
        columns.parameter(),
        columns.values().stream().map(String::valueOf).toList(),
        out);
  }

  private static MapCell cell(double cpi, double least, double most) {
    if (cpi == 0) {
      return new MapCell("", "");
    }
    double share = most > least ? (cpi - least) / (most - least) : 0;
    return new MapCell(
        SetupText.cpi(cpi),
        String.format(
            Locale.ROOT,
            "background:color-mix(in srgb,var(--heat) %.0f%%,transparent)",
            100 * share));
  }

  // ---- tables ----

  private Table table() {
    List<String> heads = new ArrayList<>();
    if (plan.cores().size() > 1) {
      heads.add("core");
    }
    plan.axes().stream().filter(Axis::varies).map(Axis::parameter).forEach(heads::add);
    plan.programs().stream().map(SweepProgram::name).forEach(heads::add);
    if (plan.programs().size() > 1) {
      heads.add("mean");
    }
    if (plan.cost() != null) {
      heads.add("cost");
    }
    Setup best = sweep.best().orElse(null);
    List<Row> rows = shown().map(s -> new Row(cells(s), s.equals(best))).toList();
    int left = sweep.setups().size() - rows.size();
    return new Table(
        heads, rows, left > 0 ? "and " + Numbers.exact(left) + " more in sweep.csv" : "");
  }

  private Stream<Setup> shown() {
    Stream<Setup> all = sweep.setups().stream();
    return sweep.setups().size() <= MOST_ROWS
        ? all
        : all.sorted(Comparator.comparingDouble(s -> sweep.meanCpi(s).orElse(Double.MAX_VALUE)))
            .limit(MOST_ROWS);
  }

  private List<String> cells(Setup setup) {
    List<String> cells = new ArrayList<>();
    if (plan.cores().size() > 1) {
      cells.add(setup.core());
    }
    for (int a = 0; a < plan.axes().size(); a++) {
      if (plan.axes().get(a).varies()) {
        cells.add(setup.values().get(a).toString());
      }
    }
    Map<SweepProgram, String> cpis = new HashMap<>();
    for (Point p : sweep.points(setup)) {
      cpis.put(
          p.program(), p.outcome() instanceof Point.Measured m ? SetupText.cpi(m.cpi()) : "failed");
    }
    plan.programs().forEach(p -> cells.add(cpis.getOrDefault(p, "")));
    if (plan.programs().size() > 1) {
      cells.add(cpi(sweep.meanCpi(setup)));
    }
    sweep.cost(setup).ifPresent(c -> cells.add(Numbers.exact(c)));
    return cells;
  }

  private static String cpi(OptionalDouble cpi) {
    return cpi.isPresent() ? SetupText.cpi(cpi.getAsDouble()) : "–";
  }

  private Failure failure(Point p) {
    String why = p.outcome() instanceof Point.Failed f ? f.why() : "";
    return new Failure(p.program().name(), SetupText.of(plan, p.setup()), why);
  }
}
