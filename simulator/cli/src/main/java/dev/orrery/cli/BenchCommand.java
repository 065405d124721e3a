package dev.orrery.cli;

import dev.orrery.profiler.bench.BenchHost;
import dev.orrery.profiler.bench.Benchmark;
import dev.orrery.profiler.bench.Benchmark.Problem;
import dev.orrery.profiler.bench.Conduct;
import dev.orrery.profiler.bench.Summary;
import dev.orrery.profiler.bench.Task;
import dev.orrery.profiler.bench.Task.Invocation;
import dev.orrery.profiler.bench.WholeProcesses;
import dev.orrery.reports.bench.BenchFormat;
import dev.orrery.reports.bench.BenchJson;
import dev.orrery.reports.terminal.BenchSummary;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.io.OutputFile;
import dev.orrery.workloads.Size;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/** Times programs, whole processes, on several engines. */
final class BenchCommand {
  private static final int MOST_ROUNDS = 1000;
  private static final Set<BenchFormat> ALL_FORMATS = EnumSet.allOf(BenchFormat.class);

  private final Console console;
  private final CommandModel model =
      CommandModel.of("Time programs on several engines, as whole processes.", this::run);
  private final JsonOption json = new JsonOption();
  private List<String> words = List.of();
  private List<Path> folders = List.of();
  private @Nullable Size size;
  private int rounds = 5;
  private @Nullable String engines;
  private List<Map.Entry<String, List<String>>> peers = List.of();
  private @Nullable String reference;
  private Duration timeout = Duration.ofMinutes(10);
  private @Nullable String isa;
  private final Map<String, String> environment = new LinkedHashMap<>();
  private @Nullable Path input;
  private List<Path> readable = List.of();
  private List<Path> writable = List.of();
  private @Nullable Path output;
  private Set<BenchFormat> formats = ALL_FORMATS;
  private String name = "bench";
  private boolean quiet;
  private Console.Color color = Console.Color.AUTO;

  private BenchCommand(Console console) {
    this.console = console;
  }

  /** {@code orrery bench}. */
  static CommandModel model(Console console) {
    return new BenchCommand(console).described();
  }

  private CommandModel described() {
    model
        .describe(
            "Every program runs on every engine in every round, in turns, from the start of its"
                + " process to the",
            "end. Every run's output and exit status are checked: those of bundled programs are"
                + " known, others",
            "must be the same on all engines. Start-up and compilation are part of all times.",
            "",
            "Examples:",
            "  orrery bench --size medium                     all bundled programs",
            "  orrery bench workload:sieve prog.elf           some programs",
            "  orrery bench prog.elf -- 1000                  with an argument",
            "  orrery bench --programs DIR -o out             a folder of programs, with files",
            "  orrery bench --peer old='/old/orrery run' --reference old workload:sha256",
            "",
            "Exit status: 0 all went well, 1 a program failed on an engine, 3 engines differ, 5"
                + " --timeout was",
            "reached; the other programs are timed all the same.")
        .arguments(
            0,
            false,
            "PROGRAM",
            "ELF files, assembly files (.s), workload:NAME or workload:NAME@rv32imac; arguments of"
                + " the files after --. Default: all bundled programs.",
            v -> words = v)
        .paths(
            "--programs", "DIR", "Time all programs in this folder, repeatable.", v -> folders = v)
        .choice(
            "--size",
            "SIZE",
            Size.class,
            "How long bundled programs run: ${COMPLETION-CANDIDATES}. Default: small.",
            v -> size = v)
        .option(
            "--rounds",
            "N",
            BenchCommand::rounds,
            "How often each program runs on each engine. Default: 5.",
            v -> rounds = v)
        .option(
            "--engines",
            "NAMES",
            "Engines, separated by commas: %s. Default: those that are quick enough for the size."
                .formatted(String.join(", ", BenchEngines.names())),
            v -> engines = v)
        .options(
            "--peer",
            "NAME=COMMAND",
            BenchCommand::peer,
            "Another engine: a command that runs a program, which stands for {} or at the end;"
                + " repeatable.",
            v -> peers = v)
        .option(
            "--reference",
            "NAME",
            "The engine that others are compared with. Default: qemu, else the interpreter, else"
                + " the last.",
            v -> reference = v)
        .option(
            "--timeout",
            "TIME",
            new Quantities.Time(),
            "The longest that one run may take. Default: 10m.",
            v -> timeout = v)
        .option(
            "--isa",
            "NAME|FILE",
            "Instruction tables for files. Default: what each program needs.",
            v -> isa = v)
        .options(
            "--env",
            "NAME=VALUE",
            RunOptions::assignment,
            "Environment variable of files, repeatable. Nothing else is passed on.",
            v -> v.forEach(e -> environment.put(e.getKey(), e.getValue())))
        .path("--input", "FILE", "Standard input of files. Default: empty.", v -> input = v)
        .paths(
            "--allow-read",
            "PATH",
            "File or folder that programs may read on Orrery's engines, repeatable.",
            v -> readable = v)
        .paths(
            "--allow-write",
            "PATH",
            "File or folder that programs may read and write there, repeatable.",
            v -> writable = v)
        .path("-o,--output", "DIR", "Write files into this folder, too.", v -> output = v)
        .choices(
            "--format",
            "FORMAT",
            BenchFormat.class,
            "What to write: ${COMPLETION-CANDIDATES}. Default: all.",
            v -> formats = EnumSet.copyOf(v))
        .option(
            "--name",
            "NAME",
            "What files are called, before their ending. Default: bench.",
            v -> name = v)
        .flag("-q,--quiet", "Nothing on standard error but errors.", () -> quiet = true)
        .color(v -> color = v);
    return json.addTo(model);
  }

