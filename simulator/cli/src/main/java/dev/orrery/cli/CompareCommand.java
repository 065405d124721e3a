package dev.orrery.cli;

import dev.orrery.profiler.bench.BenchHost;
import dev.orrery.profiler.bench.Benchmark;
import dev.orrery.profiler.bench.Conduct;
import dev.orrery.profiler.bench.Task;
import dev.orrery.profiler.bench.WholeProcesses;
import dev.orrery.profiler.compare.Contender;
import dev.orrery.profiler.compare.EngineComparison;
import dev.orrery.profiler.compare.LatencyLog;
import dev.orrery.reports.compare.CompareFormat;
import dev.orrery.reports.terminal.CompareSummary;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.io.OutputFile;
import dev.orrery.workloads.Size;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs one program on several engines and says which differences between them are real. */
final class CompareCommand {
  /** Enough to see what a program prints, and little enough that it fills no disk. */
  private static final long MOST_OUTPUT = 64L << 20;

  private static final String FILES = "compare";
  private static final String LATENCIES = ".hlog";
  private static final Set<CompareFormat> USUAL_FILES =
      Set.of(CompareFormat.HTML, CompareFormat.JSON, CompareFormat.CSV);

  private final Console console;
  private final CommandModel model =
      CommandModel.of("Run one program on several engines, and hold them side by side.", this::run);
  private final CoreOptions core = new CoreOptions("The core whose cycles jit+cycles counts: ");
  private List<String> words = List.of();
  private @Nullable String engines;
  private @Nullable String others;
  private int rounds = 10;
  private Size size = Size.SMALL;
  private @Nullable String isa;
  private @Nullable Path nativeFile;
  private @Nullable String reference;
  private Duration timeout = Duration.ofMinutes(1);
  private long seed = 1;
  private @Nullable Path input;
  private @Nullable Path output;
  private @Nullable Set<CompareFormat> formats;
  private boolean quiet;
  private Console.Color color = Console.Color.AUTO;

  private CompareCommand(Console console) {
    this.console = console;
  }

  /** {@code orrery compare}. */
  static CommandModel model(Console console) {
    return new CompareCommand(console).described();
  }

  private CommandModel described() {
    model
        .describe(
            "Every engine runs the program once in each round, as a process of its own; from the"
                + " second round",
            "on the order is one by chance. Output and exit status are compared. Lines '#phase NAME' of"
                + " the",
            "program's output divide it into phases, whose times are compared as well. Differences"
                + " are tested;",
            "what the host does not have is left out, with the reason.",
            "",
            "Examples:",
            "  orrery compare workload:sieve                    what there is, and what is quick"
                + " enough",
            "  orrery compare workloads/micro/micro.elf -o out  where each engine is fast, with a"
                + " page",
            "  orrery compare --engines interpreter,jit --with qemu-user -n 20 prog.elf -- 1000",
            "  orrery compare --engines jit,jit+cycles --core inorder5 --with native workload:crc32",
            "",
            "Exit status: 0 all went well, 1 the program failed on an engine, 3 engines differ, 5"
                + " --timeout",
            "was reached; the other engines are compared all the same.")
        .arguments(
            0,
            true,
            "PROGRAM",
            "An ELF file, an assembly file (.s), workload:NAME or workload:NAME@rv32imac; arguments of"
                + " a file after --.",
            v -> words = v)
        .option(
            "--engines",
            "NAMES",
            "Orrery's engines, separated by commas: %s. Default: those that are quick enough."
                .formatted(String.join(", ", CompareEngines.OWN)),
            v -> engines = v)
        .option(
            "--with",
            "NAMES",
            "Others: %s. Default: those that can run such a program."
                .formatted(String.join(", ", CompareEngines.OTHERS)),
            v -> others = v)
        .option(
            "-n,--rounds",
            "N",
            BenchCommand::rounds,
            "How often each engine runs the program. Default: 10.",
            v -> rounds = v)
        .choice(
            "--size",
            "SIZE",
            Size.class,
            "How long a bundled program runs: ${COMPLETION-CANDIDATES}. Default: small.",
            v -> size = v)
        .option(
            "--reference",
            "NAME",
            "The engine that others are compared with. Default: qemu-user, else the interpreter,"
                + " else the first.",
            v -> reference = v)
        .path(
            "--native",
            "FILE",
            "What the host runs for 'native': the same program, compiled for it.",
            v -> nativeFile = v)
        .option(
            "--isa",
            "NAME|FILE",
            "Instruction tables. Default: what the program needs.",
            v -> isa = v)
        .path("--input", "FILE", "Standard input of a file. Default: empty.", v -> input = v)
        .option(
            "--timeout",
            "TIME",
            new Quantities.Time(),
            "The longest that one run may take. Default: 1m.",
            v -> timeout = v)
        .option(
            "--seed", "N", Long::valueOf, "Draws another order of runs. Default: 1.", v -> seed = v)
        .path(
            "-o,--output",
            "DIR|FILE",
            "Write a page, JSON, CSV and latencies into this folder, or one file, whose ending says"
                + " what.",
            v -> output = v)
        .choices(
            "--format",
            "FORMAT",
            CompareFormat.class,
            "What to write: ${COMPLETION-CANDIDATES}; without -o, to standard output. Default:"
                + " text, and into a folder html, json, csv.",
            v -> formats = EnumSet.copyOf(v))
        .flag("-q,--quiet", "Nothing on standard error but errors.", () -> quiet = true)
        .color(v -> color = v);
    return core.addTo(model);
  }

