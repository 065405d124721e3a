package dev.orrery.reports.terminal;

import dev.orrery.profiler.sweep.Axis;
import dev.orrery.profiler.sweep.Point;
import dev.orrery.profiler.sweep.Setup;
import dev.orrery.profiler.sweep.Sweep;
import dev.orrery.profiler.sweep.SweepPlan;
import dev.orrery.profiler.sweep.SweepProgram;
import dev.orrery.reports.text.Numbers;
import dev.orrery.reports.text.SetupText;
import dev.orrery.spec.diag.SafeText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** A sweep for people at a terminal: combinations and their CPI, what is best, what went wrong. */
public final class SweepSummary {
  private static final String INDENT = "  ";
  private static final String GAP = "  ";
  private static final int NARROWEST = 60;

  /** More combinations than this are shown by their best. */
  private static final int MOST_ROWS = 40;

  /** So many failures of a program are shown. */
  private static final int MOST_FAILURES = 3;

  private static final int LONGEST_NAME = 18;
  private static final String NONE = "–";

  private final Sweep sweep;
  private final SweepPlan plan;
  private final int width;
  private final boolean colour;
  private final StringBuilder out = new StringBuilder();

  private SweepSummary(Sweep sweep, int width, boolean colour) {
    this.sweep = sweep;
    this.plan = sweep.plan();
    this.width = Math.max(NARROWEST, width);
    this.colour = colour;
  }

  /**
   * The summary; every line ends with a line break.
   *
   * @param width columns of the terminal
   * @param colour whether to use ANSI colours
   */
  public static String of(Sweep sweep, int width, boolean colour) {
    SweepSummary s = new SweepSummary(sweep, width, colour);
    s.headline();
    s.table();
    s.effects();
    s.best();
    s.front();
    s.failures();
    s.method();
    return s.out.toString();
  }

  private Line line() {
    return new Line(colour).add(INDENT);
  }

  private void add(Line line) {
    out.append(line).append('\n');
  }

  private void headline() {
    add(
        line()
            .add(Ink.STRONG, SafeText.shortened(plan.title(), width / 2))
            .add(" · " + Numbers.plural(plan.programs().size(), "program", "programs"))
            .add(" · " + Numbers.plural(sweep.setups().size(), "combination", "combinations"))
            .add(" · cycles per instruction"));
    for (String core : plan.cores()) {
      Line line = line().add(Ink.LABEL, core);
      plan.axes().stream()
          .filter(a -> !a.varies())
          .forEach(a -> line.add(Ink.FAINT, " " + a.parameter() + "=" + a.values().getFirst()));
      add(line);
    }
    out.append('\n');
  }

  // ---- the table ----

  /** A column: its head, and what stands in it for a combination. */
  private record Column(String head, Map<Setup, String> cells, boolean isResult) {
    int width() {
      int widest = head.codePointCount(0, head.length());
      for (String cell : cells.values()) {
        widest = Math.max(widest, cell.codePointCount(0, cell.length()));
      }
      return widest;
    }
  }

  private void table() {
    List<Setup> rows = rows();
    List<Column> columns = columns(rows);
    Line head = line();
    int at = INDENT.length();
    for (Column c : columns) {
      at += c.width();
      head.right(Ink.FAINT, at, c.head());
      at += GAP.length();
    }
    add(head);
    Setup best = sweep.best().orElse(null);
    for (Setup row : rows) {
      Line line = line();
      at = INDENT.length();
      for (Column c : columns) {
        at += c.width();
        Ink ink = !c.isResult() ? Ink.LABEL : row.equals(best) ? Ink.GOOD : Ink.PLAIN;
        line.right(ink, at, c.cells().getOrDefault(row, ""));
        at += GAP.length();
      }
      add(line);
    }
    if (rows.size() < sweep.setups().size()) {
      add(
          line()
              .add(
                  Ink.FAINT,
                  "the best %d of %s"
                      .formatted(rows.size(), Numbers.exact(sweep.setups().size()))));
    }
    out.append('\n');
  }

  private List<Setup> rows() {
    if (sweep.setups().size() <= MOST_ROWS) {
      return sweep.setups();
    }
    return sweep.setups().stream()
        .sorted(Comparator.comparingDouble(s -> sweep.meanCpi(s).orElse(Double.MAX_VALUE)))
        .limit(MOST_ROWS / 2)
        .toList();
  }

  /** As many programs as there is room for, and always the mean. */
  private List<Column> columns(List<Setup> rows) {
    List<Column> columns = new ArrayList<>();
    if (plan.cores().size() > 1) {
      columns.add(column("core", rows, Setup::core, false));
    }
    for (int a = 0; a < plan.axes().size(); a++) {
      Axis axis = plan.axes().get(a);
      int number = a;
      if (axis.varies()) {
        columns.add(column(axis.parameter(), rows, s -> s.values().get(number).toString(), false));
      }
    }
    List<Column> last = new ArrayList<>();
    if (plan.cost() != null) {
      last.add(column("cost", rows, s -> Numbers.rounded(sweep.cost(s).orElseThrow()), false));
    }
    List<SweepProgram> programs = plan.programs();
    if (programs.size() > 1) {
      last.add(column("mean", rows, s -> cpi(sweep.meanCpi(s)), true));
    }
    int room = width - width(columns) - width(last);
    int shown = 0;
    for (SweepProgram p : programs) {
      Map<Setup, String> cpis = new LinkedHashMap<>();
      for (Setup s : rows) {
        cpis.put(s, cpi(sweep.meanCpi(x -> x.program().equals(p) && x.setup().equals(s))));
      }
      Column column = new Column(SafeText.shortened(p.name(), LONGEST_NAME), cpis, true);
      room -= column.width() + GAP.length();
      if (room < 0 && shown > 0) {
        break;
      }
      columns.add(column);
      shown++;
    }
    columns.addAll(last);
    return columns;
  }