  /** A number of rounds. */
  static int rounds(String text) {
    try {
      int n = Integer.parseInt(text);
      if (n >= 1 && n <= MOST_ROUNDS) {
        return n;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new TypeConversionException("'%s' is not 1 to %d".formatted(text, MOST_ROUNDS));
  }

  private static Map.Entry<String, List<String>> peer(String text) {
    int equals = text.indexOf('=');
    String command = text.substring(equals + 1).strip();
    if (equals <= 0 || command.isEmpty()) {
      throw new TypeConversionException("'" + text + "' is not NAME=COMMAND");
    }
    return Map.entry(text.substring(0, equals), List.of(command.split("\\s+")));
  }

  // ---- what is to be done ----

  private int run() {
    checkName();
    List<String> chosen = engineNames();
    try (Scratch scratch = new Scratch()) {
      BenchPrograms found = programs(scratch.folder());
      List<BenchProgram> programs = found.programs();
      List<BenchEngine> ways = engines(scratch.folder(), chosen, programs);
      List<Task> tasks = programs.stream().map(p -> task(p, ways)).toList();
      List<Benchmark.Engine> facts = ways.stream().map(BenchEngine::facts).toList();
      checkSomethingRuns(tasks, facts);
      BenchHost host = BenchHost.now();
      WholeProcesses processes =
          new WholeProcesses(tasks, Conduct.inTurns(rounds, timeout), scratch.folder());
      try (Interrupts unused = new Interrupts(processes::interrupt);
          Progress progress =
              Progress.of(
                  console,
                  quiet,
                  "timing",
                  "runs",
                  processes.total(),
                  processes::done,
                  processes::doing)) {
        processes.run();
        progress.close();
        List<Problem> problems = new ArrayList<>(found.problems());
        problems.addAll(processes.problems());
        return report(
            new Benchmark(
                subject(programs),
                model.words(),
                host.after(),
                rounds,
                reference,
                facts,
                tasks.stream().map(t -> program(t, processes)).toList(),
                processes.samples(),
                problems,
                processes.interrupted()));
      }
    }
  }

  private void checkName() {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
      throw new OrreryException(ExitCode.USAGE, "--name '" + name + "' is not the name of a file");
    }
  }

  private List<String> engineNames() {
    Set<String> names = new LinkedHashSet<>();
    List<String> known = BenchEngines.names();
    for (String e : engines == null ? usual() : List.of(engines.split(",", -1))) {
      names.add(EngineNames.check("--engines", e, known));
    }
    for (Map.Entry<String, List<String>> p : peers) {
      if (!names.add(p.getKey())) {
        throw new OrreryException(
            ExitCode.USAGE, "--peer: there is another engine called " + p.getKey());
      }
    }
    if (reference != null && !names.contains(reference)) {
      throw new OrreryException(
          ExitCode.USAGE,
          "--reference: '%s' is not one of the engines, which are %s"
              .formatted(reference, String.join(", ", names)));
    }
    return List.copyOf(names);
  }

  /** The oracle takes a second for a million instructions, the interpreter ten for a billion. */
  private List<String> usual() {
    boolean own = folders.isEmpty() && words.isEmpty();
    return switch (own || size != null ? sizeOrSmall() : Size.MEDIUM) {
      case SMALL -> List.of("interpreter", "jit", "oracle", BenchEngines.QEMU, BenchEngines.NATIVE);
      case MEDIUM -> List.of("jit", "interpreter", BenchEngines.QEMU, BenchEngines.NATIVE);
      case LARGE -> List.of("jit", BenchEngines.QEMU, BenchEngines.NATIVE);
    };
  }

  private Size sizeOrSmall() {
    return size == null ? Size.SMALL : size;
  }

  private BenchPrograms programs(Path scratch) {
    int behind = argumentsBehindDashes();
    List<String> named = words.subList(0, words.size() - behind);
    List<String> arguments = words.subList(words.size() - behind, words.size());
    BenchPrograms found =
        new BenchPrograms(scratch, sizeOrSmall(), isa, arguments, environment, input);
    named.forEach(found::add);
    folders.forEach(found::addFolder);
    if (named.isEmpty() && folders.isEmpty()) {
      if (!arguments.isEmpty()) {
        throw new OrreryException(
            ExitCode.USAGE, "arguments need a program that they are for, named before --");
      }
      found.addBundled();
    }
    return found;
  }

  /** How many of the words stand behind the first {@code --}. */
  private int argumentsBehindDashes() {
    List<String> typed = model.words();
    int dashes = typed.indexOf("--");
    return dashes < 0 ? 0 : Math.min(words.size(), typed.size() - dashes - 1);
  }

  private List<BenchEngine> engines(Path scratch, List<String> names, List<BenchProgram> programs) {
    BenchEngines maker = new BenchEngines(console, scratch, readable, writable);
    List<BenchEngine> ways = new ArrayList<>();
    for (String n : names) {
      peers.stream()
          .filter(p -> p.getKey().equals(n))
          .findFirst()
          .ifPresentOrElse(
              p -> ways.add(maker.other(n, p.getValue())),
              () -> ways.add(maker.named(n, programs)));
    }
    return ways;
  }

  private static Task task(BenchProgram p, List<BenchEngine> engines) {
    Map<String, Invocation> ways = new LinkedHashMap<>();
    for (BenchEngine engine : engines) {
      Invocation way = engine.way(p);
      if (way != null) {
        ways.put(engine.name(), way);
      }
    }
    return new Task(p.name(), p.kind(), p.input(), p.expected(), p.instructions(), ways);
  }

  private static void checkSomethingRuns(List<Task> tasks, List<Benchmark.Engine> engines) {
    if (tasks.stream().allMatch(t -> t.ways().isEmpty())) {
      StringBuilder why = new StringBuilder("there is nothing to time");
      engines.forEach(e -> why.append("; ").append(e.name()).append(": ").append(e.skipped()));
      throw new OrreryException(ExitCode.USAGE, why.toString());
    }
  }

  private String subject(List<BenchProgram> programs) {
    boolean bundled = programs.stream().anyMatch(p -> p.workload() != null);
    String what = programs.size() == 1 ? programs.getFirst().name() : programs.size() + " programs";
    return bundled ? what + ", " + sizeOrSmall().name().toLowerCase(Locale.ROOT) : what;
  }

  private static Benchmark.Program program(Task task, WholeProcesses processes) {
    return new Benchmark.Program(task.program(), task.kind(), processes.instructions(task));
  }

  // ---- what came out ----

  private int report(Benchmark benchmark) {
    Summary summary = new Summary(benchmark);
    console
        .out()
        .print(
            json.isAsked()
                ? BenchJson.of(summary)
                : BenchSummary.of(summary, console.columns(), console.colorOut(color)));
    console.out().flush();
    if (benchmark.interrupted()) {
      return Interrupts.STATUS;
    }
    if (output != null) {
      Map<Path, byte[]> files = new LinkedHashMap<>();
      for (BenchFormat format : formats) {
        files.put(output.resolve(name + format.suffix()), format.bytes(summary));
      }
      OutputFile.writeAll(files);
      if (!quiet) {
        files.keySet().forEach(file -> console.err().println("wrote " + file));
      }
    }
    return worst(benchmark.problems());
  }

  /** The exit status after runs of which some may have gone wrong. */
  static int worst(List<Problem> problems) {
    return problems.stream()
        .map(Problem::kind)
        .max(Comparator.naturalOrder())
        .map(BenchCommand::status)
        .orElse(ExitCode.OK)
        .status();
  }

  private static ExitCode status(Problem.Kind worst) {
    return switch (worst) {
      case LATE -> ExitCode.LIMIT;
      case FAILED -> ExitCode.CHECK_FAILED;
      case DIFFERS -> ExitCode.DIVERGED;
    };
  }
}
