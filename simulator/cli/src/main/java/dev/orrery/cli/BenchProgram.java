package dev.orrery.cli;

import dev.orrery.machine.elf.ElfFile;
import dev.orrery.machine.plan.IsaChoice;
import dev.orrery.machine.plan.MachineKind;
import dev.orrery.profiler.bench.Task.Ending;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.model.AbiSpec;
import dev.orrery.spec.model.Isa;
import dev.orrery.workloads.Build;
import dev.orrery.workloads.Run;
import dev.orrery.workloads.Size;
import dev.orrery.workloads.Workload;
import dev.orrery.workloads.Workloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A program that is to be timed, on whatever engine.
 *
 * @param name what it is called in tables
 * @param kind what it is averaged with
 * @param elf the program
 * @param file an executable file with it
 * @param arguments what follows its name; {@link Run#DIRECTORY} stands for a folder to work in
 * @param environment its environment variables
 * @param input the file that is its standard input
 * @param expected how it must end; null if nobody knows
 * @param instructions how many it executes, if that is known
 * @param isa the tables that the user names for it; null for those that it needs
 * @param workload which bundled program it is; null for one of the user's
 */
record BenchProgram(
    String name,
    String kind,
    ElfFile elf,
    Path file,
    List<String> arguments,
    Map<String, String> environment,
    Path input,
    @Nullable Ending expected,
    OptionalLong instructions,
    @Nullable String isa,
    @Nullable Workload workload) {

  /** The kind of programs that are not bundled. */
  static final String OTHER = "other";

  /** A bundled program at a size that it has. */
  static BenchProgram of(Workload workload, Build build, Size size, Path scratch) {
    Run run = workload.run(size).orElseThrow();
    boolean usual = build.isa().equals(Workload.RV64GC);
    String name = usual ? workload.name() : workload.name() + "@" + build.isa();
    ElfFile elf = ElfFile.parse(name, Workloads.elf(build));
    return new BenchProgram(
        name,
        workload.kind().name().toLowerCase(Locale.ROOT),
        elf,
        executable(elf, scratch.resolve(name + ".elf")),
        run.arguments(),
        run.environment(),
        write(scratch.resolve(name + ".in"), Workloads.stdin(run)),
        new Ending(run.exitCode(), write(scratch.resolve(name + ".out"), bytes(run.stdout()))),
        build.instructions(size),
        null,
        workload);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  /** Writes a program where every engine can start it. */
  static Path executable(ElfFile elf, Path file) {
    write(file, elf.bytes());
    boolean unused = file.toFile().setExecutable(true); // QEMU asks for it
    return file;
  }

  /** Writes what lives as long as the benchmark. */
  static Path write(Path file, byte[] bytes) {
    try {
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new OrreryException(ExitCode.USAGE, file + ": cannot be written: " + e.getMessage(), e);
    }
  }

  /** Its arguments, with a folder where one is asked for. */
  List<String> argumentsIn(Path directory) {
    return arguments.stream()
        .map(a -> needsDirectory() && a.equals(Run.DIRECTORY) ? directory.toString() : a)
        .toList();
  }

  /** Whether it asks for a folder to work in. */
  boolean needsDirectory() {
    return workload != null && arguments.contains(Run.DIRECTORY);
  }

  /**
   * The operating system that it runs on, as its tables declare it; null if it needs none.
   *
   * @throws OrreryException if there are no tables for it
   */
  @Nullable AbiSpec abi() {
    Isa tables = IsaChoice.forProgram(isa, elf);
    return MachineKind.of(elf) == MachineKind.BARE ? null : tables.abi();
  }
}
