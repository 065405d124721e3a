package dev.orrery.cli;

import dev.orrery.machine.elf.ElfFile;
import dev.orrery.machine.elf.ElfWriter;
import dev.orrery.machine.plan.IsaChoice;
import dev.orrery.spec.asm.Assembler;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.io.OutputFile;
import dev.orrery.workloads.Build;
import dev.orrery.workloads.Workload;
import dev.orrery.workloads.Workloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Finds the program that a command names: a file, or a bundled one as {@code workload:NAME}. */
final class Programs {
  /** What names of bundled programs begin with. */
  static final String PREFIX = "workload:";

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
    String target = Workload.RV64GC;
    int at = name.indexOf('@');
    if (at >= 0) {
      target = name.substring(at + 1);
      name = name.substring(0, at);
    }
    byte[] elf = Workloads.elf(name, target);
    if (elf == null) {
      throw missing(find(Workloads.load(), name), target);
    }
    return extract(name, target, elf);
  }

  /**
   * A program, assembled first if its name is that of an assembly file.
   *
   * @param isa tables that the user names; null for those that the program needs
   */
  static ElfFile read(String program, @Nullable String isa) {
    Path file = open(program);
    if (!Assembly.isText(file)) {
      return ElfFile.read(file);
    }
    Assembler.Assembled assembled = Assembly.of(file, isa, Assembler.DEFAULT_BASE);
    return ElfFile.parse(program, ElfWriter.write(assembled.program()));
  }

  /** The program that options name, with names as they say. */
  static ElfFile read(RunOptions options) {
    ElfFile elf = read(options.program, options.isa);
    return options.noDemangle ? elf.withLinkerNames() : elf;
  }

  /**
   * The tables that are said for a program: by the user, or by its being assembled with the default
   * ones. Null for a program that says itself what it needs.
   */
  static @Nullable String isa(String program, @Nullable String isa) {
    return isa == null && Assembly.isText(Path.of(program)) ? IsaChoice.DEFAULT : isa;
  }

  /** Says what there is. */
  static OrreryException missing(Workload workload, String target) {
    return new OrreryException(
        ExitCode.USAGE,
        "%s is not built for %s, but for %s"
            .formatted(
                workload.name(),
                target,
                String.join(", ", workload.builds().stream().map(Build::isa).toList())));
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

  /** Puts a bundled program where it can be run and reported on, unless it is there. */
  private static Path extract(String name, String target, byte[] elf) {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path home =
        cache == null || cache.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache);
    CRC32 checksum = new CRC32();
    checksum.update(elf);
    Path file =
        home.resolve("orrery/workloads")
            .resolve(target + "-" + Long.toHexString(checksum.getValue()))
            .resolve(name + ".elf");
    try {
      // Files are written whole, and the folder's name is a checksum of the content.
      if (!Files.exists(file) || Files.size(file) != elf.length) {
        OutputFile.write(file, elf);
      }
      return file;
    } catch (IOException e) {
      throw new OrreryException(
          ExitCode.USAGE, file + ": the bundled program cannot be read: " + e.getMessage(), e);
    }
  }
}
