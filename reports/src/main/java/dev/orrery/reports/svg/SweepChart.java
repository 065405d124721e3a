package dev.orrery.reports.svg;

import dev.orrery.profiler.sweep.Axis;
import dev.orrery.profiler.sweep.Setup;
import dev.orrery.profiler.sweep.Sweep;
import dev.orrery.profiler.sweep.SweepProgram;
import dev.orrery.reports.text.SetupText;
import dev.orrery.spec.diag.SafeText;
import java.awt.BasicStroke;
import java.awt.geom.Ellipse2D;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Charts of a sweep: cycles per instruction against a parameter, and against what it costs. */
public final class SweepChart {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 320;
  private static final int LONGEST_NAME = 28;
  private static final float LINE = 1.8f;
  private static final double DOT = 6;

  private final XYSeriesCollection data = new XYSeriesCollection();
  private final String title;
  private final String description;
  private final ValueAxis x;
  private boolean isFront;

  private SweepChart(String title, String description, ValueAxis x) {
    this.title = title;
    this.description = description;
    this.x = x;
  }

  /**
   * The CPI against one parameter, a line for each program on each core; over the values of other
   * parameters it is the geometric mean. The drawing is for a page.
   */
  public static String effect(Sweep sweep, int axis) {
    return ofEffect(sweep, axis).svg("axis-" + axis);
  }

  /** The same as a file of its own. */
  public static String effectFile(Sweep sweep, int axis) {
    return ofEffect(sweep, axis).file("axis-" + axis);
  }

  /** The mean CPI against the cost, and the combinations that nothing beats joined by a line. */
  public static String costs(Sweep sweep) {
    return ofCosts(sweep).svg("costs");
  }

  /** The same as a file of its own. */
  public static String costsFile(Sweep sweep) {
    return ofCosts(sweep).file("costs");
  }

  private static SweepChart ofEffect(Sweep sweep, int number) {
    Axis axis = sweep.plan().axes().get(number);
    // Values stand at equal distances: those that double would crowd at one end.
    SymbolAxis x =
        new SymbolAxis(
            axis.parameter(), axis.values().stream().map(String::valueOf).toArray(String[]::new));
    x.setGridBandsVisible(false);
    x.setRange(-0.3, axis.values().size() - 0.7);
    SweepChart chart =
        new SweepChart(
            "Cycles per instruction by " + axis.parameter(),
            "a line for each of %d programs".formatted(sweep.plan().programs().size()),
            x);
    for (String core : sweep.plan().cores()) {
      for (SweepProgram p : sweep.plan().programs()) {
        String name = sweep.plan().cores().size() > 1 ? p.name() + " on " + core : p.name();
        XYSeries series = chart.series(name);
        for (Map.Entry<Long, Double> e : sweep.effect(p, core, number).entrySet()) {
          series.add(axis.values().indexOf(e.getKey()), e.getValue());
        }
      }
    }
    return chart;
  }

  private static SweepChart ofCosts(Sweep sweep) {
    List<Setup> front = sweep.front();
    NumberAxis x = new NumberAxis("cost: " + sweep.plan().cost());
    x.setAutoRangeIncludesZero(false);
    SweepChart chart =
        new SweepChart(
            "Mean cycles per instruction by cost",
            front.isEmpty()
                ? "no combination ran all programs"
                : String.format(
                    Locale.ROOT,
                    "from %s at cost %d to %s at cost %d",
                    SetupText.cpi(sweep.meanCpi(front.getFirst()).orElseThrow()),
                    sweep.cost(front.getFirst()).orElseThrow(),
                    SetupText.cpi(sweep.meanCpi(front.getLast()).orElseThrow()),
                    sweep.cost(front.getLast()).orElseThrow()),
            x);
    chart.isFront = true;
    XYSeries best = chart.series("worth their cost");
    XYSeries others = chart.series("others");
    for (Setup s : sweep.setups()) {
      sweep
          .meanCpi(s)
          .ifPresent(
              cpi -> (front.contains(s) ? best : others).add(sweep.cost(s).orElseThrow(), cpi));
    }
    return chart;
  }

  private XYSeries series(String name) {
    String shown = SafeText.shortened(SafeText.clean(name), LONGEST_NAME);
    String key = data.getSeriesIndex(shown) < 0 ? shown : shown + " " + data.getSeriesCount();
    XYSeries series = new XYSeries(key);
    data.addSeries(series);
    return series;
  }

  private String svg(String id) {
    return ChartSvg.svg(chart(), id, WIDTH, HEIGHT, title, description);
  }

  private String file(String id) {
    return ChartSvg.file(chart(), id, WIDTH, HEIGHT, title, description);
  }

  private JFreeChart chart() {
    ChartSvg.style(x);
    NumberAxis y = new NumberAxis("cycles per instruction");
    y.setAutoRangeIncludesZero(false);
    ChartSvg.style(y);
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer();
    for (int i = 0; i < data.getSeriesCount(); i++) {
      renderer.setSeriesPaint(i, isFront && i > 0 ? ChartSvg.MUTED : ChartSvg.series(i));
      renderer.setSeriesStroke(i, new BasicStroke(LINE));
      renderer.setSeriesShape(i, new Ellipse2D.Double(-DOT / 2, -DOT / 2, DOT, DOT));
      renderer.setSeriesLinesVisible(i, !isFront || i == 0);
    }
    XYPlot plot = new XYPlot(data, x, y, renderer);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinePaint(ChartSvg.GRID);
    plot.setRangeGridlineStroke(new BasicStroke(1));
    JFreeChart chart = new JFreeChart(null, ChartSvg.FONT, plot, false);
    ChartSvg.legend(chart);
    return chart;
  }
}
