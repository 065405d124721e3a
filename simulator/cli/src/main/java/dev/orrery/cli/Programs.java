package dev.orrery.cli;

import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.workloads.Build;
import dev.orrery.workloads.Workload;
import dev.orrery.workloads.Workloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds the program that a command names: a file, or a bundled one as {@code workload:NAME}. */
final class Programs {
  private static final String PREFIX = "workload:";
  private static final String DEFAULT_TARGET = "rv64gc";

  private Programs() {}

  /**
   * The file of a program. A bundled one is extracted into the user's cache folder, whose name says
   * its content. {@code workload:NAME@rv32imac} picks another build than the default.
   */
  static Path open(String program) {
    if (!program.startsWith(PREFIX)) {
      return Path.of(program);
    }
    String name = program.substring(PREFIX.length());
    String target = DEFAULT_TARGET;
    int at = name.indexOf('@');
    if (at >= 0) {
      target = name.substring(at + 1);
      name = name.substring(0, at);
    }
    Workloads all = Workloads.load();
    Workload workload = find(all, name);
    return extract(build(workload, target));
  }

  /** The bundled program called {@code name}. */
  static Workload find(Workloads all, String name) {
    return all.find(name)
        .orElseThrow(
            () -> {
              List<String> names = all.programs().stream().map(Workload::name).toList();
              return new OrreryException(
                  ExitCode.USAGE,
                  "no bundled program is called '%s'.%s See 'orrery demo --list'."
                      .formatted(name, Suggestions.of(name, names)));
            });
  }

  /** A workload's build for {@code target}. */
  static Build build(Workload workload, String target) {
    return workload
        .build(target)
        .orElseThrow(
            () ->
                new OrreryException(
                    ExitCode.USAGE,
                    "%s is not built for %s, but for %s"
                        .formatted(
                            workload.name(),
                            target,
                            String.join(
                                ", ", workload.builds().stream().map(Build::isa).toList()))));
  }

  /** Writes a build's ELF file where it can be run and reported on. */
  static Path extract(Build build) {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path dir =
        (cache == null || cache.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(cache))
            .resolve("orrery/workloads/" + build.sha256().substring(0, 12));
    try {
      Files.createDirectories(dir);
      return Workloads.extract(build, dir);
    } catch (IOException e) {
      throw new OrreryException(
          ExitCode.USAGE,
          dir + ": the bundled program cannot be written there: " + e.getMessage(),
          e);
    }
  }
}
