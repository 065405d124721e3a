package dev.orrery.reports.html;

import dev.orrery.profiler.recording.BranchSite;
import dev.orrery.profiler.recording.NamedCount;
import dev.orrery.reports.svg.ChartSvg;
import dev.orrery.reports.text.Concentration;
import dev.orrery.reports.text.Numbers;
import dev.orrery.spec.diag.SafeText;
import java.awt.BasicStroke;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.FieldPosition;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.renderer.xy.XYAreaRenderer;
import org.jfree.data.category.DefaultCategoryDataset;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Charts with axes. */
final class Charts {
  private static final DecimalFormat PERCENT =
      new DecimalFormat("0' %'", DecimalFormatSymbols.getInstance(Locale.ROOT));

  private Charts() {}

  /** How few instructions make up how much of the run. */
  static String concentration(Concentration c) {
    XYSeries series = new XYSeries("share");
    int last = 0;
    for (int n = 1; n <= c.size(); n++) {
      // Points as dense as they can be seen on a logarithmic axis.
      if (n >= last * 1.02 || n == c.size()) {
        series.add(Math.log10(n), 100.0 * c.ofHottest(n) / c.total());
        last = n;
      }
    }
    JFreeChart chart =
        ChartFactory.createXYAreaChart(
            null,
            "distinct instructions, hottest first (logarithmic)",
            "share of the run",
            new XYSeriesCollection(series),
            PlotOrientation.VERTICAL,
            false,
            false,
            false);
    XYPlot plot = chart.getXYPlot();
    // The library's logarithmic axis draws its labels as outlines of the host's font.
    NumberAxis x = (NumberAxis) plot.getDomainAxis();
    x.setRange(0, Math.max(1, Math.log10(c.size())));
    x.setTickUnit(new NumberTickUnit(1));
    x.setNumberFormatOverride(new PowerOfTen());
    ChartSvg.style(x);
    percentAxis((NumberAxis) plot.getRangeAxis());
    XYAreaRenderer renderer = new XYAreaRenderer(XYAreaRenderer.AREA);
    renderer.setSeriesPaint(0, ChartSvg.AREA);
    renderer.setOutline(true);
    renderer.setSeriesOutlinePaint(0, ChartSvg.SERIES);
    renderer.setSeriesOutlineStroke(0, new BasicStroke(2));
    plot.setRenderer(renderer);
    plot.setDomainGridlinePaint(ChartSvg.GRID);
    plot.setRangeGridlinePaint(ChartSvg.GRID);
    return ChartSvg.svg(
        chart,
        "concentration",
        500,
        270,
        "Share of the run by number of distinct instructions",
        "Half of the run is in %d of %d distinct instructions, nine tenths in %d"
            .formatted(c.neededFor(0.5), c.size(), c.neededFor(0.9)));
  }

  /** The commonest rows of the tables. */
  static String rows(List<NamedCount> rows, long total, int most) {
    DefaultCategoryDataset data = new DefaultCategoryDataset();
    StringBuilder words = new StringBuilder();
    for (NamedCount n : rows.stream().limit(most).toList()) {
      String name = SafeText.shortened(SafeText.clean(n.name()), 16);
      data.addValue(100.0 * n.count() / total, "share", name);
      words.append(words.isEmpty() ? "" : ", ").append(name);
    }
    JFreeChart chart =
        ChartFactory.createBarChart(
            null, null, "share of the run", data, PlotOrientation.HORIZONTAL, false, false, false);
    bars(chart.getCategoryPlot());
    NumberAxis axis = (NumberAxis) chart.getCategoryPlot().getRangeAxis();
    axis.setNumberFormatOverride(PERCENT);
    return ChartSvg.svg(
        chart,
        "rows",
        500,
        40 + 21 * data.getColumnCount(),
        "Commonest instructions",
        "From most to least: " + words);
  }

  /** How decided the branches are: executions by how often their place is taken. */
  static String branchBias(List<BranchSite> branches) {
    int bins = 10;
    double[] share = new double[bins];
    double all = 0;
    for (BranchSite b : branches) {
      double taken = (double) b.taken() / Math.max(1, b.executions());
      share[Math.min(bins - 1, (int) (taken * bins))] += b.executions();
      all += b.executions();
    }
    DefaultCategoryDataset data = new DefaultCategoryDataset();
    for (int i = 0; i < bins; i++) {
      data.addValue(100 * share[i] / Math.max(1, all), "share", i * 10 + "–" + (i + 1) * 10);
    }
    JFreeChart chart =
        ChartFactory.createBarChart(
            null,
            "taken, percent of executions of the place",
            "share of branches",
            data,
            PlotOrientation.VERTICAL,
            false,
            false,
            false);
    bars(chart.getCategoryPlot());
    NumberAxis axis = (NumberAxis) chart.getCategoryPlot().getRangeAxis();
    axis.setNumberFormatOverride(PERCENT);
    return ChartSvg.svg(
        chart,
        "bias",
        500,
        270,
        "Branches by how often they are taken",
        "%.0f percent of executions are at places taken less than 1 in 10 times, %.0f percent at "
                .formatted(100 * share[0] / Math.max(1, all), 100 * share[9] / Math.max(1, all))
            + "places taken more than 9 in 10 times");
  }

  /** Labels an axis of exponents with the powers of ten. */
  private static final class PowerOfTen extends DecimalFormat {
    private static final long serialVersionUID = 1;

    PowerOfTen() {
      super("0", DecimalFormatSymbols.getInstance(Locale.ROOT));
    }

    @Override
    public StringBuffer format(double exponent, StringBuffer out, FieldPosition position) {
      return out.append(Numbers.exact(Math.round(Math.pow(10, exponent))));
    }
  }

  private static void percentAxis(NumberAxis axis) {
    axis.setRange(0, 100);
    axis.setTickUnit(new NumberTickUnit(20));
    axis.setNumberFormatOverride(PERCENT);
    ChartSvg.style(axis);
  }

  private static void bars(CategoryPlot plot) {
    BarRenderer renderer = (BarRenderer) plot.getRenderer();
    renderer.setBarPainter(new StandardBarPainter());
    renderer.setShadowVisible(false);
    renderer.setSeriesPaint(0, ChartSvg.SERIES);
    renderer.setItemMargin(0);
    plot.getDomainAxis().setCategoryMargin(0.22);
    plot.getDomainAxis().setMaximumCategoryLabelWidthRatio(2);
    plot.getDomainAxis().setLowerMargin(0.01);
    plot.getDomainAxis().setUpperMargin(0.01);
    plot.setRangeGridlinePaint(ChartSvg.GRID);
    ChartSvg.style(plot.getDomainAxis());
    ChartSvg.style(plot.getRangeAxis());
  }
}
