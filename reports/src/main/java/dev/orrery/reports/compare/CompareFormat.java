package dev.orrery.reports.compare;

import dev.orrery.profiler.compare.EngineComparison;
import dev.orrery.reports.csv.CompareTable;
import dev.orrery.reports.terminal.CompareSummary;
import java.nio.charset.StandardCharsets;

/** What a comparison of engines can be written as. */
public enum CompareFormat {
  /** For a terminal, without colours. */
  TEXT(".txt") {
    @Override
    String text(EngineComparison c) {
      return CompareSummary.of(c, 100, false);
    }
  },
  /** Everything, for programs. */
  JSON(".json") {
    @Override
    String text(EngineComparison c) {
      return CompareJson.of(c);
    }
  },
  /** Every run, for spreadsheets. */
  CSV(".csv") {
    @Override
    String text(EngineComparison c) {
      return CompareTable.of(c);
    }
  },
  /** A page with charts, one file without scripts. */
  HTML(".html") {
    @Override
    String text(EngineComparison c) {
      return ComparePage.of(c);
    }
  };

  private final String suffix;

  CompareFormat(String suffix) {
    this.suffix = suffix;
  }

  /** What names of files in this format end with. */
  public String suffix() {
    return suffix;
  }

  /** The file's content. */
  public byte[] bytes(EngineComparison c) {
    return text(c).getBytes(StandardCharsets.UTF_8);
  }

  abstract String text(EngineComparison c);
}
