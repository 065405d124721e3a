package dev.orrery.reports.svg;

import dev.orrery.profiler.bench.Estimate;
import dev.orrery.profiler.compare.EngineComparison;
import dev.orrery.reports.text.Numbers;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Engines side by side, as dots: their whole times, their times of each phase, their latencies. */
public final class CompareChart {
  private static final int WIDTH = 760;
  private static final int STEP = 10;
  private static final List<String> PERCENTILES = List.of("50 %", "90 %", "99 %", "99.9 %");

  private CompareChart() {}

  /** Medians of whole processes, with intervals, and how long it took until the first output. */
  public static String times(EngineComparison c) {
    List<String> series = List.of("whole process", "to the first output");
    IntervalDots dots = new IntervalDots(series, STEP, CompareChart::seconds);
    for (String engine : c.engines()) {
      dots.row(
          engine, s -> s.equals(series.getFirst()) ? c.seconds(engine) : c.firstOutput(engine));
    }
    return ChartSvg.svg(
        dots.chart("Time", 0), "times", WIDTH, dots.height(), "Times of engines", described(c));
  }

  /** Medians of each phase, a series for each engine. */
  public static String phases(EngineComparison c) {
    IntervalDots dots = new IntervalDots(c.engines(), STEP, CompareChart::seconds);
    for (String phase : c.phases()) {
      dots.row(phase, engine -> c.phase(engine, phase));
    }
    return ChartSvg.svg(
        dots.chart("Time", 0),
        "phases",
        WIDTH,
        dots.height(),
        "Times of phases",
        Numbers.plural(c.phases().size(), "phase", "phases"));
  }

  /** Percentiles of how long events of a kind took. */
  public static String latencies(EngineComparison c, String kind, int number) {
    IntervalDots dots = new IntervalDots(PERCENTILES, STEP, CompareChart::seconds);
    for (String engine : c.engines()) {
      Histogram h = c.latencies(engine, kind);
      if (h.getTotalCount() > 0) {
        dots.row(engine, p -> exactly(h.getValueAtPercentile(percent(p)) / 1e9));
      }
    }
    return ChartSvg.svg(
        dots.chart("Time of one event", 0),
        "latency" + number,
        WIDTH,
        dots.height(),
        "Latencies of " + kind,
        "percentiles by engine");
  }

  private static double percent(String name) {
    return Double.parseDouble(name.substring(0, name.length() - 2));
  }

  /** A time that is counted and not estimated; none is shorter than a nanosecond. */
  private static Estimate exactly(double seconds) {
    return new Estimate(Math.max(1e-9, seconds), 0, Double.POSITIVE_INFINITY);
  }

  private static String described(EngineComparison c) {
    StringBuilder text = new StringBuilder();
    for (String engine : c.engines()) {
      text.append(engine)
          .append(' ')
          .append(Numbers.seconds(c.seconds(engine).value()))
          .append("; ");
    }
    return text.toString().stripTrailing();
  }

  /** The value of a line: a power of ten. */
  private static String seconds(double value) {
    if (value < 0.9e-6) {
      return Math.round(value * 1e9) + " ns";
    }
    if (value < 0.9e-3) {
      return Math.round(value * 1e6) + " µs";
    }
    return value < 0.9 ? Math.round(value * 1e3) + " ms" : Math.round(value) + " s";
  }
}
