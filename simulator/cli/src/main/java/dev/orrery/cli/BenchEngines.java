package dev.orrery.cli;

import dev.orrery.engine.factory.Engines;
import dev.orrery.machine.elf.ElfFile;
import dev.orrery.machine.elf.ElfMachines;
import dev.orrery.profiler.bench.Task.Account;
import dev.orrery.profiler.bench.Task.Invocation;
import dev.orrery.spec.model.AbiSpec;
import dev.orrery.workloads.Workload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Engines as processes: Orrery's own, QEMU, this host, other commands. */
final class BenchEngines {
  /** QEMU's user mode. */
  static final String QEMU = "qemu";

  /** The host itself. */
  static final String NATIVE = "native";

  /** In an ELF header: behind what tells its class and byte order, and around the machine. */
  private static final int ELF_DATA_END = 6;

  private static final int ELF_MACHINE = 18;
  private static final int ELF_MACHINE_END = 20;

  private final Console console;
  private final Path scratch;
  private final List<Path> readable;
  private final List<Path> writable;
  private final Installation installation = Installation.running();
  private int made;

  /**
   * Makes engines.
   *
   * @param scratch a folder for what lives as long as the benchmark
   * @param readable files and folders that programs may read
   * @param writable files and folders that they may write, too
   */
  BenchEngines(Console console, Path scratch, List<Path> readable, List<Path> writable) {
    this.console = console;
    this.scratch = scratch;
    this.readable = readable;
    this.writable = writable;
  }

  /** The names that {@link #named} knows. */
  static List<String> names() {
    List<String> names = new ArrayList<>(Engines.names());
    names.addAll(List.of(QEMU, NATIVE));
    return names;
  }

  /**
   * An engine.
   *
   * @param name one of {@link #names}
   * @param programs all that it will be asked for
   */
  BenchEngine named(String name, List<BenchProgram> programs) {
    return switch (name) {
      case QEMU -> qemuUser(name);
      case NATIVE -> host(name, programs, null);
      default -> own(name, name, List.of());
    };
  }

  /**
   * One of Orrery's own.
   *
   * @param name in tables
   * @param engine as {@code --engine} takes it
   * @param options further ones of {@code orrery run}
   */
  BenchEngine own(String name, String engine, List<String> options) {
    return new Own(name, engine, options);
  }

  /** QEMU's user mode. */
  BenchEngine qemuUser(String name) {
    return new Qemu(name);
  }

  /**
   * The host's processor.
   *
   * @param programs all that it will be asked for
   * @param file what it runs instead of the one program; null for what is known to be the same
   */
  BenchEngine host(String name, List<BenchProgram> programs, @Nullable Path file) {
    return new Host(name, programs, file);
  }

  /**
   * Another command.
   *
   * @param command its words; {@code {}} stands for the program, which else follows
   */
  BenchEngine other(String name, List<String> command) {
    return new Other(name, command);
  }

