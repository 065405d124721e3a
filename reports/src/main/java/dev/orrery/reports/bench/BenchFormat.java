package dev.orrery.reports.bench;

import dev.orrery.profiler.bench.Summary;
import dev.orrery.reports.csv.BenchTable;
import dev.orrery.reports.svg.BenchChart;
import java.nio.charset.StandardCharsets;

/** What a benchmark can be written as. */
public enum BenchFormat {
  /** The page for people. */
  MARKDOWN(".md") {
    @Override
    String text(Summary summary) {
      return BenchPage.of(summary);
    }
  },
  /** Everything, for programs. */
  JSON(".json") {
    @Override
    String text(Summary summary) {
      return BenchJson.of(summary);
    }
  },
  /** Every run, for spreadsheets. */
  CSV(".csv") {
    @Override
    String text(Summary summary) {
      return BenchTable.of(summary.benchmark());
    }
  },
  /** A chart of how fast the engines are. */
  SVG(".svg") {
    @Override
    String text(Summary summary) {
      return BenchChart.of(summary);
    }
  };

  private final String suffix;

  BenchFormat(String suffix) {
    this.suffix = suffix;
  }

  /** What names of files in this format end with. */
  public String suffix() {
    return suffix;
  }

  /** The file's content. */
  public byte[] bytes(Summary summary) {
    return text(summary).getBytes(StandardCharsets.UTF_8);
  }

  abstract String text(Summary summary);
}
