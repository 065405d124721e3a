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
    return write(files(recording, formats), folder);
  }

  /**
   * Writes files that belong together into a folder.
   *
   * @param files their bytes by their names
   * @throws OrreryException if one cannot be written; then none is
   */
  public static List<Path> write(Map<String, byte[]> files, Path folder) {
    Map<Path, byte[]> all = new LinkedHashMap<>();
    files.forEach((name, bytes) -> all.put(folder.resolve(name), bytes));
    OutputFile.writeAll(all);
    return List.copyOf(all.keySet());
  }

  /**
   * The one file that a recording is in some formats, for a pipe.
   *
   * @throws OrreryException if these are several files, or as {@link #write(Recording, Path, Set)}
   *     does
   */
  public static byte[] single(Recording recording, Set<ReportFormat> formats) {
    return single(files(recording, formats));
  }

  /**
   * The only one of {@code files}, for a pipe.
   *
   * @throws OrreryException if there are several
   */
  public static byte[] single(Map<String, byte[]> files) {
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