  private int run() {
    checkFormats();
    try (Scratch scratch = new Scratch()) {
      BenchProgram program = program(scratch.folder());
      if (nativeFile != null && !Files.isExecutable(nativeFile)) {
        throw new OrreryException(
            ExitCode.USAGE,
            "--native: %s is not a file that can be executed".formatted(nativeFile));
      }
      Object unused = core.table(); // what is wrong with it is said once, and before anything runs
      CompareEngines chosen = chosen(scratch.folder(), program);
      BenchHost host = BenchHost.now();
      Task task = task(program, chosen.ways());
      WholeProcesses processes =
          new WholeProcesses(
              List.of(task),
              Conduct.byChance(rounds, timeout, MOST_OUTPUT, seed),
              scratch.folder());
      try (Interrupts interrupts = new Interrupts(processes::interrupt);
          Progress progress =
              Progress.of(
                  console,
                  quiet,
                  "comparing",
                  "runs",
                  processes.total(),
                  processes::done,
                  processes::doing)) {
        processes.run();
        progress.close();
        return report(comparison(task, processes, chosen, host.after()));
      }
    }
  }

  private void checkFormats() {
    boolean one = output != null && byEnding(output) != null;
    if (formats != null && (output == null || one) && formats.size() > 1) {
      throw new OrreryException(
          ExitCode.USAGE, "--format: several of them need a folder to be written to: -o DIR");
    }
  }

  private BenchProgram program(Path scratch) {
    List<String> typed = model.words();
    int dashes = typed.indexOf("--");
    int behind = dashes < 0 ? 0 : Math.min(words.size(), typed.size() - dashes - 1);
    if (words.size() - behind != 1) {
      throw new OrreryException(
          ExitCode.USAGE,
          "name one program; its arguments follow --, as in: orrery compare prog.elf -- 1000");
    }
    BenchPrograms found =
        new BenchPrograms(scratch, size, isa, words.subList(1, words.size()), Map.of(), input);
    found.add(words.getFirst());
    return found.programs().getFirst();
  }

  private static Task task(BenchProgram p, Map<String, Task.Invocation> ways) {
    return new Task(p.name(), p.kind(), p.input(), p.expected(), p.instructions(), ways);
  }

  // ---- which engines ----

  private CompareEngines chosen(Path scratch, BenchProgram program) {
    List<String> own = engines == null ? null : named("--engines", engines, CompareEngines.OWN);
    List<String> with = others == null ? null : named("--with", others, CompareEngines.OTHERS);
    CompareEngines chosen =
        new CompareEngines(
            new BenchEngines(console, scratch, List.of(), List.of()),
            console,
            scratch,
            program,
            core,
            nativeFile);
    chosen.add(own != null ? own : chosen.usualOwn(instructions(scratch, program, chosen)));
    chosen.add(with != null ? with : chosen.usualOthers());
    List<Contender> contenders = chosen.contenders();
    if (reference != null && contenders.stream().noneMatch(c -> c.name().equals(reference))) {
      throw new OrreryException(
          ExitCode.USAGE,
          "--reference: '%s' is not one of the engines, which are %s"
              .formatted(
                  reference, String.join(", ", contenders.stream().map(Contender::name).toList())));
    }
    if (chosen.ways().isEmpty()) {
      StringBuilder why = new StringBuilder("no engine can run the program");
      contenders.forEach(
          c -> why.append("; ").append(c.name()).append(": ").append(c.facts().skipped()));
      throw new OrreryException(ExitCode.USAGE, why.toString());
    }
    return chosen;
  }