  /** A folder to work in, as long a name for each engine: some programs measure it. */
  private Path directory(BenchEngine engine, int number) {
    Path folder = scratch.resolve("work-%03d".formatted(number));
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new IllegalStateException(engine.name() + ": " + folder, e);
    }
  }

  /** {@code orrery run --engine NAME}. */
  private final class Own extends BenchEngine {
    private final Path directory;
    private final String engine;
    private final List<String> options;

    Own(String name, String engine, List<String> options) {
      super(name);
      this.engine = engine;
      this.options = options;
      directory = directory(this, made++);
    }

    @Override
    Answer ask(BenchProgram program) {
      List<String> words = new ArrayList<>(installation.command());
      words.addAll(List.of("run", "--engine", engine));
      words.addAll(options);
      if (program.isa() != null) {
        words.addAll(List.of("--isa", program.isa()));
      }
      program.environment().forEach((k, v) -> words.addAll(List.of("--env", k + "=" + v)));
      readable.forEach(p -> words.addAll(List.of("--allow-read", p.toString())));
      writable.forEach(p -> words.addAll(List.of("--allow-write", p.toString())));
      if (program.needsDirectory()) {
        words.addAll(List.of("--allow-write", directory.toString()));
      }
      words.addAll(List.of(program.file().toString(), "--"));
      words.addAll(program.argumentsIn(directory));
      return Answer.yes(new Invocation(words, environment(), Endings::account));
    }

    @Override
    String version() {
      return "Orrery " + Version.number() + ", commit " + Version.commit();
    }
  }

  /** Ours, except for what tells a JVM about this process's streams. */
  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(console.env());
    environment.remove("ORRERY_TTY");
    return environment;
  }

  /** {@code qemu-MACHINE}; the program gets the same environment as from Orrery: only its own. */
  private final class Qemu extends BenchEngine {
    private final Path directory;
    private final Set<Path> used = new LinkedHashSet<>();

    Qemu(String name) {
      super(name);
      directory = directory(this, made++);
    }

    @Override
    Answer ask(BenchProgram program) {
      AbiSpec abi = program.abi();
      if (abi == null) {
        return Answer.no("its user mode runs programs of an operating system");
      }
      String name = "qemu-" + abi.machine();
      Path file = HostPrograms.find(console, name);
      if (file == null) {
        return Answer.no(name + " is not installed (package qemu-user)");
      }
      used.add(file);
      List<String> words = new ArrayList<>(List.of(file.toString(), program.file().toString()));
      words.addAll(program.argumentsIn(directory));
      return Answer.yes(new Invocation(words, program.environment(), e -> Account.NONE));
    }

    @Override
    String version() {
      return String.join("; ", used.stream().map(HostPrograms::version).toList());
    }
  }

  /**
   * The host's processor: bundled programs compiled for it from the same sources, with the same
   * options where they exist; other programs as they are, if they are for it.
   */
  private final class Host extends BenchEngine {
    private final Path directory;
    private final Path programs = scratch.resolve("native");
    private final @Nullable String trouble;

    private final @Nullable Path file;

    Host(String name, List<BenchProgram> all, @Nullable Path file) {
      super(name);
      this.file = file;
      directory = directory(this, made++);
      Set<String> names = new TreeSet<>();
      all.forEach(
          p -> {
            if (file == null && p.workload() != null && p.workload().kind() != Workload.Kind.LIBC) {
              names.add(p.workload().name());
            }
          });
      trouble = names.isEmpty() ? null : build(names);
    }

    /** Compiles programs; says why they cannot be. */
    private @Nullable String build(Set<String> names) {
      Path repository = installation.repository();
      if (repository == null) {
        return "the sources of Orrery's programs are not here";
      }
      String script = repository.resolve("workloads/build.sh").toString();
      List<String> words = new ArrayList<>(List.of(script, "--native", programs.toString()));
      words.addAll(names);
      try {
        Process build = new ProcessBuilder(words).redirectErrorStream(true).start();
        build.getOutputStream().close();
        String said = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return build.waitFor() == 0
            ? null
            : "Orrery's programs cannot be compiled here (package gcc): "
                + said.lines().filter(l -> !l.isBlank()).findFirst().orElse("no reason given");
      } catch (IOException e) {
        return "Orrery's programs cannot be compiled here: " + e.getMessage();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return "interrupted";
      }
    }

    @Override
    Answer ask(BenchProgram program) {
      Workload workload = program.workload();
      Path runs = program.file();
      if (file != null) {
        runs = file.toAbsolutePath();
      } else if (workload != null) {
        runs = programs.resolve(workload.name());
        if (trouble != null || !Files.isExecutable(runs)) {
          return Answer.no(
              trouble != null ? trouble : "what uses glibc is not compiled for the host");
        }
      } else if (!isForThisHost(program.elf())) {
        return Answer.no(
            "a program for " + ElfMachines.name(program.elf().machine()) + ", unlike this host");
      }
      List<String> words = new ArrayList<>(List.of(runs.toString()));
      words.addAll(program.argumentsIn(directory));
      return Answer.yes(new Invocation(words, program.environment(), e -> Account.NONE));
    }

    @Override
    String version() {
      if (file != null) {
        return file.toString();
      }
      Path gcc = HostPrograms.find(console, "gcc");
      return gcc == null ? "" : HostPrograms.version(gcc);
    }
  }

  /** Whether the host's processor runs a program: this process, which it runs, is for the same. */
  static boolean isForThisHost(ElfFile elf) {
    try (InputStream in = Files.newInputStream(Path.of("/proc/self/exe"))) {
      byte[] self = in.readNBytes(ELF_MACHINE_END);
      byte[] other = elf.bytes();
      return Arrays.equals(self, 0, ELF_DATA_END, other, 0, ELF_DATA_END)
          && Arrays.equals(self, ELF_MACHINE, ELF_MACHINE_END, other, ELF_MACHINE, ELF_MACHINE_END);
    } catch (IOException e) {
      return false; // Not Linux: it runs no ELF file.
    }
  }

  /** A command of the user's. */
  private final class Other extends BenchEngine {
    private final List<String> command;
    private final Path directory;

    Other(String name, List<String> command) {
      super(name);
      this.command = command;
      directory = directory(this, made++);
    }

    @Override
    Answer ask(BenchProgram program) {
      List<String> words = new ArrayList<>();
      boolean placed = false;
      for (String word : command) {
        placed |= word.equals("{}");
        words.add(word.equals("{}") ? program.file().toString() : word);
      }
      if (!placed) {
        words.add(program.file().toString());
      }
      words.addAll(program.argumentsIn(directory));
      Map<String, String> environment = environment();
      environment.putAll(program.environment());
      return Answer.yes(new Invocation(words, environment, Endings::account));
    }

    @Override
    String version() {
      return String.join(" ", command);
    }
  }
}
