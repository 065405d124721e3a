package dev.orrery.cli;

import dev.orrery.engine.EngineOptions;
import dev.orrery.machine.plan.MachineKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/**
 * The options of every command that runs a guest program: what to run, on what, within what limits.
 */
final class RunOptions {
  /** When the JIT translates, for the help of {@code --jit-hot}. */
  static final String USUALLY_HOT = "half a million, after the program's first 16 million";

  String program = "";
  List<String> arguments = new ArrayList<>();
  private String engine = EngineNames.AUTO;

  /** What {@link EngineNames#AUTO} stands for. */
  String automatic = "jit";

  @Nullable String isa;

  @Nullable MachineKind machine;
  List<String> ram = new ArrayList<>();
  @Nullable Long resetPc;
  @Nullable Long maxInsns;
  @Nullable Duration timeout;
  long memory = 2L << 30;
  @Nullable Path root;
  @Nullable Path jfr;
  List<Path> allowRead = new ArrayList<>();
  List<Path> allowWrite = new ArrayList<>();
  Map<String, String> environment = new LinkedHashMap<>();
  long seed = 1;
  @Nullable String schedule;
  int jitHot;
  boolean strace;
  boolean noDemangle;
  boolean quiet;
  Console.Color color = Console.Color.AUTO;
  boolean printConfig;

  /** Adds these options to a command that runs the program once. */
  CommandModel addTo(CommandModel command) {
    addProgram(command);
    addArguments(command, 1);
    addEngine(command);
    addMachine(command);
    addLimits(command);
    addSandbox(command);
    command.flag(
        "--strace", "Print system calls to standard error as they happen.", () -> strace = true);
    addOutput(command);
    addPrintConfig(command);
    return command;
  }

  /** Adds those that make sense for a command that runs the program on several engines. */
  CommandModel addSharedTo(CommandModel command) {
    addProgram(command);
    addArguments(command, 1);
    addMachine(command);
    addLimits(command);
    addSandbox(command);
    addOutput(command);
    return command;
  }

  /** Adds those of a command that asks about a place in the program. */
  CommandModel addExplainedTo(CommandModel command, Consumer<String> place) {
    addProgram(command);
    command.argument(
        1, "PC|SYMBOL", "An address, such as 0x101c4, or the name of a function.", place);
    addArguments(command, 2);
    addMachine(command);
    addLimits(command);
    addSandbox(command);
    addOutput(command);
    return command;
  }

  /**
   * Adds {@code --jit-hot}.
   *
   * @param usual what it is by default, for the help
   */
  CommandModel addJitHot(CommandModel command, String usual) {
    return command.option(
        "--jit-hot",
        "N",
        RunOptions::threshold,
        "Instructions that code has executed when the jit translates it, at least 1. Default: "
            + usual
            + ". What is translated then runs at once, and not only when the JVM has compiled it.",
        v -> jitHot = v);
  }

  /** Adds {@code --jfr}. */
  CommandModel addJfr(CommandModel command) {
    return command.option(
        "--jfr",
        "FILE",
        "Write a recording of the JDK's flight recorder, for JDK Mission Control: what the jit and"
            + " the JVM's compilers did, and when.",
        v -> jfr = Path.of(v));
  }

  private static int threshold(String text) {
    long n = new Quantities.Count().convert(text);
    if (n < 1 || n > Integer.MAX_VALUE) {
      throw new TypeConversionException("'" + text + "' is not from 1 to 2147483647");
    }
    return (int) n;
  }

  /** The name of the engine. */
  String engine() {
    return engine.equals(EngineNames.AUTO) ? automatic : engine;
  }

  /** How engines are made. */
  EngineOptions engineOptions() {
    return EngineOptions.translatingAfter(jitHot);
  }

  private void addProgram(CommandModel command) {
    command.argument(
        "PROGRAM",
        "An ELF file, an assembly file (.s), or workload:NAME for a bundled program (see"
            + " 'orrery demo --list').",
        v -> program = v);
  }

