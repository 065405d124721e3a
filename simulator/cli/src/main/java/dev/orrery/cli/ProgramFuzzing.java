package dev.orrery.cli;

import dev.orrery.engine.EngineOptions;
import dev.orrery.engine.factory.Engines;
import dev.orrery.engine.random.RandomProgram;
import dev.orrery.machine.fuzz.Corpus;
import dev.orrery.machine.fuzz.ProcessorReference;
import dev.orrery.machine.fuzz.ProgramCoverage;
import dev.orrery.machine.fuzz.ProgramDifference;
import dev.orrery.machine.fuzz.ProgramFuzzer;
import dev.orrery.machine.fuzz.ProgramText;
import dev.orrery.machine.fuzz.processor.ProcessorProcess;
import dev.orrery.machine.timing.CoreModels;
import dev.orrery.machine.validate.Fact;
import dev.orrery.spec.core.CoreTable;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.disasm.Disassembler;
import dev.orrery.spec.disasm.Style;
import dev.orrery.spec.disasm.Symbolizer;
import dev.orrery.spec.io.OutputFile;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Row;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/** Compares engines on programs. */
final class ProgramFuzzing {
  private static final String ENGINES = "oracle,interpreter,jit";

  /** Beside a processor: without the oracle, which would take most of the time. */
  private static final String ENGINES_BESIDE = "interpreter,jit";

  /** Instructions of a translation whose rules stand in it: few, so that others are called. */
  private static final int RULES = 8;

  /**
   * Instructions after which the JIT translates what runs: few, so that short programs get there.
   */
  private static final int HOT = 4096;

  private static final int MOST_LONGER = 1000;
  private static final int MOST_LISTED = 12;
  private static final int MOST_NAMES = 200;
  private static final long MILLION = 1_000_000;

  /** Time for making a program smaller. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Console console;
  private final FuzzOptions options;
  private final JsonOption json = new JsonOption();
  private final CoreOptions core = new CoreOptions("Compare the cycles of this core as well: ");
  private long programs = 100;
  private long first;
  private int longer = 1;
  private @Nullable Duration time;
  private @Nullable String against;
  private @Nullable Path corpus;
  private @Nullable Path output;
  private List<Path> replays = List.of();

  ProgramFuzzing(Console console, FuzzOptions options) {
    this.console = console;
    this.options = options;
  }

  /** Adds the options that are only for programs. */
  CommandModel addTo(CommandModel command) {
    return json.addTo(
        core.addTo(command)
            .option(
                "--programs",
                "N",
                new Quantities.Count(),
                "How many programs to run on each engine. Default: 100.",
                v -> programs = v)
            .option(
                "--first",
                "N",
                new Quantities.Whole(),
                "The number of the first program. Default: 0.",
                v -> first = v)
            .option(
                "--longer",
                "N",
                ProgramFuzzing::times,
                "Run each program N times as long, 1 to 1000: more instructions in less time."
                    + " Default: 1.",
                v -> longer = v)
            .option(
                "--time",
                "TIME",
                new Quantities.Time(),
                "Start no program after this time of the host, such as 90s or 10m.",
                v -> time = v)
            .option(
                "--against",
                "WHAT",
                Processors::name,
                "Compare with a processor as well: host, this machine's own, or qemu, QEMU's user"
                    + " mode. Programs then leave out what processors may differ about.",
                v -> against = v)
            .path(
                "--corpus",
                "DIR",
                "Run the programs of this folder before others, and keep there those of the others"
                    + " that reach something new.",
                v -> corpus = v)
            .paths(
                "--replay",
                "FILE.s",
                "Run this program, as an earlier run wrote it, and no others; repeatable.",
                v -> replays = v)
            .path(
                "-o,--output",
                "FILE.s",
                "Where to write a program in which engines differ. Default: fuzz-ISA-SEED-NUMBER.s.",
                v -> output = v));
  }

