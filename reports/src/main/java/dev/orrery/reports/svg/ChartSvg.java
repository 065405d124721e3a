package dev.orrery.reports.svg;

import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.Axis;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.svg.SVGGraphics2D;
import org.jfree.svg.SVGUnits;

/**
 * How charts become SVG. They are drawn in stand-in colours, which then become variables of CSS, so
 * that a chart follows the reader's light or dark scheme.
 */
public final class ChartSvg {
  /** Text: {@code var(--ink)}. No chart uses these stand-ins for anything else. */
  public static final Color INK = new Color(1, 2, 3);

  /** Text that matters less: {@code var(--muted)}. */
  public static final Color MUTED = new Color(4, 5, 6);

  /** Lines behind: {@code var(--line)}. */
  public static final Color GRID = new Color(7, 8, 9);

  /** What is shown: {@code var(--series)}. */
  public static final Color SERIES = new Color(10, 11, 12);

  /** A surface under a line: {@code var(--area)}. */
  public static final Color AREA = new Color(13, 14, 15);

  /** All text. */
  public static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

  private static final Color NOTHING = new Color(0, 0, 0, 0);

  /** Variables of a drawing that is a file of its own; a page has its own values of them. */
  private static final String STYLE =
      """
      <style>
      :root { color-scheme: light dark; font-family: system-ui, sans-serif; --ink: #1c2024; --muted: #60646c; --line: #d9d9e0;
        --series-0: #0d74ce; --series-1: #cc4e00; --series-2: #218358; --series-3: #8145b5;
        --series-4: #946800; --series-5: #c2298a; }
      @media (prefers-color-scheme: dark) {
        :root { --ink: #edeef0; --muted: #b0b4ba; --line: #43484e;
          --series-0: #70b8ff; --series-1: #ffa057; --series-2: #3dd68c; --series-3: #d19dff;
          --series-4: #f5e147; --series-5: #ff8dcc; }
      }
      </style>
      """;

  /** How many series have colours of their own. */
  static final int SERIES_COLOURS = 6;

  /** Colours of families of instructions, and of causes. */
  private static final List<String> FAMILIES =
      List.of("alu", "load", "branch", "muldiv", "store", "jump", "float", "atomic", "system");

  private ChartSvg() {}

  /** The stand-in of {@code var(--series-N)}, for charts of several series. */
  static Color series(int n) {
    return new Color(20 + n % SERIES_COLOURS, 21, 22);
  }

  /** The stand-in of {@code var(--alu)} and others. */
  static Color family(String name) {
    return new Color(30 + FAMILIES.indexOf(name), 31, 32);
  }

  /** Puts what the series are above {@code chart}. */
  public static void legend(JFreeChart chart) {
    LegendTitle legend = new LegendTitle(chart.getPlot());
    legend.setItemFont(FONT);
    legend.setItemPaint(INK);
    legend.setPosition(RectangleEdge.TOP);
    legend.setBackgroundPaint(NOTHING);
    chart.addSubtitle(legend);
  }

  /** Makes an axis quiet. */
  public static void style(Axis axis) {
    axis.setLabelFont(FONT);
    axis.setTickLabelFont(FONT);
    axis.setLabelPaint(MUTED);
    axis.setTickLabelPaint(INK);
    axis.setAxisLineVisible(false);
    axis.setTickMarksVisible(false);
  }

  /**
   * A chart for a page that defines the variables.
   *
   * @param id unique within the page
   * @param title what a screen reader says first
   * @param description what can be seen, in a sentence
   */
  public static String svg(
      JFreeChart chart, String id, int width, int height, String title, String description) {
    return element(chart, id, width, height, title, description, "");
  }

  /** A chart that is a file of its own. */
  static String file(
      JFreeChart chart, String id, int width, int height, String title, String description) {
    return element(chart, id, width, height, title, description, STYLE) + "\n";
  }

  private static String element(
      JFreeChart chart,
      String id,
      int width,
      int height,
      String title,
      String description,
      String style) {
    chart.setBackgroundPaint(NOTHING);
    chart.setPadding(new RectangleInsets(4, 0, 0, 10));
    Plot plot = chart.getPlot();
    plot.setBackgroundPaint(NOTHING);
    plot.setOutlineVisible(false);
    plot.setInsets(RectangleInsets.ZERO_INSETS);
    SVGGraphics2D g = new SVGGraphics2D(width, height, SVGUnits.PX);
    g.setDefsKeyPrefix(id);
    chart.draw(g, new Rectangle2D.Double(0, 0, width, height));
    String body = g.getSVGElement(id, false, null, null, null);
    String inner = body.substring(body.indexOf('>') + 1);
    return String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" role=\"img\""
                + " viewBox=\"0 0 %d %d\" aria-label=\"%s\">",
            width,
            height,
            Svg.escape(title + ". " + description))
        + style
        + inColours(inner);
  }

  private static String inColours(String svg) {
    String coloured = svg;
    for (int i = 0; i < FAMILIES.size(); i++) {
      coloured = coloured.replace("rgb(3%d,31,32)".formatted(i), "var(--" + FAMILIES.get(i) + ")");
    }
    return coloured
        .replace("rgb(1,2,3)", "var(--ink)")
        .replace("rgb(4,5,6)", "var(--muted)")
        .replace("rgb(7,8,9)", "var(--line)")
        .replace("rgb(10,11,12)", "var(--series)")
        .replace("rgb(13,14,15)", "var(--area)")
        .replaceAll("rgb\\(2([0-5]),21,22\\)", "var(--series-$1)")
        .replaceAll("font-family: ?[^;]*;", "font-family: inherit;");
  }
}
