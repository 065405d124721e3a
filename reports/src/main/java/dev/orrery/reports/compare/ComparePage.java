package dev.orrery.reports.compare;

import dev.orrery.profiler.bench.BenchHost;
import dev.orrery.profiler.bench.Benchmark;
import dev.orrery.profiler.bench.Benchmark.Problem;
import dev.orrery.profiler.bench.Estimate;
import dev.orrery.profiler.compare.Contender;
import dev.orrery.profiler.compare.Contrast;
import dev.orrery.profiler.compare.EngineComparison;
import dev.orrery.reports.html.Templates;
import dev.orrery.reports.svg.CompareChart;
import dev.orrery.reports.text.Absences;
import dev.orrery.reports.text.CommandLine;
import dev.orrery.reports.text.Numbers;
import dev.orrery.reports.text.Verdicts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** A comparison of engines as a page: what is real, charts, tables, and how it was taken. */
public final class ComparePage {
  /** More kinds of events than this are a table only. */
  private static final int MOST_CHARTS = 12;

  /** Columns of the table of engines after the result. */
  private static final int FIGURES = 8;

  private final EngineComparison c;

  private ComparePage(EngineComparison c) {
    this.c = c;
  }

  /** What the page's template shows. */
  public record Model(
      String style,
      String title,
      String facts,
      List<String> verdicts,
      List<String> warnings,
      Table engines,
      List<Chart> charts,
      Table phases,
      Table events,
      List<Absences.Absence> left,
      List<Row> setup,
      List<String> method) {}

  /** A drawing with its heading. */
  public record Chart(String title, String about, String svg) {}

  /** A table: the first column is a name. */
  public record Table(List<String> heads, List<Row> rows) {}

  /** A row: its name and its cells. */
  public record Row(String name, List<String> cells) {}

  static String of(EngineComparison c) {
    return Templates.render("compare.jte", new ComparePage(c).model());
  }

  private Model model() {
    Benchmark b = c.benchmark();
    return new Model(
        Templates.style("report.css"),
        b.subject(),
        Numbers.plural(c.engines().size(), "engine", "engines")
            + " · "
            + Numbers.plural(b.rounds(), "round", "rounds")
            + (c.instructions() == 0 ? "" : " · " + Numbers.count(c.instructions(), "instructions"))
            + " · "
            + b.host().processor(),
        Verdicts.of(c),
        warnings(),
        engines(),
        charts(),
        phases(),
        events(),
        Absences.of(c),
        setup(),
        CompareMethod.of(c));
  }

  private List<String> warnings() {
    List<String> all = new ArrayList<>();
    if (c.benchmark().host().busy()) {
      all.add("Other work ran beside it: read ratios, not times.");
    }
    if (c.benchmark().interrupted()) {
      all.add("It was interrupted: figures are of what was finished.");
    }
    for (Problem p : c.benchmark().problems()) {
      all.add(p.engine() + " " + p.message() + ".");
    }
    return all;
  }

  private Table engines() {
    List<Contrast> contrasts = c.contrasts();
    String reference = c.reference();
    List<Row> rows = new ArrayList<>();
    for (String engine : c.engines()) {
      Contrast x =
          contrasts.stream().filter(k -> k.engine().equals(engine)).findFirst().orElse(null);
      rows.add(
          new Row(
              engine,
              List.of(
                  "same",
                  estimate(c.seconds(engine)),
                  estimate(c.cpuSeconds(engine)),
                  x == null ? (engine.equals(reference) ? "1" : "") : ratio(x.ratio()),
                  x == null ? "" : String.format(Locale.ROOT, "%.2g", x.p()),
                  x == null ? "" : String.format(Locale.ROOT, "%+.2f", x.effect()),
                  estimate(c.firstOutput(engine)),
                  rate(c.rate(engine)),
                  c.peakBytes(engine) == 0 ? "" : Numbers.bytes(c.peakBytes(engine)))));
    }
    for (Problem p : c.benchmark().problems()) {
      List<String> cells = new ArrayList<>(List.of(p.kind().name().toLowerCase(Locale.ROOT)));
      cells.addAll(Collections.nCopies(FIGURES, "–"));
      rows.add(new Row(p.engine(), cells));
    }
    return new Table(
        List.of(
            "engine",
            "result",
            "time",
            "processor time",
            reference == null ? "" : "× " + reference,
            "p",
            "effect",
            "to first output",
            "insn/s",
            "memory"),
        rows);
  }

