package dev.orrery.reports.csv;

import dev.orrery.profiler.bench.Benchmark.Sample;
import dev.orrery.profiler.compare.EngineComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A comparison of engines for spreadsheets: every run in one line, a column for each phase. */
public final class CompareTable {
  private CompareTable() {}

  /** The table. */
  public static String of(EngineComparison c) {
    List<String> phases = c.phases();
    CsvTable table =
        new CsvTable(
            Stream.concat(
                    Stream.of(
                        "run",
                        "round",
                        "engine",
                        "wall_seconds",
                        "cpu_seconds",
                        "released_seconds",
                        "first_output_seconds",
                        "peak_bytes"),
                    phases.stream().map(p -> "phase_" + p + "_seconds"))
                .toArray(String[]::new));
    int run = 0;
    for (Sample s : c.benchmark().samples()) {
      run++;
      List<Object> cells = new ArrayList<>(List.of(run, s.round(), s.engine()));
      cells.add(seconds(s.wallNanos()));
      cells.add(seconds(s.cpuNanos()));
      cells.add(seconds(s.timeline().releasedNanos()));
      cells.add(seconds(s.timeline().firstOutputNanos()));
      cells.add(s.peakBytes() == 0 ? "" : s.peakBytes());
      phases.forEach(p -> cells.add(seconds(c.phaseNanos(s, p))));
      table.row(cells.toArray());
    }
    return table.toString();
  }

  private static String seconds(double nanos) {
    return nanos < 0 ? "" : String.format(Locale.ROOT, "%.6f", nanos / 1e9);
  }
}
