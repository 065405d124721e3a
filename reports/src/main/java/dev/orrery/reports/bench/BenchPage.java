package dev.orrery.reports.bench;

import dev.orrery.profiler.bench.BenchHost;
import dev.orrery.profiler.bench.Benchmark;
import dev.orrery.profiler.bench.Benchmark.Engine;
import dev.orrery.profiler.bench.Benchmark.Problem;
import dev.orrery.profiler.bench.Benchmark.Program;
import dev.orrery.profiler.bench.Clock;
import dev.orrery.profiler.bench.Estimate;
import dev.orrery.profiler.bench.Summary;
import dev.orrery.reports.text.CommandLine;
import dev.orrery.spec.diag.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** A benchmark as a page of Markdown: what it was taken on, and its tables. */
final class BenchPage {
  private final Summary summary;
  private final Benchmark benchmark;
  private final StringBuilder page = new StringBuilder();

  private BenchPage(Summary summary) {
    this.summary = summary;
    this.benchmark = summary.benchmark();
  }

  static String of(Summary summary) {
    BenchPage page = new BenchPage(summary);
    page.facts();
    if (!summary.programs().isEmpty()) {
      page.times();
      page.speeds();
      page.means();
    }
    return page.page.toString();
  }

  private void facts() {
    BenchHost host = benchmark.host();
    line("# Whole processes: " + cell(benchmark.subject()));
    line("");
    line("- date: " + host.started().substring(0, 10));
    line("- command: `" + SafeText.clean(CommandLine.of(benchmark.command())) + "`");
    line(format("- processor: %s, %d cores", host.processor(), host.processors()));
    line(format("- memory: %.0f GiB", host.memoryBytes() / (double) (1 << 30)));
    line("- system: " + host.system());
    line("- JVM: " + host.jvm());
    for (Engine e : benchmark.engines()) {
      String skipped = e.skipped();
      String said = skipped != null ? "skipped: " + skipped : e.version();
      line("- " + e.name() + ": " + cell(e.note().isEmpty() ? said : said + "; " + e.note()));
    }
    if (host.loadBefore() >= 0) {
      line(
          format("- load average before: %.1f, after: %.1f", host.loadBefore(), host.loadAfter())
              + (host.busy()
                  ? ": **other work ran beside it; read CPU times and ratios, not wall times**"
                  : ""));
    }
    line(
        format("- method: %d rounds, engines in turns; ", benchmark.rounds())
            + "every run's output and exit status checked; times are medians, speeds geometric"
            + " means; intervals are 95 %, Student's t over the logarithms of the rounds");
    if (benchmark.interrupted()) {
      line("- **interrupted**: figures are of what was finished");
    }
    for (Problem p : benchmark.problems()) {
      line("- **" + cell(p.program()) + " on " + p.engine() + "**: " + cell(p.message()));
    }
  }

  private void times() {
    line("");
    line("## Times");
    line("");
    line(
        "Seconds, millions of guest instructions in a second of wall time, and the most memory that"
            + " was resident.");
    line("");
    List<String> head = new ArrayList<>(List.of("program", "kind", "M insns"));
    for (String e : summary.engines()) {
      head.addAll(List.of(e + " wall s", "CPU s", "M/s", "MiB"));
    }
    head(head, 2);
    for (Program p : summary.programs()) {
      double millions = p.instructions() / 1e6;
      List<String> cells = new ArrayList<>(List.of(cell(p.name()), p.kind()));
      cells.add(millions == 0 ? "" : format(number(millions), millions));
      for (String e : summary.engines()) {
        Estimate wall = summary.seconds(p, e, Clock.WALL);
        cells.add(estimate(wall));
        cells.add(estimate(summary.seconds(p, e, Clock.CPU)));
        double rate = wall == null ? 0 : millions / wall.value();
        cells.add(rate == 0 ? "" : format(number(rate), rate));
        long peak = summary.peakBytes(p, e);
        cells.add(peak == 0 ? "" : format("%d", peak >> 20));
      }
      row(cells);
    }
  }

  private void speeds() {
    String reference = summary.reference();
    if (reference == null) {
      return;
    }
    line("");
    line("## Speed, " + reference + " = 1");
    line("");
    List<String> head = new ArrayList<>(List.of("program"));
    summary.compared().forEach(e -> head.addAll(List.of(e + ", wall", "CPU")));
    head(head, 1);
    for (Program p : summary.programs()) {
      List<String> cells = new ArrayList<>(List.of(cell(p.name())));
      for (String e : summary.compared()) {
        for (Clock clock : Clock.values()) {
          cells.add(estimate(summary.speed(p, e, clock)));
        }
      }
      row(cells);
    }
  }

  private void means() {
    String reference = summary.reference();
    line("");
    line("## Geometric means over programs");
    line("");
    List<String> head =
        new ArrayList<>(List.of("mean over", "engine", "programs", "M insn/s, wall", "CPU"));
    if (reference != null) {
      head.addAll(List.of("speed, " + reference + " = 1, wall", "CPU"));
    }
    head(head, 2);
    summary
        .groups()
        .forEach(
            (kind, programs) -> {
              for (String e : summary.engines()) {
                List<String> cells = new ArrayList<>(List.of(kind, e));
                cells.add("" + summary.ranByBoth(programs, e).size());
                for (Clock clock : Clock.values()) {
                  cells.add(millions(summary.meanRate(programs, e, clock)));
                }
                if (reference != null) {
                  for (Clock clock : Clock.values()) {
                    boolean itself = e.equals(reference);
                    cells.add(itself ? "1" : estimate(summary.meanSpeed(programs, e, clock)));
                  }
                }
                row(cells);
              }
            });
  }

  // ---- text ----

  private static String estimate(@Nullable Estimate e) {
    if (e == null) {
      return "";
    }
    String number = number(e.value());
    return e.hasInterval()
        ? format(number + " (" + number + "–" + number + ")", e.value(), e.low(), e.high())
        : format(number, e.value());
  }

  private static String millions(@Nullable Estimate rate) {
    return rate == null
        ? ""
        : estimate(new Estimate(rate.value() / 1e6, rate.low() / 1e6, rate.high() / 1e6));
  }

  /** The pattern for a number of that size: three digits that say something, or more. */
  private static String number(double size) {
    return size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : size >= 0.1 ? "%.2f" : "%.4f";
  }

  private void head(List<String> heads, int texts) {
    row(heads);
    List<String> rule = new ArrayList<>();
    for (int i = 0; i < heads.size(); i++) {
      rule.add(i < texts ? "---" : "--:");
    }
    row(rule);
  }

  private void row(List<String> cells) {
    StringJoiner joiner = new StringJoiner(" | ", "| ", " |");
    cells.forEach(joiner::add);
    line(joiner.toString());
  }

  private void line(String line) {
    page.append(line).append('\n');
  }

  /** Text that means nothing to Markdown's tables. */
  private static String cell(String text) {
    return SafeText.clean(text).replace("|", "\\|").replace("<", "&lt;");
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
