package dev.orrery.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The options of every command that runs a guest program: what to run, on what, within what limits.
 */
final class RunOptions {
  /** What surrounds the program. */
  enum MachineKind {
    LINUX,
    BARE
  }

  @Parameters(
      index = "0",
      paramLabel = "PROGRAM",
      description =
          "An ELF file, or workload:NAME for a bundled program (see 'orrery demo --list').")
  String program = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "ARGUMENTS",
      description = "The program's arguments; put them after --.")
  List<String> arguments = new ArrayList<>();

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description =
          "interpreter (default) or oracle, which walks the tables' meaning step by step.")
  String engine = "interpreter";

  @Option(
      names = "--isa",
      paramLabel = "NAME|FILE",
      description =
          "Instruction tables: a stock name or an .isa file. Default: what the program needs.")
  @Nullable String isa;

  @Option(
      names = "--machine",
      paramLabel = "KIND",
      description =
          "linux: user-mode Linux. bare: RAM and a host-target interface (tohost)."
              + " Default: bare if the program has a tohost symbol, else linux.")
  @Nullable MachineKind machine;

  @Option(
      names = "--ram",
      paramLabel = "BASE:SIZE",
      description = "RAM of a bare machine, repeatable. Default: what the program's segments need.")
  List<String> ram = new ArrayList<>();

  @Option(
      names = "--reset-pc",
      paramLabel = "ADDRESS",
      converter = Quantities.Address.class,
      description = "First instruction of a bare machine. Default: the program's entry.")
  @Nullable Long resetPc;

  @Option(
      names = "--max-insns",
      paramLabel = "N",
      converter = Quantities.Count.class,
      description = "Stop after exactly N instructions, with exit status 5.")
  @Nullable Long maxInsns;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = Quantities.Time.class,
      description = "Stop after this much time of the host (500ms, 10s, 2m), with exit status 5.")
  @Nullable Duration timeout;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      converter = Quantities.Size.class,
      description = "Most memory the guest may use. Default: 2G.")
  long memory = 2L << 30;

  @Option(
      names = "--root",
      paramLabel = "DIR",
      description = "Folder that the program sees as /, to read and write.")
  @Nullable Path root;

  @Option(
      names = "--allow-read",
      paramLabel = "PATH",
      description = "File or folder of the host that the program may read, repeatable.")
  List<Path> allowRead = new ArrayList<>();

  @Option(
      names = "--allow-write",
      paramLabel = "PATH",
      description = "File or folder of the host that the program may read and write, repeatable.")
  List<Path> allowWrite = new ArrayList<>();

  @Option(
      names = "--env",
      paramLabel = "NAME=VALUE",
      description = "Environment variable of the program, repeatable. Nothing else is passed on.")
  Map<String, String> environment = new LinkedHashMap<>();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Seed of everything random that the program can see. Default: ${DEFAULT-VALUE}.")
  long seed = 1;

  @Option(names = "--strace", description = "Print system calls to standard error as they happen.")
  boolean strace;

  @Option(
      names = {"-q", "--quiet"},
      description = "No summary on standard error.")
  boolean quiet;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      description = "auto, always or never; auto also honours NO_COLOR.")
  Console.Color color = Console.Color.AUTO;

  @Option(
      names = "--print-config",
      description = "Print everything that determines the run, and do not run.")
  boolean printConfig;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Defaults of options, TOML, instead of ./orrery.toml.")
  @Nullable Path config;

  @Option(
      names = "-c",
      paramLabel = "KEY=VALUE",
      description = "Default of an option, by its long name without dashes; repeatable.")
  Map<String, String> overrides = new LinkedHashMap<>();
}
