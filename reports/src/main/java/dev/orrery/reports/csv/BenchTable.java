package dev.orrery.reports.csv;

import dev.orrery.profiler.bench.Benchmark;
import dev.orrery.profiler.bench.Benchmark.Program;
import dev.orrery.profiler.bench.Benchmark.Sample;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A benchmark for spreadsheets: every run in one line. */
public final class BenchTable {
  private BenchTable() {}

  /** The table. */
  public static String of(Benchmark benchmark) {
    Map<String, Program> programs = new HashMap<>();
    benchmark.programs().forEach(p -> programs.put(p.name(), p));
    CsvTable table =
        new CsvTable(
            "round",
            "program",
            "kind",
            "engine",
            "instructions",
            "wall_seconds",
            "cpu_seconds",
            "peak_bytes");
    for (Sample s : benchmark.samples()) {
      Program program = programs.getOrDefault(s.program(), new Program(s.program(), "", 0));
      table.row(
          s.round(),
          program.name(),
          program.kind(),
          s.engine(),
          program.instructions() == 0 ? "" : program.instructions(),
          seconds(s.wallNanos()),
          seconds(s.cpuNanos()),
          s.peakBytes() == 0 ? "" : s.peakBytes());
    }
    return table.toString();
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.6f", nanos / 1e9);
  }
}
