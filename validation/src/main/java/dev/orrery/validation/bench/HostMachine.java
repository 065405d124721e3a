package dev.orrery.validation.bench;

import dev.orrery.profiler.HostDescription;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** What figures were taken on: a figure without it says nothing. */
final class HostMachine {
  /** Measuring by itself causes about 1, and compilers inside the JVM some more. */
  private static final double BUSY = 2.5;

  private HostMachine() {}

  /**
   * The machine, its software and what is measured, as lines of a Markdown list.
   *
   * @param repository whose commit is measured
   * @param loadBefore {@link #load} when the measurements began
   */
  static List<String> describe(Path repository, double loadBefore) throws InterruptedException {
    return List.of(
        "- date: " + LocalDate.now(),
        "- processor: "
            + HostDescription.processor()
            + ", "
            + Runtime.getRuntime().availableProcessors()
            + " cores",
        "- memory: " + memory(),
        "- system: " + System.getProperty("os.name") + ' ' + System.getProperty("os.version"),
        "- JVM: " + System.getProperty("java.vm.name") + ' ' + Runtime.version(),
        "- Orrery: "
            + firstLine("git", "-C", repository.toString(), "describe", "--always", "--dirty"),
        "- peers: " + firstLine("qemu-riscv64", "--version") + "; " + firstLine("gcc", "--version"),
        load(loadBefore, load()));
  }

  private static String load(double before, double after) {
    String line = "- load average when it began: %.1f, at the end: %.1f".formatted(before, after);
    return Math.max(before, after) < BUSY
        ? line
        : line + ": **other work ran beside it; read processor times and ratios, not wall times**";
  }

  /** Processes that wanted a processor in the last minute, on average. */
  static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static String memory() {
    String kilobytes = valueIn("/proc/meminfo", "MemTotal", "unknown").replace(" kB", "");
    return kilobytes.matches("[0-9]+")
        ? String.format(Locale.ROOT, "%.0f GiB", Long.parseLong(kilobytes) / 1048576.0)
        : kilobytes;
  }

  private static String valueIn(String file, String key, String otherwise) {
    try (var lines = Files.lines(Path.of(file))) {
      return lines
          .filter(l -> l.startsWith(key))
          .findFirst()
          .map(l -> l.substring(l.indexOf(':') + 1).strip())
          .orElse(otherwise);
    } catch (IOException e) {
      return otherwise; // not a Linux host
    }
  }

  private static String firstLine(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? out.lines().findFirst().orElse("") : "no " + command[0];
    } catch (IOException e) {
      return "no " + command[0];
    }
  }
}