  private static Column column(
      String head,
      List<Setup> rows,
      java.util.function.Function<Setup, String> cell,
      boolean isResult) {
    Map<Setup, String> cells = new LinkedHashMap<>();
    rows.forEach(r -> cells.put(r, cell.apply(r)));
    return new Column(head, cells, isResult);
  }

  private static int width(List<Column> columns) {
    return columns.stream().mapToInt(c -> c.width() + GAP.length()).sum();
  }

  private static String cpi(OptionalDouble cpi) {
    return cpi.isPresent() ? SetupText.cpi(cpi.getAsDouble()) : NONE;
  }

  // ---- what it says ----

  private void effects() {
    boolean any = false;
    for (int a = 0; a < plan.axes().size(); a++) {
      Axis axis = plan.axes().get(a);
      if (axis.varies()) {
        for (String core : plan.cores()) {
          any |= effect(axis, a, core);
        }
      }
    }
    if (any) {
      out.append('\n');
    }
  }

  /** What a parameter does, over the whole of its range. */
  private boolean effect(Axis axis, int number, String core) {
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    long leastAt = 0;
    long mostAt = 0;
    int programs = 0;
    Map<Long, Double> logarithms = new LinkedHashMap<>();
    for (SweepProgram p : plan.programs()) {
      Map<Long, Double> effect = sweep.effect(p, core, number);
      programs += effect.isEmpty() ? 0 : 1;
      effect.forEach((value, cpi) -> logarithms.merge(value, Math.log(cpi), Double::sum));
    }
    for (Map.Entry<Long, Double> e : logarithms.entrySet()) {
      double cpi = Math.exp(e.getValue() / programs);
      if (cpi < least) {
        least = cpi;
        leastAt = e.getKey();
      }
      if (cpi > most) {
        most = cpi;
        mostAt = e.getKey();
      }
    }
    if (programs == 0) {
      return false;
    }
    Line line = line().add(Ink.NAME, axis.parameter());
    if (plan.cores().size() > 1) {
      line.add(" of " + core);
    }
    if (least == most) {
      line.add(" changes nothing");
    } else {
      line.add(" changes the mean CPI by " + Numbers.percent(most - least, least))
          .add(
              ": %s at %d, %s at %d"
                  .formatted(SetupText.cpi(least), leastAt, SetupText.cpi(most), mostAt));
    }
    add(line);
    return true;
  }

  private void best() {
    sweep
        .best()
        .ifPresent(
            best -> {
              add(
                  line()
                      .add(Ink.GOOD, "best")
                      .add("  " + SetupText.of(plan, best))
                      .add(": " + cpi(sweep.meanCpi(best)))
                      .add(plan.programs().size() > 1 ? " in the mean" : ""));
              for (SweepProgram p : plan.programs()) {
                sweep
                    .best(p)
                    .map(Point::setup)
                    .filter(s -> !isAsGood(p, s, best))
                    .ifPresent(
                        s ->
                            add(
                                line()
                                    .add(GAP + "    for ")
                                    .add(Ink.NAME, p.name())
                                    .add(" " + SetupText.of(plan, s))));
              }
              out.append('\n');
            });
  }

  private boolean isAsGood(SweepProgram p, Setup a, Setup b) {
    Set<Object> outcomes = new HashSet<>();
    for (Point x : sweep.points(a)) {
      if (x.program().equals(p)) {
        outcomes.add(x.outcome());
      }
    }
    return sweep.points(b).stream()
        .anyMatch(x -> x.program().equals(p) && outcomes.contains(x.outcome()));
  }

  private void front() {
    List<Setup> front = sweep.front();
    if (!front.isEmpty()) {
      add(line().add(Ink.STRONG, "no other combination costs less and is as fast"));
      for (Setup s : front) {
        add(
            line()
                .add(GAP + "cost ")
                .add(Ink.STRONG, Numbers.exact(sweep.cost(s).orElseThrow()))
                .add(", CPI ")
                .add(Ink.STRONG, cpi(sweep.meanCpi(s)))
                .add("  " + SetupText.of(plan, s)));
      }
      out.append('\n');
    }
  }

  private void failures() {
    List<Point> failures = sweep.failures();
    for (SweepProgram program : plan.programs()) {
      List<Point> own = failures.stream().filter(p -> p.program().equals(program)).toList();
      for (Point p : own.subList(0, Math.min(MOST_FAILURES, own.size()))) {
        if (p.outcome() instanceof Point.Failed f) {
          add(
              line()
                  .add(Ink.BAD, program.name())
                  .add(" with " + SetupText.of(plan, p.setup()) + ": " + f.why()));
        }
      }
      if (own.size() > MOST_FAILURES) {
        int more = own.size() - MOST_FAILURES;
        add(line().add(Ink.BAD, program.name()).add(Ink.FAINT, " and %d more".formatted(more)));
      }
    }
    if (!failures.isEmpty()) {
      out.append('\n');
    }
  }

  private void method() {
    add(
        line()
            .add(
                Ink.FAINT,
                "Cycles are counted and not timed: the same on every run, so there are no"
                    + " intervals."));
    if (plan.programs().size() > 1) {
      add(line().add(Ink.FAINT, "Means over programs are geometric means."));
    }
  }
}
