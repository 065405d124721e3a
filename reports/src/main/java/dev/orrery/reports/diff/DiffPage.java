package dev.orrery.reports.diff;

import dev.orrery.profiler.recording.Recording;
import dev.orrery.reports.diff.Comparison.Row;
import dev.orrery.reports.html.Templates;
import dev.orrery.reports.text.CommandLine;
import dev.orrery.spec.diag.SafeText;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A comparison as one HTML page that needs nothing else, in the style of the report. */
public final class DiffPage {
  /** Rows of a table at most; all are in the tables for spreadsheets. */
  private static final int ROWS = 60;

  private final Comparison c;

  private DiffPage(Comparison c) {
    this.c = c;
  }

  /** The page. */
  public static String of(Comparison comparison) {
    return Templates.render(
        "diff.jte",
        Map.of("page", new DiffPage(comparison), "style", Templates.style("report.css")));
  }

  /** What is shown. */
  public Comparison comparison() {
    return c;
  }

  /** What differs most, in words. */
  public String sentence() {
    return DiffText.sentence(c);
  }

  /** The CPI stacks of both as a drawing; empty without cycles. */
  public String stacks() {
    return haveCycles() ? DiffStacks.of(c) : "";
  }

  /** What the figures are worth. */
  public String exact() {
    return DiffText.exact(c);
  }

  /** A table of rows that differ. */
  public record Table(String id, String title, String what, List<Row> rows, int left) {}

  /** The tables that have rows. */
  public List<Table> tables() {
    return List.of(
            table("functions", "Functions", "function", c.functions()),
            table("lines", "Source lines", "line", c.lines()),
            table("blocks", "Blocks", "block", c.blocks()))
        .stream()
        .filter(t -> !t.rows.isEmpty())
        .toList();
  }

  private Table table(String id, String title, String what, List<Row> all) {
    List<Row> rows = c.changed(all);
    int shown = Math.min(ROWS, rows.size());
    return new Table(id, title, what, rows.subList(0, shown), rows.size() - shown);
  }

  /** Whether there are cycles. */
  public boolean haveCycles() {
    return c.counted() == Comparison.Counted.CYCLES;
  }

  /** The cause whose cycles differ most, with the difference; empty if those of none differ. */
  public String mainCause(Row row) {
    int main = row.mainCause();
    return main < 0
        ? ""
        : SafeText.clean(c.causes().get(main).name()) + " " + row.causes().get(main).signed();
  }

  /** The style of a bar: how much a difference is of the largest one of {@code rows}. */
  public String bar(Change change, List<Row> rows) {
    long most = 1;
    for (Row r : rows) {
      most = Math.max(most, Math.abs(r.of(c.counted()).difference()));
    }
    double share = Math.min(1, Math.abs((double) change.difference()) / most);
    return String.format(Locale.ROOT, "width:%.1f%%", 100 * share);
  }

  /** The command that made a recording. */
  public String command(Recording r) {
    return SafeText.clean(CommandLine.of(r.profile().run().command()));
  }
}
