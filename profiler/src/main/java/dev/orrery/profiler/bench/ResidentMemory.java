package dev.orrery.profiler.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Memory of processes that run, as Linux tells it (proc_pid_status(5)). */
final class ResidentMemory {
  private static final String PEAK = "VmHWM:";
  private static final String UNIT = "kB";

  private ResidentMemory() {}

  /** The most that was resident of a process until now; 0 where the host does not tell. */
  static long peakBytes(long pid) {
    try {
      // Bytes, because the first line is a name that the program chose.
      String status =
          new String(
              Files.readAllBytes(Path.of("/proc", Long.toString(pid), "status")),
              StandardCharsets.ISO_8859_1);
      for (String line : status.split("\n")) {
        if (line.startsWith(PEAK) && line.endsWith(UNIT)) {
          String number = line.substring(PEAK.length(), line.length() - UNIT.length());
          return Long.parseLong(number.strip()) << 10;
        }
      }
      return 0; // It has ended, and nobody has asked how yet.
    } catch (IOException | NumberFormatException e) {
      return 0; // It is gone, or this is not Linux.
    }
  }
}
