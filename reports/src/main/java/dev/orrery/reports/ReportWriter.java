package dev.orrery.reports;

import dev.orrery.profiler.recording.Recording;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.io.OutputFile;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes a recording into a folder. */
public final class ReportWriter {
  /** What a profile leaves when nothing else is asked for. */
  public static final Set<ReportFormat> USUAL =
      Set.copyOf(EnumSet.of(ReportFormat.HTML, ReportFormat.JSON, ReportFormat.RECORDING));

  private ReportWriter() {}

  /**
   * Writes {@code recording} into {@code folder} in the {@link #USUAL} formats.
   *
   * @return the files written, the page first
   * @throws OrreryException if a file cannot be written; then none is
   */
  public static List<Path> write(Recording recording, Path folder) {
    return write(recording, folder, USUAL);
  }

  /**
   * The same in other formats.
   *
   * @throws OrreryException also if the recording does not hold what a format is about
   */
  public static List<Path> write(Recording recording, Path folder, Set<ReportFormat> formats) {
    Map<Path, byte[]> files = new LinkedHashMap<>();
    files(recording, formats).forEach((name, bytes) -> files.put(folder.resolve(name), bytes));
    OutputFile.writeAll(files);
    return List.copyOf(files.keySet());
  }

  /**
   * The one file that a recording is in some formats, for a pipe.
   *
   * @throws OrreryException if these are several files, or as {@link #write(Recording, Path, Set)}
   *     does
   */
  public static byte[] single(Recording recording, Set<ReportFormat> formats) {
    Map<String, byte[]> files = files(recording, formats);
    if (files.size() != 1) {
      throw new OrreryException(
          ExitCode.USAGE,
          "standard output takes one file, and these are %d: %s. Name one --format that is one file, or a folder with -o."
              .formatted(files.size(), String.join(", ", files.keySet())));
    }
    return files.values().iterator().next();
  }

  private static Map<String, byte[]> files(Recording recording, Set<ReportFormat> formats) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (ReportFormat format : ReportFormat.values()) {
      if (formats.contains(format)) {
        files.putAll(format.files(recording));
      }
    }
    return files;
  }
}
