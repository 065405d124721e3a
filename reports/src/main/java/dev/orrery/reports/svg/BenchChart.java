package dev.orrery.reports.svg;

import dev.orrery.profiler.bench.Benchmark.Program;
import dev.orrery.profiler.bench.Clock;
import dev.orrery.profiler.bench.Estimate;
import dev.orrery.profiler.bench.Summary;
import dev.orrery.spec.diag.SafeText;
import java.awt.BasicStroke;
import java.awt.geom.Ellipse2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.FieldPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;
import org.jspecify.annotations.Nullable;

/**
 * A benchmark as dots with their intervals: how many times as fast as the reference, or seconds
 * where there is nothing to compare with. A row is a program; below are the geometric means.
 */
public final class BenchChart {
  private static final int WIDTH = 760;
  private static final int ROW = 20;
  private static final int AROUND = 90;
  private static final int LONGEST_NAME = 32;

  /** Room that the dots of one row share. */
  private static final double SPREAD = 0.6;

  /** More doublings than this have a line at every second one only. */
  private static final int MOST_LINES = 12;

  private final Summary summary;
  private final List<String> names = new ArrayList<>();
  private final List<Function<String, @Nullable Estimate>> rows = new ArrayList<>();
  private double low = Double.POSITIVE_INFINITY;
  private double high = Double.NEGATIVE_INFINITY;

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
    for (Program p : summary.programs()) {
      row(
          p.name(),
          e ->
              reference == null
                  ? summary.seconds(p, e, Clock.WALL)
                  : summary.speed(p, e, Clock.WALL));
    }
    if (reference != null && summary.programs().size() > 1) {
      row("", e -> null);
      summary
          .groups()
          .forEach(
              (kind, among) -> row("mean, " + kind, e -> summary.meanSpeed(among, e, Clock.WALL)));
    }
    XYIntervalSeriesCollection data = new XYIntervalSeriesCollection();
    for (int i = 0; i < engines.size(); i++) {
      data.addSeries(series(engines.get(i), i, engines.size()));
    }
    String title =
        reference == null
            ? "Seconds of whole processes"
            : "Speed of whole processes, " + reference + " = 1";
    JFreeChart chart =
        new JFreeChart(null, ChartSvg.FONT, plot(data, engines.size(), title), false);
    ChartSvg.legend(chart);
    int height = AROUND + ROW * Math.max(1, rows.size());
    return ChartSvg.file(chart, "bench", WIDTH, height, title, description(reference, engines));
  }

  private void row(String name, Function<String, @Nullable Estimate> figures) {
    names.add(SafeText.shortened(SafeText.clean(name), LONGEST_NAME));
    rows.add(figures);
  }

  private XYIntervalSeries series(String engine, int number, int of) {
    XYIntervalSeries series = new XYIntervalSeries(engine);
    double offset = of == 1 ? 0 : SPREAD * (number / (of - 1.0) - 0.5);
    for (int row = 0; row < rows.size(); row++) {
      Estimate e = rows.get(row).apply(engine);
      if (e != null) {
        double from = doublings(e.hasInterval() ? e.low() : e.value());
        double to = doublings(e.hasInterval() ? e.high() : e.value());
        double y = row + offset;
        series.add(doublings(e.value()), from, to, y, y, y);
        low = Math.min(low, from);
        high = Math.max(high, to);
      }
    }
    return series;
  }

  /** The library's logarithmic axis draws its labels as outlines of the host's font. */
  private static double doublings(double value) {
    return Math.log(value) / Math.log(2);
  }

  private XYPlot plot(XYIntervalSeriesCollection data, int series, String title) {
    NumberAxis x = new NumberAxis(title + " (logarithmic)");
    x.setRange(Math.floor(Math.min(low, 0)), Math.max(1, Math.ceil(high)));
    x.setTickUnit(new NumberTickUnit(x.getRange().getLength() > MOST_LINES ? 2 : 1));
    x.setNumberFormatOverride(new PowerOfTwo());
    ChartSvg.style(x);
    SymbolAxis y = new SymbolAxis(null, names.toArray(String[]::new));
    y.setInverted(true);
    y.setGridBandsVisible(false);
    y.setRange(-0.5, Math.max(1, names.size()) - 0.5);
    ChartSvg.style(y);
    XYErrorRenderer renderer = new XYErrorRenderer();
    renderer.setDrawYError(false);
    renderer.setErrorStroke(new BasicStroke(1.5f));
    for (int i = 0; i < series; i++) {
      renderer.setSeriesPaint(i, ChartSvg.series(i));
      renderer.setSeriesShape(i, new Ellipse2D.Double(-3.5, -3.5, 7, 7));
    }
    XYPlot plot = new XYPlot(data, x, y, renderer);
    plot.setDomainGridlinePaint(ChartSvg.GRID);
    plot.setDomainGridlineStroke(new BasicStroke(1));
    plot.setRangeGridlinesVisible(false);
    plot.addDomainMarker(
        new ValueMarker(0, ChartSvg.MUTED, new BasicStroke(1.5f)), Layer.BACKGROUND);
    return plot;
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

  /** Labels an axis of exponents with the powers of two. */
  private static final class PowerOfTwo extends DecimalFormat {
    private static final long serialVersionUID = 1;

    PowerOfTwo() {
      super("0", DecimalFormatSymbols.getInstance(Locale.ROOT));
    }

    @Override
    public StringBuffer format(double exponent, StringBuffer out, FieldPosition position) {
      double value = Math.pow(2, exponent);
      return out.append(
          value >= 1
              ? String.format(Locale.ROOT, "%.0f", value)
              : String.format(Locale.ROOT, "%.3g", value).replaceAll("0+$", ""));
    }
  }
}
