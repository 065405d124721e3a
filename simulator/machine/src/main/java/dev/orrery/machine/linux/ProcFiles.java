package dev.orrery.machine.linux;

import dev.orrery.machine.mem.Protection;
import dev.orrery.machine.mem.Region;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a program can read about itself and its machine: the few files of {@code /proc} and {@code
 * /sys} that libraries and small tools look at. Nothing in them is the host's. Source: proc(5).
 */
final class ProcFiles {
  private static final List<String> NAMES =
      List.of(
          "/proc/cpuinfo",
          "/proc/meminfo",
          "/proc/mounts",
          "/proc/uptime",
          "/proc/version",
          "/proc/self/cmdline",
          "/proc/self/environ",
          "/proc/self/maps",
          "/sys/devices/system/cpu/online");

  private final Task task;

  private ProcFiles(Task task) {
    this.task = task;
  }

  /** Makes them visible to the program. */
  static void provide(Task task) {
    ProcFiles files = new ProcFiles(task);
    for (String name : NAMES) {
      task.files.provide(name, new Contents(files, name));
    }
  }

  /** A file's contents when it is opened. */
  private record Contents(ProcFiles files, String name) implements Supplier<byte[]> {
    @Override
    public byte[] get() {
      return files.text(name).getBytes(StandardCharsets.UTF_8);
    }
  }

  private String text(String name) {
    return switch (name) {
      case "/proc/cpuinfo" ->
          "processor\t: 0\nmodel name\t: Orrery %s\n\n".formatted(task.isa.name());
      case "/proc/meminfo" -> memory();
      case "/proc/mounts" -> "root / ext4 rw,relatime 0 0\n";
      case "/proc/uptime" -> seconds(task.clock.now()) + " 0.00\n";
      case "/proc/version" -> "Linux version 6.12.0 (orrery) #1 Orrery\n";
      case "/proc/self/cmdline" -> zeroEnded(task.options.arguments());
      case "/proc/self/environ" -> zeroEnded(task.options.environment());
      case "/proc/self/maps" -> maps();
      case "/sys/devices/system/cpu/online" -> "0\n";
      default -> throw new IllegalArgumentException(name);
    };
  }

  private String memory() {
    long total = task.memory.limitBytes() >> 10;
    long free = total - (task.memory.residentBytes() >> 10);
    return """
        MemTotal:       %8d kB
        MemFree:        %8d kB
        MemAvailable:   %8d kB
        Buffers:               0 kB
        Cached:                0 kB
        SwapTotal:             0 kB
        SwapFree:              0 kB
        """
        .formatted(total, free, free);
  }

  private static String seconds(long nanos) {
    long hundredths = nanos / (VirtualClock.NANOS / 100);
    return "%d.%02d".formatted(hundredths / 100, hundredths % 100);
  }

  private static String zeroEnded(List<String> words) {
    StringBuilder out = new StringBuilder();
    for (String w : words) {
      out.append(w).append('\0');
    }
    return out.toString();
  }

  private String maps() {
    StringBuilder out = new StringBuilder();
    for (Region r : task.memory.regions()) {
      int p = r.protection();
      out.append(
          "%08x-%08x %c%c%cp 00000000 00:00 0"
              .formatted(
                  r.start(),
                  r.end(),
                  (p & Protection.READ) != 0 ? 'r' : '-',
                  (p & Protection.WRITE) != 0 ? 'w' : '-',
                  (p & Protection.EXECUTE) != 0 ? 'x' : '-'));
      out.append(r.label().isEmpty() ? "" : " ".repeat(25) + r.label()).append('\n');
    }
    return out.toString();
  }
}
