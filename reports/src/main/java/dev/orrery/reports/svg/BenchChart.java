package dev.orrery.reports.svg;

import dev.orrery.profiler.bench.Benchmark.Program;
import dev.orrery.profiler.bench.Clock;
import dev.orrery.profiler.bench.Estimate;
import dev.orrery.profiler.bench.Summary;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A benchmark as dots with their intervals: how many times as fast as the reference, or seconds
 * where there is nothing to compare with. A row is a program; below are the geometric means.
 */
public final class BenchChart {
  private static final int WIDTH = 760;

  private final Summary summary;

  private BenchChart(Summary summary) {
    this.summary = summary;
  }

  /** The drawing, a file of its own. */
  public static String of(Summary summary) {
    return new BenchChart(summary).draw();
  }

  private String draw() {
    String reference = summary.reference();
    List<String> engines = reference == null ? summary.engines() : summary.compared();
    IntervalDots dots = new IntervalDots(engines, 2, BenchChart::label);
    for (Program p : summary.programs()) {
      dots.row(
          p.name(),
          e ->
              reference == null
                  ? summary.seconds(p, e, Clock.WALL)
                  : summary.speed(p, e, Clock.WALL));
    }
    if (reference != null && summary.programs().size() > 1) {
      dots.row("", e -> null);
      summary
          .groups()
          .forEach(
              (kind, among) ->
                  dots.row("mean, " + kind, e -> summary.meanSpeed(among, e, Clock.WALL)));
    }
    String title =
        reference == null
            ? "Seconds of whole processes"
            : "Speed of whole processes, " + reference + " = 1";
    return ChartSvg.file(
        dots.chart(title, 1),
        "bench",
        WIDTH,
        dots.height(),
        title,
        description(reference, engines));
  }

  private static String label(double value) {
    return value >= 1
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.3g", value).replaceAll("0+$", "");
  }

  private String description(@Nullable String reference, List<String> engines) {
    if (reference == null) {
      return summary.programs().size() + " programs";
    }
    StringBuilder text = new StringBuilder("Geometric means: ");
    for (String engine : engines) {
      Estimate mean = summary.meanSpeed(summary.programs(), engine, Clock.WALL);
      if (mean != null) {
        text.append(String.format(Locale.ROOT, "%s %.2f; ", engine, mean.value()));
      }
    }
    return text.toString().stripTrailing();
  }
}
