package dev.orrery.reports.csv;

import dev.orrery.spec.diag.SafeText;

/** A table as RFC 4180 has it, lines ended by a line feed. */
public final class CsvTable {
  private final StringBuilder text = new StringBuilder();

  /** A table with these column names. */
  public CsvTable(String... columns) {
    row((Object[]) columns);
  }

  /** Adds a row. */
  public void row(Object... cells) {
    for (int i = 0; i < cells.length; i++) {
      text.append(i == 0 ? "" : ",");
      text.append(cells[i] instanceof String s ? quoted(harmless(s)) : cells[i].toString());
    }
    text.append('\n');
  }

  /**
   * Spreadsheets run what begins like a formula, and a program may call its functions anything:
   * such a text gets an apostrophe in front, which they take as "this is text".
   */
  private static String harmless(String s) {
    String clean = SafeText.clean(s.replace('\t', ' '));
    return !clean.isEmpty() && "=+-@".indexOf(clean.charAt(0)) >= 0 ? "'" + clean : clean;
  }

  private static String quoted(String s) {
    boolean plain = s.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? s : '"' + s.replace("\"", "\"\"") + '"';
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
