package dev.orrery.machine.linux;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Says what a program asked for in vain. */
final class RunNotes {
  /** Calls without which some programs cannot go on, and what they are for. */
  private static final Map<String, String> NEEDS =
      Map.of(
          "clone", "a process of its own",
          "clone3", "a process of its own",
          "execve", "to run another program",
          "socket", "a network connection");

  private RunNotes() {}

  /** The user is told of a file that there is, rather than of one that was looked for in vain. */
  private static String refusal(List<String> refused) {
    String named = refused.getFirst();
    boolean exists = false;
    for (String name : refused) {
      if (!exists && Files.exists(Path.of(name))) {
        named = name;
        exists = true;
      }
    }
    String more = refused.size() == 1 ? "" : " and %d more".formatted(refused.size() - 1);
    return exists
        ? "the guest was refused %s%s; grant it with --allow-read %s".formatted(named, more, named)
        : "the guest looked for %s%s and may see no files; give it a folder with --root DIR"
            .formatted(named, more);
  }

  /**
   * Notes on a run.
   *
   * @param refused names of files that were not granted
   * @param unserved calls that ended with ENOSYS, and how often
   * @param failed whether the program did not end well
   */
  static List<String> of(List<String> refused, Map<String, Long> unserved, boolean failed) {
    List<String> notes = new ArrayList<>();
    List<String> files = new ArrayList<>();
    for (String name : refused) {
      if (!name.startsWith("/proc/") && !name.startsWith("/sys/") && !name.startsWith("/dev/")) {
        files.add(name); // The others are the kernel's, which nobody can grant.
      }
    }
    if (!files.isEmpty()) {
      notes.add(refusal(files));
    }
    if (failed && !unserved.isEmpty()) {
      StringJoiner calls = new StringJoiner(", ");
      for (Map.Entry<String, Long> e : unserved.entrySet()) {
        calls.add(e.getKey() + (e.getValue() == 1 ? "" : " (" + e.getValue() + " times)"));
        String need = NEEDS.get(e.getKey());
        if (need != null) {
          notes.add(
              "the guest asked for %s (%s), which programs do not get yet"
                  .formatted(need, e.getKey()));
        }
      }
      notes.add("the guest made system calls that are not served: " + calls);
    }
    return notes;
  }
}
