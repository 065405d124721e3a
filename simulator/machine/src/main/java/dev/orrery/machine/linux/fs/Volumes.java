package dev.orrery.machine.linux.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Tells the host's file systems that hold files from those that reach into its kernel. A program
 * with the host's {@code /} as its root could otherwise write to the simulator's memory through
 * {@code /proc/self/mem}.
 */
final class Volumes {
  private static final Set<String> REFUSED =
      Set.of(
          "autofs",
          "binfmt_misc",
          "bpf",
          "cgroup",
          "cgroup2",
          "configfs",
          "debugfs",
          "devfs",
          "devpts",
          "devtmpfs",
          "efivarfs",
          "fusectl",
          "mqueue",
          "nsfs",
          "proc",
          "pstore",
          "rpc_pipefs",
          "securityfs",
          "selinuxfs",
          "sysfs",
          "tracefs");

  private final Map<Long, Boolean> known = new HashMap<>();

  /** Whether {@code path}, a file of that device, may be used. */
  boolean holdsFiles(long device, Path path) throws IOException {
    Boolean answer = known.get(device);
    if (answer == null) {
      answer = !REFUSED.contains(Files.getFileStore(path).type());
      known.put(device, answer);
    }
    return answer;
  }
}
