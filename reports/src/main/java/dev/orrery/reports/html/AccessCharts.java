package dev.orrery.reports.html;

import dev.orrery.profiler.recording.AccessProfile;
import dev.orrery.profiler.recording.AccessProfile.WorkingSet;
import dev.orrery.profiler.recording.Profile;
import dev.orrery.reports.svg.ChartSvg;
import dev.orrery.reports.text.Numbers;
import dev.orrery.reports.text.Roofline;
import dev.orrery.reports.text.Roofline.Point;
import dev.orrery.spec.diag.SafeText;
import java.awt.BasicStroke;
import java.awt.geom.Ellipse2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.FieldPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYDataset;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Charts of what loads and stores touch. */
final class AccessCharts {
  private static final int WIDTH = 500;
  private static final int HEIGHT = 290;

  /** Functions that are drawn, and those that have their name beside them. */
  private static final int MOST_POINTS = 12;

  private static final int MOST_NAMES = 5;
  private static final int NAME = 18;

  /** Powers of ten of operations in a cycle that a name takes. */
  private static final double ROOM = 0.05;

  private AccessCharts() {}

  /** Share of touches that miss, by the size of a cache. */
  static String workingSets(AccessProfile a) {
    XYSeries misses = new XYSeries("misses");
    for (WorkingSet w : a.workingSets()) {
      misses.add(log2(w.bytes()), 100.0 * w.misses() / a.touches());
    }
    NumberAxis x = axis("size of a cache (logarithmic)", AccessCharts::size);
    x.setTickUnit(new NumberTickUnit(2, x.getNumberFormatOverride()));
    x.setRange(misses.getMinX(), misses.getMaxX() + 0.4);
    NumberAxis y = axis("touches of lines that miss", v -> percent(v));
    y.setRange(0, Math.max(misses.getMaxY() * 1.08, 0.1));
    XYLineAndShapeRenderer line = new XYLineAndShapeRenderer(true, true);
    line.setSeriesPaint(0, ChartSvg.SERIES);
    line.setSeriesStroke(0, new BasicStroke(2));
    line.setSeriesShape(0, new Ellipse2D.Double(-2.5, -2.5, 5, 5));
    XYPlot plot = plot(new XYSeriesCollection(misses), x, y, line);
    return ChartSvg.svg(
        chart(plot),
        "working-sets",
        WIDTH,
        HEIGHT,
        "Misses by size of a cache",
        "From " + percent(misses.getY(0).doubleValue()) + " to " + percent(misses.getMinY()));
  }

  /** Functions under the roof of their core. */
  static String roofline(Profile all, Roofline r) {
    List<Point> points = r.points().stream().limit(MOST_POINTS).toList();
    double ridge = r.peak() / r.bandwidth();
    double low = ridge;
    double high = ridge;
    double slowest = r.peak();
    for (Point p : points) {
      low = Math.min(low, p.intensity());
      high = Math.max(high, p.intensity());
      slowest = Math.min(slowest, p.speed());
    }
    double from = Math.floor(Math.log10(low));
    double to = Math.max(from + 1, Math.ceil(Math.log10(high) + 0.3)) + 0.15;
    XYSeries roof = new XYSeries("roof");
    roof.add(from, Math.log10(r.roof(Math.pow(10, from))));
    roof.add(Math.log10(ridge), Math.log10(r.peak()));
    roof.add(to, Math.log10(r.peak()));
    XYSeries functions = new XYSeries("functions");
    points.forEach(p -> functions.add(Math.log10(p.intensity()), Math.log10(p.speed())));
    NumberAxis x = axis("operations for each byte moved (logarithmic)", AccessCharts::power);
    x.setTickUnit(new NumberTickUnit(1, x.getNumberFormatOverride()));
    x.setRange(from, to);
    NumberAxis y = axis("operations in a cycle", AccessCharts::power);
    y.setTickUnit(new NumberTickUnit(1, y.getNumberFormatOverride()));
    y.setRange(
        Math.floor(Math.log10(Math.min(slowest, r.roof(Math.pow(10, from))))),
        Math.log10(r.peak()) + 0.35);
    XYSeriesCollection data = new XYSeriesCollection();
    data.addSeries(roof);
    data.addSeries(functions);
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer();
    renderer.setSeriesShapesVisible(0, false);
    renderer.setSeriesPaint(0, ChartSvg.MUTED);
    renderer.setSeriesStroke(0, new BasicStroke(2));
    renderer.setSeriesLinesVisible(1, false);
    renderer.setSeriesPaint(1, ChartSvg.SERIES);
    renderer.setSeriesShape(1, new Ellipse2D.Double(-4, -4, 8, 8));
    XYPlot plot = plot(data, x, y, renderer);
    List<Point> named = new ArrayList<>();
    StringBuilder words = new StringBuilder();
    for (Point p : points) {
      boolean free = named.stream().noneMatch(o -> overlap(o, p, to - from));
      if (free && named.size() < MOST_NAMES) {
        named.add(p);
        String name = SafeText.shortened(SafeText.clean(all.function(p.function()).name()), NAME);
        plot.addAnnotation(label(p, name, from, to));
        words.append(words.isEmpty() ? "" : ", ").append(name);
        words.append(String.format(Locale.ROOT, " %.2g of %.2g", p.speed(), r.roof(p.intensity())));
      }
    }
    return ChartSvg.svg(
        chart(plot),
        "roofline",
        WIDTH,
        HEIGHT,
        "Functions under the roof of the core",
        "Operations in a cycle: " + words);
  }

