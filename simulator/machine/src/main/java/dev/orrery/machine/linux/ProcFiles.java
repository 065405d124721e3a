package dev.orrery.machine.linux;

import dev.orrery.machine.mem.Protection;
import dev.orrery.machine.mem.Region;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
          "/proc/self/comm",
          "/proc/self/environ",
          "/proc/self/maps",
          "/proc/self/status",
          "/sys/devices/system/cpu/online");

  private final Task task;

  private ProcFiles(Task task) {
    this.task = task;
  }

  /** Makes them visible to the program. */
  static ProcFiles provide(Task task) {
    ProcFiles files = new ProcFiles(task);
    for (String name : NAMES) {
      task.files.provide(name, new Contents(files, name));
    }
    files.begins(task.threads.current());
    return files;
  }

  private static String folder(GuestThread t) {
    return "/proc/self/task/" + t.id;
  }

  /** Makes the files of a new thread visible. */
  void begins(GuestThread t) {
    task.files.provide(folder(t) + "/comm", () -> comm(t));
    task.files.provide(folder(t) + "/status", () -> status(t).getBytes(StandardCharsets.UTF_8));
  }

  /** A thread's files are no more. */
  void ends(GuestThread t) {
    task.files.withdraw(folder(t) + "/comm");
    task.files.withdraw(folder(t) + "/status");
  }

  private GuestThread first() {
    GuestThread first = task.threads.find(Task.PID);
    return first != null ? first : task.threads.current();
  }

  private static byte[] comm(GuestThread t) {
    byte[] line = Arrays.copyOf(t.name(), t.name().length + 1);
    line[line.length - 1] = '\n';
    return line;
  }

  private String status(GuestThread t) {
    return "Name:\t%s\nState:\t%s\nTgid:\t%d\nPid:\t%d\nPPid:\t%d\nThreads:\t%d\n"
        .formatted(
            t.text(),
            t.waitsFor() == null ? "R (running)" : "S (sleeping)",
            Task.PID,
            t.id,
            Task.PARENT_PID,
            task.threads.count());
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
      case "/proc/self/comm" -> first().text() + "\n";
      case "/proc/self/status" -> status(first());
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
