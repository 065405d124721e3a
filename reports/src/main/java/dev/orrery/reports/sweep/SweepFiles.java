package dev.orrery.reports.sweep;

import dev.orrery.profiler.sweep.Axis;
import dev.orrery.profiler.sweep.Sweep;
import dev.orrery.reports.csv.SweepTable;
import dev.orrery.reports.svg.SweepChart;
import dev.orrery.spec.io.OutputFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a sweep into a folder. */
public final class SweepFiles {
  private SweepFiles() {}

  /**
   * Writes {@code sweep} in all formats.
   *
   * @return the files written, the page first
   * @throws dev.orrery.spec.diag.OrreryException if a file cannot be written; then none is
   */
  public static List<Path> write(Sweep sweep, Path folder) {
    Map<Path, byte[]> files = new LinkedHashMap<>();
    files.put(folder.resolve("sweep.html"), utf8(SweepPage.of(sweep)));
    files.put(folder.resolve("sweep.json"), utf8(SweepJson.of(sweep)));
    files.put(folder.resolve("sweep.csv"), utf8(SweepTable.of(sweep)));
    for (int a = 0; a < sweep.plan().axes().size(); a++) {
      Axis axis = sweep.plan().axes().get(a);
      if (axis.varies()) {
        files.put(
            folder.resolve("sweep-" + axis.parameter() + ".svg"),
            utf8(SweepChart.effectFile(sweep, a)));
      }
    }
    if (!sweep.front().isEmpty()) {
      files.put(folder.resolve("sweep-cost.svg"), utf8(SweepChart.costsFile(sweep)));
    }
    OutputFile.writeAll(files);
    return List.copyOf(files.keySet());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