  private Table phases() {
    List<String> heads = new ArrayList<>(List.of("phase"));
    heads.addAll(c.engines());
    List<Row> rows = new ArrayList<>();
    for (String phase : c.phases()) {
      rows.add(new Row(phase, c.engines().stream().map(e -> estimate(c.phase(e, phase))).toList()));
    }
    return new Table(heads, rows);
  }

  private Table events() {
    List<Row> rows = new ArrayList<>();
    for (String kind : c.eventKinds()) {
      for (String engine : c.engines()) {
        if (c.events(engine, kind) > 0) {
          rows.add(new Row(kind, events(engine, kind)));
        }
      }
    }
    return new Table(
        List.of("events", "engine", "in a run", "50 %", "90 %", "99 %", "99.9 %", "longest"), rows);
  }

  private List<String> events(String engine, String kind) {
    List<String> cells = new ArrayList<>(List.of(engine));
    cells.add(Numbers.exact(c.events(engine, kind)));
    Histogram h = c.latencies(engine, kind);
    for (double percentile : new double[] {50, 90, 99, 99.9, 100}) {
      cells.add(
          h.getTotalCount() == 0 ? "–" : Numbers.seconds(h.getValueAtPercentile(percentile) / 1e9));
    }
    return cells;
  }

  private List<Chart> charts() {
    List<Chart> charts = new ArrayList<>();
    if (c.engines().isEmpty()) {
      return charts;
    }
    charts.add(
        new Chart(
            "Whole processes",
            "From the start of a process to its end, and to the first byte that it printed: medians, with"
                + " 95 % intervals.",
            CompareChart.times(c)));
    if (!c.phases().isEmpty()) {
      charts.add(
          new Chart(
              "Phases",
              "What the program says it does: medians, with 95 % intervals.",
              CompareChart.phases(c)));
    }
    int number = 0;
    for (String kind : c.eventKinds()) {
      boolean known = c.engines().stream().anyMatch(e -> c.latencies(e, kind).getTotalCount() > 0);
      if (known && number < MOST_CHARTS) {
        charts.add(
            new Chart(
                "One event: " + kind,
                "Percentiles of single events, by the clock that the program reads; all rounds together.",
                CompareChart.latencies(c, kind, number++)));
      }
    }
    return charts;
  }

  private List<Row> setup() {
    BenchHost host = c.benchmark().host();
    List<Row> rows = new ArrayList<>();
    rows.add(row("date", host.started()));
    rows.add(row("command", CommandLine.of(c.benchmark().command())));
    rows.add(
        row(
            "processor",
            host.processor()
                + ", "
                + Numbers.plural(host.processors(), "processor", "processors")));
    rows.add(row("memory", Numbers.bytes(host.memoryBytes())));
    rows.add(row("system", host.system()));
    rows.add(row("JVM", host.jvm()));
    if (host.loadBefore() >= 0) {
      rows.add(
          row(
              "load average",
              String.format(
                  Locale.ROOT, "%.1f before, %.1f after", host.loadBefore(), host.loadAfter())));
    }
    c.facts().forEach(f -> rows.add(row("host", f)));
    for (Contender contender : c.contenders()) {
      if (contender.facts().skipped() == null) {
        rows.add(
            row(
                contender.name(),
                contender.facts().version() + ": " + CommandLine.of(contender.command())));
      }
    }
    return rows;
  }

  private static Row row(String name, String text) {
    return new Row(name, List.of(text));
  }

  private static String estimate(@Nullable Estimate e) {
    if (e == null) {
      return "–";
    }
    return e.hasInterval()
        ? "%s (%s–%s)"
            .formatted(
                Numbers.seconds(e.value()), Numbers.seconds(e.low()), Numbers.seconds(e.high()))
        : Numbers.seconds(e.value());
  }

  private static String ratio(Estimate e) {
    return e.hasInterval()
        ? "%s (%s–%s)"
            .formatted(
                Verdicts.factor(e.value()), Verdicts.factor(e.low()), Verdicts.factor(e.high()))
        : Verdicts.factor(e.value());
  }

  private static String rate(@Nullable Estimate e) {
    return e == null ? "–" : Numbers.rounded(e.value());
  }
}