  private static int times(String text) {
    try {
      int times = Integer.parseInt(text);
      if (times >= 1 && times <= MOST_LONGER) {
        return times;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new TypeConversionException("'%s' is not 1 to %d".formatted(text, MOST_LONGER));
  }

  int run() {
    Isa tables = options.tables();
    List<String> engines = options.engines(against == null ? ENGINES : ENGINES_BESIDE);
    if (against == null) {
      return run(tables, engines, null);
    }
    if (core.table() != null) {
      throw new OrreryException(
          ExitCode.USAGE, "--core: no processor tells its cycles: leave out --core or --against");
    }
    try (ProcessorProcess processor = Processors.start(console, tables, against)) {
      return run(tables, engines, new ProcessorReference(tables, processor));
    }
  }

  private int run(Isa tables, List<String> engines, @Nullable ProcessorReference reference) {
    ProgramFuzzer fuzzer = fuzzer(tables, engines, reference);
    fuzzer.runLonger(longer);
    Patience patience = new Patience(time);
    ProgramFuzzer.Result result;
    try (patience) {
      result = result(tables, fuzzer, patience);
    }
    double seconds = patience.seconds();
    if (result.difference() != null) {
      differ(tables, engines, fuzzer, result);
      return ExitCode.DIVERGED.status();
    }
    if (json.isAsked()) {
      console.out().println(JsonOption.text(facts(tables, engines, fuzzer, result, null)));
    } else if (!options.quiet) {
      agree(tables, engines, fuzzer, result, seconds);
      if (reference != null) {
        agree(reference);
      }
    }
    return options.status(console, patience);
  }

  private ProgramFuzzer.Result result(Isa tables, ProgramFuzzer fuzzer, BooleanSupplier stop) {
    Corpus kept = corpus == null ? null : new Corpus(corpus, tables);
    AtomicLong done = new AtomicLong();
    try (Progress progress =
        Progress.of(
            console, options.quiet, "comparing", "M insns", -1, () -> done.get() / MILLION)) {
      if (!replays.isEmpty()) {
        ProgramFuzzer.Result result = null;
        for (Path file : replays) {
          result = fuzzer.replay(Corpus.read(tables, file));
          if (result.difference() != null || stop.getAsBoolean()) {
            break;
          }
        }
        return Objects.requireNonNull(result);
      }
      if (kept != null) {
        ProgramFuzzer.Result old = fuzzer.replay(kept, stop);
        if (old.difference() != null) {
          return old;
        }
      }
      return fuzzer.run(options.seed, first, programs, kept, stop, done::set);
    }
  }

  private ProgramFuzzer fuzzer(
      Isa tables, List<String> engines, @Nullable ProcessorReference reference) {
    CoreTable table = core.table();
    if (table != null) {
      CoreModels.check(table, tables);
    }
    List<ProgramFuzzer.Maker> made = new ArrayList<>();
    for (String name : engines) {
      EngineOptions hot = EngineOptions.translatingAfter(HOT).withRules(RULES);
      made.add(told -> Engines.create(name, tables, told == null ? hot : hot.retiringTo(told)));
    }
    return new ProgramFuzzer(tables, made, table, reference);
  }

  // ---- what is said ----

  private void agree(
      Isa tables,
      List<String> engines,
      ProgramFuzzer fuzzer,
      ProgramFuzzer.Result result,
      double seconds) {
    ProgramCoverage covered = fuzzer.coverage();
    console
        .out()
        .printf(
            Locale.ROOT,
            "%s: %,d programs of %,d words, %,d instructions on each engine; seed %d: %s agree%n",
            tables.name(),
            result.programs(),
            result.words(),
            result.insns(),
            options.seed,
            String.join(", ", engines));
    console
        .out()
        .printf(
            Locale.ROOT,
            "covered: %,d of %,d rows, %,d pairs of rows, %,d kinds of stops, jumps and loops%n",
            covered.rows(),
            tables.rows().size(),
            covered.pairs(),
            covered.ways().size());
    List<Row> missing = covered.missing();
    if (!missing.isEmpty()) {
      console.out().println("never retired: " + names(missing));
    }
    console
        .err()
        .printf(
            Locale.ROOT,
            "orrery: %,d instructions in %.1f s (%.1f M insn/s)%n",
            result.insns(),
            seconds,
            result.insns() / seconds / 1e6);
  }

  /** Mnemonics, each once; how many rows where there are many. */
  private static String names(List<Row> rows) {
    List<String> names = rows.stream().map(Row::name).distinct().toList();
    return names.size() > MOST_NAMES
        ? "%d rows, such as %s"
            .formatted(rows.size(), String.join(" ", names.subList(0, MOST_NAMES)))
        : String.join(" ", names);
  }

  private void agree(ProcessorReference reference) {
    console
        .out()
        .printf(
            Locale.ROOT,
            "%s agrees about %,d instructions, compared wherever they stopped; %,d read what the"
                + " manual leaves open, or did what cannot be compared%n",
            reference.name(),
            reference.compared(),
            reference.skipped());
    List<Row> refused = reference.refusedRows();
    if (!refused.isEmpty()) {
      console
          .out()
          .println("left out, as it takes them for illegal instructions: " + names(refused));
    }
    reference
        .facts()
        .omitted()
        .forEach((name, why) -> console.out().println("left out: " + name + ": " + why));
  }

  /** Makes the program smaller, writes it down, and says what is different. */
  private void differ(
      Isa tables, List<String> engines, ProgramFuzzer fuzzer, ProgramFuzzer.Result result) {
    ProgramDifference found = Objects.requireNonNull(result.difference());
    if (!options.quiet) {
      console.err().println("orrery: engines differ; making the program smaller");
    }
    long start = System.nanoTime();
    ProgramDifference d =
        fuzzer.shrink(found, () -> System.nanoTime() - start >= PATIENCE.toNanos());
    long number = first + result.programs() - 1;
    Path file =
        output == null
            ? Path.of("fuzz-%s-%d-%d.s".formatted(tables.name(), options.seed, number))
            : output;
    String again =
        "orrery fuzz --isa %s --engines %s%s --replay %s"
            .formatted(
                options.isa,
                String.join(",", engines),
                against == null ? "" : " --against " + against,
                file);
    String where =
        String.format(
            Locale.ROOT, "in a slice of %,d instructions, after %,d", d.budget(), d.retired());
    List<String> notes =
        List.of(tables.name() + ": " + String.join(" and ", d.engines()) + " differ", where, again);
    OutputFile.write(file, ProgramText.of(d.program(), notes).getBytes(StandardCharsets.UTF_8));
    if (json.isAsked()) {
      console.out().println(JsonOption.text(facts(tables, engines, fuzzer, result, d)));
      return;
    }
    StringBuilder out = new StringBuilder();
    out.append("%s: %s differ%n".formatted(tables.name(), String.join(" and ", d.engines())));
    out.append("  program  ");
    out.append(
        replays.isEmpty() ? "%d of seed %d".formatted(number, options.seed) : "of " + replays);
    out.append(
        ", %d words, now %d: %s%n"
            .formatted(found.program().insns().size(), d.program().insns().size(), file));
    out.append("  where    ").append(where).append('\n');
    if (d.failure() != null) {
      out.append("  thrown   %s%n".formatted(d.failure()));
    }
    TextTable table = new TextTable("", d.engines().getFirst(), d.engines().getLast());
    for (Fact f : d.facts()) {
      table.row(f.name(), f.values().getFirst(), f.values().getLast());
    }
    out.append(table);
    out.append(listing(d.program()));
    out.append("repeat: ").append(again).append('\n');
    console.out().print(out);
    console.out().flush();
  }

  /** A short program's instructions. */
  private static String listing(RandomProgram program) {
    if (program.insns().size() > MOST_LISTED) {
      return "";
    }
    Disassembler disassembler = new Disassembler(program.isa());
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < program.insns().size(); i++) {
      long pc = program.addresses().get(i);
      DecodedInsn insn = program.insns().get(i).decode(program.isa(), pc);
      String text =
          insn == null
              ? Disassembler.data(program.insns().get(i).word(), program.insns().get(i).bytes())
              : disassembler.text(insn, Style.NO_ALIASES, Symbolizer.NONE);
      out.append("  %x: %s%n".formatted(pc, text.replace('\t', ' ')));
    }
    return out.toString();
  }

  private Map<String, Object> facts(
      Isa tables,
      List<String> engines,
      ProgramFuzzer fuzzer,
      ProgramFuzzer.Result result,
      @Nullable ProgramDifference d) {
    ProgramCoverage covered = fuzzer.coverage();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("isa", tables.name());
    facts.put("engines", engines);
    facts.put("seed", options.seed);
    facts.put("first", first);
    facts.put("longer", longer);
    facts.put("programs", result.programs());
    facts.put("words", result.words());
    facts.put("instructions", result.insns());
    facts.put("agree", d == null);
    facts.put("rows", tables.rows().size());
    facts.put("rowsCovered", covered.rows());
    facts.put("rowsMissing", covered.missing().stream().map(Row::name).toList());
    facts.put("pairsCovered", covered.pairs());
    facts.put("ways", covered.ways());
    if (d != null) {
      facts.put("differing", d.engines());
      facts.put("retired", d.retired());
      facts.put("differences", d.facts().stream().map(Fact::name).toList());
    }
    return facts;
  }
}
