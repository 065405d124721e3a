package dev.orrery.profiler;

import dev.orrery.profiler.recording.HostRun;
import dev.orrery.profiler.recording.SourceText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/** Describes the host that a run ran on. */
public final class HostDescription {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private HostDescription() {}

  /**
   * This host.
   *
   * @param started when the run started
   * @param seconds how long it took
   * @param sources lines of source files
   */
  static HostRun of(Instant started, double seconds, List<SourceText> sources) {
    return new HostRun(
        started.truncatedTo(ChronoUnit.SECONDS).toString(),
        seconds,
        property("java.vm.name") + " " + property("java.vm.version"),
        property("os.name") + " " + property("os.version") + " " + property("os.arch"),
        processor(),
        Runtime.getRuntime().availableProcessors(),
        sources);
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }

  /** Model of the processor, as the system calls it; {@code unknown} where it does not. */
  public static String processor() {
    try (Stream<String> lines = Files.lines(CPU_INFO, StandardCharsets.UTF_8)) {
      return lines
          .filter(l -> l.startsWith("model name"))
          .map(l -> l.substring(l.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException | java.io.UncheckedIOException e) {
      return "unknown"; // Other systems have no such file; the report says so.
    }
  }
}