  private static List<String> named(String flag, String names, List<String> known) {
    List<String> all = new ArrayList<>();
    for (String name : names.split(",", -1)) {
      if (!name.isEmpty() || names.contains(",")) {
        all.add(EngineNames.check(flag, name, known));
      }
    }
    return all;
  }

  /** How many instructions the program executes, for which it may have to be run. */
  private long instructions(Path scratch, BenchProgram program, CompareEngines chosen) {
    if (program.instructions().isPresent()) {
      return program.instructions().getAsLong();
    }
    Task task = task(program, chosen.trial());
    WholeProcesses trial =
        new WholeProcesses(List.of(task), Conduct.byChance(1, timeout, MOST_OUTPUT, seed), scratch);
    try (Interrupts interrupts = new Interrupts(trial::interrupt)) {
      trial.run();
    }
    return trial.problems().isEmpty() ? trial.instructions(task) : Long.MAX_VALUE;
  }

  // ---- what came out ----

  private EngineComparison comparison(
      Task task, WholeProcesses processes, CompareEngines chosen, BenchHost host) {
    List<Contender> contenders = chosen.contenders();
    return new EngineComparison(
        new Benchmark(
            task.program(),
            model.words(),
            host,
            rounds,
            reference,
            contenders.stream().map(Contender::facts).toList(),
            List.of(
                new Benchmark.Program(task.program(), task.kind(), processes.instructions(task))),
            processes.samples(),
            processes.problems(),
            processes.interrupted()),
        contenders,
        seed,
        kvm(contenders));
  }

  /** Whether the host has KVM, unless an engine that takes no part has said it. */
  private static List<String> kvm(List<Contender> contenders) {
    HostKvm kvm = HostKvm.probe();
    String reason = kvm.reason();
    boolean said =
        reason != null && contenders.stream().anyMatch(c -> reason.equals(c.facts().skipped()));
    return said ? List.of() : List.of("KVM " + kvm.sentence());
  }

  private int report(EngineComparison c) {
    if (formats != null && output == null) {
      console.out().writeBytes(formats.iterator().next().bytes(c));
    } else {
      console.out().print(CompareSummary.of(c, console.columns(), console.colorOut(color)));
    }
    console.out().flush();
    if (c.benchmark().interrupted()) {
      return Interrupts.STATUS;
    }
    if (output != null) {
      Map<Path, byte[]> files = files(c, output);
      OutputFile.writeAll(files);
      if (!quiet) {
        files.keySet().forEach(file -> console.err().println("wrote " + file));
      }
    }
    return BenchCommand.worst(c.benchmark().problems());
  }

  private Map<Path, byte[]> files(EngineComparison c, Path place) {
    Map<Path, byte[]> files = new LinkedHashMap<>();
    CompareFormat ending = byEnding(place);
    Path latencies;
    if (ending != null) {
      CompareFormat format = formats == null ? ending : formats.iterator().next();
      files.put(place, format.bytes(c));
      String name = String.valueOf(place.getFileName());
      latencies =
          place.resolveSibling(
              name.substring(0, name.length() - ending.suffix().length()) + LATENCIES);
    } else {
      for (CompareFormat format : EnumSet.copyOf(formats == null ? USUAL_FILES : formats)) {
        files.put(place.resolve(FILES + format.suffix()), format.bytes(c));
      }
      latencies = place.resolve(FILES + LATENCIES);
    }
    if (!LatencyLog.isEmpty(c)) {
      files.put(latencies, LatencyLog.of(c));
    }
    return files;
  }

  /** The format of a file, by its name; null for a folder. */
  private static @Nullable CompareFormat byEnding(Path place) {
    String name = String.valueOf(place.getFileName());
    for (CompareFormat format : CompareFormat.values()) {
      if (name.endsWith(format.suffix()) && !Files.isDirectory(place)) {
        return format;
      }
    }
    return null;
  }
}
