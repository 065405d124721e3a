package dev.orrery.reports.diff;

import dev.orrery.reports.csv.CsvTable;
import dev.orrery.reports.diff.Comparison.Cause;
import dev.orrery.reports.diff.Comparison.Counted;
import dev.orrery.reports.diff.Comparison.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tables of a comparison: what is the same in both is there, too. */
final class DiffTables {
  private DiffTables() {}

  /** Each table's text by its file name. */
  static Map<String, String> of(Comparison c) {
    Map<String, String> tables = new LinkedHashMap<>();
    tables.put("diff-functions.csv", rows("function", c, c.functions()));
    tables.put("diff-lines.csv", rows("line", c, c.lines()));
    tables.put("diff-blocks.csv", rows("block", c, c.blocks()));
    if (c.counted() == Counted.CYCLES) {
      CsvTable causes = new CsvTable("cause", "cycles_a", "cycles_b", "cycles_change", "meaning");
      for (Cause x : c.causes()) {
        causes.row(x.name(), x.cycles().a(), x.cycles().b(), x.cycles().difference(), x.meaning());
      }
      tables.put("diff-cycles.csv", causes.toString());
      CsvTable estimate = new CsvTable("cause", "settings", "cycles", "meaning");
      Estimate e = c.estimate();
      if (e != null) {
        estimate.row(e.cause(), e.settings(), e.cycles(), e.meaning());
      }
      tables.put("diff-estimate.csv", estimate.toString());
    }
    return tables;
  }

  private static String rows(String what, Comparison c, List<Row> rows) {
    CsvTable t =
        new CsvTable(
            what,
            "instructions_a",
            "instructions_b",
            "instructions_change",
            "cycles_a",
            "cycles_b",
            "cycles_change",
            "detail");
    for (Row r : rows) {
      Change i = r.instructions();
      Change n = r.cycles();
      boolean cycles = c.counted() == Counted.CYCLES;
      t.row(
          r.name(),
          i.a(),
          i.b(),
          i.difference(),
          cycles ? n.a() : "",
          cycles ? n.b() : "",
          cycles ? n.difference() : "",
          r.detail());
    }
    return t.toString();
  }
}
