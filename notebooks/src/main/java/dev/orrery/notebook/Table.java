package dev.orrery.notebook;

import dev.orrery.reports.svg.Svg;
import dev.orrery.spec.diag.SafeText;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of text under heads. The first column stands at the left, others at the right unless they
 * hold words.
 *
 * @param heads one for each column
 * @param rows as many cells each
 */
public record Table(List<String> heads, List<List<String>> rows) implements Shown {
  private static final String GAP = "  ";

  public Table {
    heads = List.copyOf(heads);
    rows = List.copyOf(rows);
  }

  @Override
  public String text() {
    List<List<String>> all = new ArrayList<>(List.of(heads));
    all.addAll(rows);
    StringBuilder out = new StringBuilder();
    for (List<String> row : all) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < row.size(); c++) {
        String cell = SafeText.clean(row.get(c));
        int width = width(c);
        String pad = " ".repeat(Math.max(0, width - cell.length()));
        line.append(isNumeric(c) ? pad + cell : cell + pad).append(GAP);
      }
      out.append(line.toString().stripTrailing()).append('\n');
    }
    return out.toString().stripTrailing();
  }

  private int width(int column) {
    int width = heads.get(column).length();
    for (List<String> row : rows) {
      width = Math.max(width, SafeText.clean(row.get(column)).length());
    }
    return width;
  }

  /** Whether a column holds numbers: they read better at the right. */
  private boolean isNumeric(int column) {
    return column > 0
        && rows.stream()
            .map(row -> row.get(column))
            .allMatch(cell -> cell.isEmpty() || "0123456789+-–".indexOf(cell.charAt(0)) >= 0);
  }

  @Override
  public String html() {
    StringBuilder out = new StringBuilder("<table>\n<thead><tr>");
    for (int c = 0; c < heads.size(); c++) {
      cell(out, "th", c, heads.get(c));
    }
    out.append("</tr></thead>\n<tbody>\n");
    for (List<String> row : rows) {
      out.append("<tr>");
      for (int c = 0; c < row.size(); c++) {
        cell(out, "td", c, row.get(c));
      }
      out.append("</tr>\n");
    }
    return out.append("</tbody>\n</table>").toString();
  }

  private void cell(StringBuilder out, String tag, int column, String text) {
    String side = isNumeric(column) ? "right" : "left";
    out.append('<').append(tag).append(" style=\"text-align:").append(side).append("\">");
    out.append(Svg.escape(SafeText.clean(text))).append("</").append(tag).append('>');
  }

  @Override
  public String toString() {
    return text();
  }
}