  /** Adds the program's arguments, from a position on, and its environment. */
  private void addArguments(CommandModel command, int first) {
    command
        .arguments(
            first,
            false,
            "ARGUMENTS",
            "The program's arguments; put them after --.",
            v -> arguments = v)
        .options(
            "--env",
            "NAME=VALUE",
            RunOptions::assignment,
            "Environment variable of the program, repeatable. Nothing else is passed on.",
            v -> v.forEach(e -> environment.put(e.getKey(), e.getValue())));
  }

  static Map.Entry<String, String> assignment(String text) {
    int equals = text.indexOf('=');
    if (equals <= 0) {
      throw new TypeConversionException("'" + text + "' has no name before '=': write NAME=VALUE");
    }
    return Map.entry(text.substring(0, equals), text.substring(equals + 1));
  }

  private void addEngine(CommandModel command) {
    command.option(
        "--engine",
        "NAME",
        EngineNames::orAuto,
        "interpreter, jit, which also translates what runs long, oracle, which walks the tables'"
            + " meaning step by step, or auto: the "
            + automatic
            + ". Default: auto.",
        v -> engine = v);
  }

  private void addMachine(CommandModel command) {
    command
        .option(
            "--isa",
            "NAME|FILE",
            "Instruction tables: a stock name, one with extensions (rv64gc_zba_zbb), or an .isa file. Default: what the program needs.",
            v -> isa = v)
        .choice(
            "--machine",
            "KIND",
            MachineKind.class,
            "linux: user-mode Linux. bare: RAM and a host-target interface (tohost)."
                + " Default: bare if the program has a tohost symbol, else linux.",
            v -> machine = v)
        .options(
            "--ram",
            "BASE:SIZE",
            "RAM of a bare machine, repeatable. Default: what the program's segments need.",
            v -> ram = v)
        .option(
            "--reset-pc",
            "ADDRESS",
            new Quantities.Address(),
            "First instruction of a bare machine. Default: the program's entry.",
            v -> resetPc = v)
        .option(
            "--seed",
            "N",
            new Quantities.Whole(),
            "Seed of everything random that the program can see. Default: 1.",
            v -> seed = v)
        .option(
            "--schedule",
            "SEED[,N]",
            "Draw the order of threads, and turns of about N instructions; fair,N: in order."
                + " Default: fair,20000.",
            v -> schedule = v);
  }

  private void addLimits(CommandModel command) {
    command
        .option(
            "--max-insns",
            "N",
            new Quantities.Count(),
            "Stop after exactly N instructions, with exit status 5.",
            v -> maxInsns = v)
        .option(
            "--timeout",
            "TIME",
            new Quantities.Time(),
            "Stop after this much time of the host (500ms, 10s, 2m), with exit status 5.",
            v -> timeout = v)
        .option(
            "--memory",
            "SIZE",
            new Quantities.Size(),
            "Most memory the guest may use. Default: 2G.",
            v -> memory = v);
  }

  private void addSandbox(CommandModel command) {
    command
        .path(
            "--root", "DIR", "Folder that the program sees as /, to read and write.", v -> root = v)
        .paths(
            "--allow-read",
            "PATH",
            "File or folder of the host that the program may read, repeatable.",
            v -> allowRead = v)
        .paths(
            "--allow-write",
            "PATH",
            "File or folder of the host that the program may read and write, repeatable.",
            v -> allowWrite = v);
  }

  private void addOutput(CommandModel command) {
    command
        .flag("-q,--quiet", "No summary on standard error.", () -> quiet = true)
        .flag(
            "--no-demangle",
            "Call functions of C++ and Rust what linkers call them, such as _ZN3foo3barEv.",
            () -> noDemangle = true)
        .color(v -> color = v);
    // The layers of configuration are read before options are parsed: see Main.
    command
        .option("--config", "FILE", "Defaults of options, TOML, instead of ./orrery.toml.", v -> {})
        .options(
            "-c",
            "KEY=VALUE",
            "Default of an option, by its long name without dashes; repeatable.",
            v -> {});
  }

  private void addPrintConfig(CommandModel command) {
    command.flag(
        "--print-config",
        "Print everything that determines the run, and do not run.",
        () -> printConfig = true);
  }
}