  /** Whether there is no room for the names of both beside them. */
  private static boolean overlap(Point a, Point b, double width) {
    return Math.abs(Math.log10(a.intensity() / b.intensity())) < width / 3
        && Math.abs(Math.log10(a.speed() / b.speed())) < ROOM;
  }

  private static XYTextAnnotation label(Point p, String name, double from, double to) {
    double at = Math.log10(p.intensity());
    boolean left = at > (from + to) / 2;
    double gap = (to - from) / 60;
    XYTextAnnotation label =
        new XYTextAnnotation(name, left ? at - gap : at + gap, Math.log10(p.speed()));
    label.setFont(ChartSvg.FONT.deriveFont(10.5f));
    label.setPaint(ChartSvg.INK);
    label.setTextAnchor(left ? TextAnchor.CENTER_RIGHT : TextAnchor.CENTER_LEFT);
    return label;
  }

  private static String size(double exponent) {
    return Numbers.bytes((long) Math.pow(2, exponent)).replaceAll("\\.0+", "");
  }

  private static double log2(double v) {
    return Math.log(v) / Math.log(2);
  }

  private static String percent(double v) {
    return v == 0 ? "0" : String.format(Locale.ROOT, v < 10 ? "%.2g %%" : "%.0f %%", v);
  }

  private static String power(double exponent) {
    double v = Math.pow(10, exponent);
    return v >= 1
        ? Numbers.exact(Math.round(v))
        : String.format(Locale.ROOT, "%." + Math.round(-exponent) + "f", v);
  }

  private static JFreeChart chart(XYPlot plot) {
    return new JFreeChart(null, ChartSvg.FONT, plot, false);
  }

  /** A plot with quiet lines behind. */
  static XYPlot plot(XYDataset data, NumberAxis x, NumberAxis y, XYItemRenderer renderer) {
    XYPlot plot = new XYPlot(data, x, y, renderer);
    plot.setDomainGridlinePaint(ChartSvg.GRID);
    plot.setRangeGridlinePaint(ChartSvg.GRID);
    plot.setDomainGridlineStroke(new BasicStroke(1));
    plot.setRangeGridlineStroke(new BasicStroke(1));
    return plot;
  }

  /** An axis whose labels are any text. */
  static NumberAxis axis(String label, DoubleFunction<String> text) {
    NumberAxis axis = new NumberAxis(label);
    axis.setNumberFormatOverride(new Labels(text));
    ChartSvg.style(axis);
    return axis;
  }

  /** Labels an axis with any text. */
  private static final class Labels extends DecimalFormat {
    private static final long serialVersionUID = 1;
    private final transient DoubleFunction<String> text;

    Labels(DoubleFunction<String> text) {
      super("0", DecimalFormatSymbols.getInstance(Locale.ROOT));
      this.text = text;
    }

    @Override
    public StringBuffer format(double value, StringBuffer out, FieldPosition position) {
      return out.append(text.apply(value));
    }
  }
}
