package dev.orrery.cli;

import dev.orrery.machine.elf.ElfFile;
import dev.orrery.profiler.bench.Benchmark.Problem;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.workloads.Build;
import dev.orrery.workloads.Size;
import dev.orrery.workloads.Workload;
import dev.orrery.workloads.Workloads;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds what {@code orrery bench} is to time: bundled programs, files, what is in a folder. */
final class BenchPrograms {
  private static final byte[] ELF_MAGIC = {0x7f, 'E', 'L', 'F'};

  private final Workloads workloads = Workloads.load();
  private final Path scratch;
  private final Size size;
  private final @Nullable String isa;
  private final List<String> arguments;
  private final Map<String, String> environment;
  private final Path input;
  private final List<BenchProgram> programs = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final Set<Path> files = new HashSet<>();

  /**
   * Finds nothing yet.
   *
   * @param scratch a folder for what lives as long as the benchmark
   * @param size of bundled programs
   * @param isa tables for programs of the user's; null for what they need
   * @param arguments of programs of the user's
   * @param environment of those
   * @param input their standard input; null for none
   */
  BenchPrograms(
      Path scratch,
      Size size,
      @Nullable String isa,
      List<String> arguments,
      Map<String, String> environment,
      @Nullable Path input) {
    this.scratch = scratch;
    this.size = size;
    this.isa = isa;
    this.arguments = arguments;
    this.environment = new LinkedHashMap<>(environment);
    this.input = input == null ? BenchProgram.write(scratch.resolve("none"), new byte[0]) : input;
  }

  /** What was found, in order. */
  List<BenchProgram> programs() {
    return programs;
  }

  /** What is in a folder and cannot be run. */
  List<Problem> problems() {
    return problems;
  }

  /** Adds all bundled programs that have this size. */
  void addBundled() {
    for (Workload w : workloads.programs()) {
      if (w.run(size).isPresent()) {
        add(BenchProgram.of(w, w.build(Workload.RV64GC).orElseThrow(), size, scratch));
      }
    }
  }

  /** Adds a program as other commands name it: a file, or {@code workload:NAME}. */
  void add(String program) {
    if (program.startsWith(Programs.PREFIX)) {
      addBundled(program.substring(Programs.PREFIX.length()));
    } else {
      add(Path.of(program), program);
    }
  }

  private void addBundled(String name) {
    String[] parts = name.split("@", 2);
    Workload workload = Programs.find(workloads, parts[0]);
    if (!arguments.isEmpty()) {
      throw new OrreryException(
          ExitCode.USAGE,
          "%s: bundled programs have arguments of their own: choose --size instead"
              .formatted(Programs.PREFIX + name));
    }
    if (workload.run(size).isEmpty()) {
      throw new OrreryException(
          ExitCode.USAGE, "%s has no such size: %s".formatted(name, workload.sizes().keySet()));
    }
    String target = parts.length == 1 ? Workload.RV64GC : parts[1];
    Build build = workload.build(target).orElseThrow(() -> Programs.missing(workload, target));
    add(BenchProgram.of(workload, build, size, scratch));
  }

  /** Adds the programs that are in a folder: ELF files and assembly texts, by name. */
  void addFolder(Path folder) {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(Files::isRegularFile).filter(BenchPrograms::isProgram).sorted().toList();
    } catch (IOException e) {
      throw new OrreryException(
          ExitCode.BAD_INPUT,
          "--programs: %s cannot be listed: give a folder with programs".formatted(folder),
          e);
    }
    if (files.isEmpty()) {
      throw new OrreryException(
          ExitCode.BAD_INPUT,
          "--programs: %s holds no program: no ELF file and no assembly text".formatted(folder));
    }
    for (Path file : files) {
      try {
        add(file, file.toString());
      } catch (OrreryException e) {
        problems.add(
            new Problem(
                Problem.Kind.FAILED, name(file), "any engine", 0, String.valueOf(e.getMessage())));
      }
    }
  }

  private static boolean isProgram(Path file) {
    if (Assembly.isText(file)) {
      return true;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(ELF_MAGIC.length), ELF_MAGIC);
    } catch (IOException e) {
      return false; // Not for us to read.
    }
  }

  private void add(Path file, String text) {
    if (!files.add(file.toAbsolutePath().normalize())) {
      throw twice(text);
    }
    ElfFile elf = Programs.read(text, isa);
    String tables = Programs.isa(text, isa);
    Path copy = scratch.resolve("program-" + programs.size());
    String name = names.contains(name(file)) ? file.toString() : name(file);
    BenchProgram program =
        new BenchProgram(
            name,
            BenchProgram.OTHER,
            elf,
            BenchProgram.executable(elf, copy),
            arguments,
            environment,
            input,
            null,
            OptionalLong.empty(),
            tables,
            null);
    program.abi(); // There must be tables for it.
    add(program);
  }

  private static String name(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(".elf") ? name.substring(0, name.length() - 4) : name;
  }

  private void add(BenchProgram program) {
    if (!names.add(program.name())) {
      throw twice(program.name());
    }
    programs.add(program);
  }

  private static OrreryException twice(String name) {
    return new OrreryException(
        ExitCode.USAGE, name + " is named twice: name it once, and see --rounds");
  }
}
