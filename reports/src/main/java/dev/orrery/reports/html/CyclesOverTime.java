package dev.orrery.reports.html;

import dev.orrery.profiler.recording.CycleProfile.CauseCycles;
import dev.orrery.profiler.recording.Interval;
import dev.orrery.profiler.recording.Interval.CauseShare;
import dev.orrery.profiler.recording.Profile;
import dev.orrery.reports.svg.CauseColours;
import dev.orrery.reports.svg.ChartSvg;
import dev.orrery.reports.text.Cycles;
import dev.orrery.reports.text.Numbers;
import dev.orrery.spec.diag.SafeText;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.SeriesRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StackedXYAreaRenderer;
import org.jfree.data.xy.DefaultTableXYDataset;
import org.jfree.data.xy.XYSeries;

/**
 * The CPI stack from the beginning of a run to its end: cycles for each instruction by cause in
 * each interval, one cause on the other.
 */
final class CyclesOverTime {
  private static final int WIDTH = 1040;
  private static final int HEIGHT = 300;

  /** Intervals are joined until there are no more than can be told apart. */
  private static final int MOST_PARTS = 260;

  /** Causes with a smaller share of the run are one series. */
  private static final double SMALL = 0.002;

  private static final String OTHERS = "others";
  private static final int NAME = 28;

  /** How steep the step between two intervals is, of the shorter one. */
  private static final double STEP = 1e-3;

  private final List<Part> parts = new ArrayList<>();
  private final Cycles cycles;

  @SuppressWarnings("ArrayRecordComponent")
  private record Part(long from, long instructions, long[] byCause) {}

  private CyclesOverTime(Profile profile, Cycles cycles) {
    this.cycles = cycles;
    List<Interval> intervals = profile.intervals();
    int together = Math.max(1, Math.ceilDiv(intervals.size(), MOST_PARTS));
    long from = 0;
    for (int i = 0; i < intervals.size(); i += together) {
      long instructions = 0;
      long[] byCause = new long[cycles.profile().causes().size()];
      for (Interval x : intervals.subList(i, Math.min(i + together, intervals.size()))) {
        instructions += x.instructions();
        for (CauseShare s : x.cycles()) {
          byCause[s.cause()] += s.cycles();
        }
      }
      if (instructions > 0) {
        parts.add(new Part(from, instructions, byCause));
        from += instructions;
      }
    }
  }

  /** The chart; empty where the run has less than two intervals. */
  static String of(Profile profile, Cycles cycles) {
    CyclesOverTime time = new CyclesOverTime(profile, cycles);
    return time.parts.size() < 2 ? "" : time.draw(new CauseColours(cycles.causes()));
  }

  private String draw(CauseColours colours) {
    DefaultTableXYDataset data = new DefaultTableXYDataset();
    StackedXYAreaRenderer renderer = new StackedXYAreaRenderer(StackedXYAreaRenderer.AREA);
    renderer.setLegendArea(new Rectangle2D.Double(-5, -5, 10, 10));
    List<CauseCycles> all = cycles.profile().causes();
    List<CauseCycles> shown =
        cycles.causes().stream()
            .filter(c -> c.cycles() >= SMALL * cycles.total())
            .sorted(Comparator.comparing(c -> !Cycles.isWork(c)))
            .toList();
    for (CauseCycles c : shown) {
      add(data, c.name(), List.of(all.indexOf(c)), colours.chart(c.name()), renderer);
    }
    List<Integer> others =
        cycles.causes().stream().filter(c -> !shown.contains(c)).map(all::indexOf).toList();
    if (!others.isEmpty()) {
      add(data, OTHERS, others, ChartSvg.MUTED, renderer);
    }
    NumberAxis x = AccessCharts.axis("instructions retired", Numbers::rounded);
    Part last = parts.getLast();
    x.setRange(0, last.from() + last.instructions());
    NumberAxis y = new NumberAxis("cycles per instruction");
    ChartSvg.style(y);
    XYPlot plot = AccessCharts.plot(data, x, y, renderer);
    plot.setDomainGridlinesVisible(false);
    // The renderer closes an area along the one that it drew before.
    plot.setSeriesRenderingOrder(SeriesRenderingOrder.FORWARD);
    JFreeChart chart = new JFreeChart(null, ChartSvg.FONT, plot, false);
    ChartSvg.legend(chart);
    return ChartSvg.svg(chart, "over-time", WIDTH, HEIGHT, "CPI stack over time", words());
  }

  private void add(
      DefaultTableXYDataset data,
      String name,
      List<Integer> causes,
      Color colour,
      StackedXYAreaRenderer renderer) {
    String shown = SafeText.shortened(SafeText.clean(name), NAME);
    boolean taken = data.indexOf(shown) >= 0;
    XYSeries series =
        new XYSeries(taken ? shown + " " + data.getSeriesCount() : shown, true, false);
    for (Part p : parts) {
      long sum = causes.stream().mapToLong(c -> p.byCause()[c]).sum();
      double cpi = (double) sum / p.instructions();
      series.add(p.from() + (p.from() == 0 ? 0 : STEP * p.instructions()), cpi);
      series.add(p.from() + p.instructions(), cpi);
    }
    renderer.setSeriesPaint(data.getSeriesCount(), colour);
    data.addSeries(series);
  }

  private String words() {
    Part slowest =
        parts.stream().max(Comparator.comparingDouble(CyclesOverTime::cpi)).orElseThrow();
    Part fastest =
        parts.stream().min(Comparator.comparingDouble(CyclesOverTime::cpi)).orElseThrow();
    return String.format(
        Locale.ROOT,
        "Between %.2f cycles per instruction behind instruction %s and %.2f behind instruction %s",
        cpi(fastest),
        Numbers.exact(fastest.from()),
        cpi(slowest),
        Numbers.exact(slowest.from()));
  }

  private static double cpi(Part p) {
    return (double) Cycles.sum(p.byCause()) / p.instructions();
  }
}
