package dev.orrery.reports.svg;

import dev.orrery.profiler.bench.Estimate;
import dev.orrery.spec.diag.SafeText;
import java.awt.BasicStroke;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.FieldPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
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

/** Figures as dots with their intervals, on a logarithmic axis: a row for each of some things. */
final class IntervalDots {
  private static final int ROW = 20;
  private static final int AROUND = 90;
  private static final int LONGEST_NAME = 32;

  /** Room that the dots of one row share. */
  private static final double SPREAD = 0.6;

  /** Room for the half of the last line's label, as a share of the axis. */
  private static final double LABEL = 0.04;

  /** An axis of more steps than this has a line at every second one only. */
  private static final int MOST_LINES = 12;

  private final List<String> series;
  private final double step;
  private final DoubleFunction<String> label;
  private final List<String> names = new ArrayList<>();
  private final List<Function<String, @Nullable Estimate>> rows = new ArrayList<>();
  private double low = Double.POSITIVE_INFINITY;
  private double high = Double.NEGATIVE_INFINITY;

  /**
   * No rows yet.
   *
   * @param series what there is a dot of in each row, with colours in this order
   * @param step what the values of neighbouring lines differ by, as a factor
   * @param label the text of a line's value
   */
  IntervalDots(List<String> series, double step, DoubleFunction<String> label) {
    this.series = List.copyOf(series);
    this.step = step;
    this.label = label;
  }

  /** Adds a row below: the figure of each series, null for none. */
  void row(String name, Function<String, @Nullable Estimate> figures) {
    names.add(SafeText.shortened(SafeText.clean(name), LONGEST_NAME));
    rows.add(figures);
  }

  /**
   * The chart.
   *
   * @param title of the axis
   * @param one a value that is marked, as 1 is where figures are ratios; 0 for none
   */
  JFreeChart chart(String title, double one) {
    XYIntervalSeriesCollection data = new XYIntervalSeriesCollection();
    for (int i = 0; i < series.size(); i++) {
      data.addSeries(series(series.get(i), i));
    }
    JFreeChart chart = new JFreeChart(null, ChartSvg.FONT, plot(data, title, one), false);
    if (series.size() > 1 || one != 0) {
      ChartSvg.legend(chart);
    }
    return chart;
  }

  /** Pixels that it is high. */
  int height() {
    return AROUND + ROW * Math.max(1, rows.size()) * (1 + (series.size() - 1) / 4);
  }

  private XYIntervalSeries series(String engine, int number) {
    XYIntervalSeries line = new XYIntervalSeries(engine);
    double offset = series.size() == 1 ? 0 : SPREAD * (number / (series.size() - 1.0) - 0.5);
    for (int row = 0; row < rows.size(); row++) {
      Estimate e = rows.get(row).apply(engine);
      if (e != null) {
        double from = steps(e.hasInterval() ? e.low() : e.value());
        double to = steps(e.hasInterval() ? e.high() : e.value());
        double y = row + offset;
        line.add(steps(e.value()), from, to, y, y, y);
        low = Math.min(low, from);
        high = Math.max(high, to);
      }
    }
    return line;
  }

  /** The library's logarithmic axis draws its labels as outlines of the host's font. */
  private double steps(double value) {
    return Math.log(value) / Math.log(step);
  }

  private XYPlot plot(XYIntervalSeriesCollection data, String title, double one) {
    NumberAxis x = new NumberAxis(title + " (logarithmic)");
    double from = one == 0 ? low : Math.min(low, steps(one));
    double to = one == 0 ? high : Math.max(high, steps(one) + 1);
    if (from > to) {
      from = 0;
      to = 1;
    }
    double first = Math.floor(from);
    double last = Math.max(first + 1, Math.ceil(to));
    x.setRange(first, last + LABEL * (last - first));
    x.setTickUnit(new NumberTickUnit(x.getRange().getLength() > MOST_LINES ? 2 : 1));
    x.setNumberFormatOverride(new Power(step, label));
    ChartSvg.style(x);
    SymbolAxis y = new SymbolAxis(null, names.toArray(String[]::new));
    y.setInverted(true);
    y.setGridBandsVisible(false);
    y.setRange(-0.5, Math.max(1, names.size()) - 0.5);
    ChartSvg.style(y);
    XYErrorRenderer renderer = new XYErrorRenderer();
    renderer.setDrawYError(false);
    renderer.setErrorStroke(new BasicStroke(1.5f));
    for (int i = 0; i < series.size(); i++) {
      renderer.setSeriesPaint(i, ChartSvg.series(i));
      renderer.setSeriesShape(
          i,
          i < ChartSvg.SERIES_COLOURS
              ? new Ellipse2D.Double(-3.5, -3.5, 7, 7)
              : new Rectangle2D.Double(-3, -3, 6, 6)); // colours come again
    }
    XYPlot plot = new XYPlot(data, x, y, renderer);
    plot.setDomainGridlinePaint(ChartSvg.GRID);
    plot.setDomainGridlineStroke(new BasicStroke(1));
    plot.setRangeGridlinesVisible(false);
    if (one != 0) {
      plot.addDomainMarker(
          new ValueMarker(steps(one), ChartSvg.MUTED, new BasicStroke(1.5f)), Layer.BACKGROUND);
    }
    return plot;
  }

  /** Labels an axis of exponents with the powers. */
  private static final class Power extends DecimalFormat {
    private static final long serialVersionUID = 1;

    private final double step;
    private final transient DoubleFunction<String> label;

    Power(double step, DoubleFunction<String> label) {
      super("0", DecimalFormatSymbols.getInstance(Locale.ROOT));
      this.step = step;
      this.label = label;
    }

    @Override
    public StringBuffer format(double exponent, StringBuffer out, FieldPosition position) {
      return out.append(label.apply(Math.pow(step, exponent)));
    }
  }
}
