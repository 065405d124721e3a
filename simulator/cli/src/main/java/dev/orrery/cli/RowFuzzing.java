package dev.orrery.cli;

import dev.orrery.engine.Engine;
import dev.orrery.engine.EngineOptions;
import dev.orrery.engine.factory.Engines;
import dev.orrery.machine.fuzz.Difference;
import dev.orrery.machine.fuzz.RowFuzzer;
import dev.orrery.machine.validate.Fact;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.disasm.Disassembler;
import dev.orrery.spec.disasm.Style;
import dev.orrery.spec.disasm.Symbolizer;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.TypeConversionException;

/** Compares engines on single instructions. */
final class RowFuzzing {
  private static final int MOST_ROWS_PER_BATCH = 1000;

  private static final String ENGINES = "oracle,interpreter";

  private final Console console;
  private final FuzzOptions options;
  private long cases = 1_000_000;
  private final Map<String, Integer> weights = new LinkedHashMap<>();

  RowFuzzing(Console console, FuzzOptions options) {
    this.console = console;
    this.options = options;
  }

  /** Adds the options that are only for single instructions. */
  CommandModel addTo(CommandModel command) {
    return command
        .option(
            "--cases",
            "N",
            new Quantities.Count(),
            "With --rows: how many instructions to run on each engine. Default: 1M.",
            v -> cases = v)
        .options(
            "--weight",
            "CLASS=N",
            RowFuzzing::weight,
            "With --rows: how often rows of a class come up, repeatable; 0 for never. Default: by"
                + " what a row does, 1 to 4.",
            v -> v.forEach(e -> weights.put(e.getKey(), e.getValue())));
  }

  private static Map.Entry<String, Integer> weight(String text) {
    int equals = text.indexOf('=');
    try {
      int weight = Integer.parseInt(text.substring(equals + 1));
      if (equals > 0 && weight >= 0 && weight <= MOST_ROWS_PER_BATCH) {
        return Map.entry(text.substring(0, equals), weight);
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new TypeConversionException(
        "'%s' is not CLASS=N with N from 0 to %d".formatted(text, MOST_ROWS_PER_BATCH));
  }

  int run() {
    Isa tables = options.tables();
    if (tables.decoder().inBytes()) {
      throw new OrreryException(
          ExitCode.USAGE,
          "--rows: instructions of %s are strings of bytes, and rows are run by words: leave it out"
              .formatted(tables.name()));
    }
    checkClasses(tables);
    RowFuzzer fuzzer = fuzzer(tables);
    AtomicLong done = new AtomicLong();
    RowFuzzer.Result result;
    Patience patience = new Patience(null);
    try (patience;
        Progress progress =
            Progress.of(console, options.quiet, "comparing", "cases", cases, done::get)) {
      result = fuzzer.run(options.seed, cases, patience, done::set);
    }
    Difference difference = result.difference();
    if (difference != null) {
      console.out().print(text(tables, difference));
      console.out().flush();
      return ExitCode.DIVERGED.status();
    }
    if (!options.quiet) {
      double seconds = patience.seconds();
      console
          .out()
          .printf(
              Locale.ROOT,
              "%s: %,d cases of %d rows, of them %,d of words that no row has; seed %d: %s agree%n",
              tables.name(),
              result.cases(),
              result.rows(),
              result.illegal(),
              options.seed,
              String.join(", ", options.engines(ENGINES)));
      console
          .err()
          .printf(
              Locale.ROOT,
              "orrery: %,d cases in %.1f s (%.0f k cases/s)%n",
              result.cases(),
              seconds,
              result.cases() / seconds / 1e3);
      unrun(tables, result);
    }
    return options.status(console, patience);
  }

  private void unrun(Isa tables, RowFuzzer.Result result) {
    int missing = tables.rows().size() - result.rows();
    if (missing > 0) {
      console
          .err()
          .printf(
              "orrery: %d of %d rows were not run: raise --cases, or see --weight%n",
              missing, tables.rows().size());
    }
  }

  private void checkClasses(Isa tables) {
    TreeSet<String> classes = new TreeSet<>();
    for (Row row : tables.rows()) {
      classes.add(row.insnClass());
    }
    for (String name : weights.keySet()) {
      if (!classes.contains(name)) {
        throw new OrreryException(
            ExitCode.USAGE,
            "--weight: %s has no class '%s'.%s There are %s."
                .formatted(
                    tables.name(),
                    name,
                    Suggestions.of(name, classes),
                    String.join(", ", classes)));
      }
    }
  }

  private RowFuzzer fuzzer(Isa tables) {
    List<Engine> made = new ArrayList<>();
    for (String name : options.engines(ENGINES)) {
      made.add(Engines.create(name, tables, EngineOptions.PLAIN));
    }
    try {
      return new RowFuzzer(made, weights);
    } catch (IllegalArgumentException e) {
      throw new OrreryException(ExitCode.USAGE, "--weight: " + e.getMessage(), e);
    }
  }

  private String text(Isa tables, Difference d) {
    StringBuilder out = new StringBuilder();
    DecodedInsn insn = d.insn();
    String row =
        insn == null
            ? "no row"
            : insn.row().name() + "  " + insn.row().extension() + "  (" + insn.row().source() + ")";
    String text =
        insn == null
            ? Disassembler.data(d.word(), d.bytes())
            : new Disassembler(tables).text(insn, Style.NO_ALIASES, Symbolizer.NONE);
    out.append("%s: %s differ%n".formatted(tables.name(), String.join(" and ", d.engines())));
    out.append("  row     %s%n".formatted(row));
    out.append(
        "  word    0x%%0%dx  %%s  at 0x%%x%%n"
            .formatted(2 * d.bytes())
            .formatted(d.word(), text.replace('\t', ' '), d.pc()));
    TextTable table =
        new TextTable("", "before", d.engines().getFirst(), d.engines().getLast(), "");
    for (Fact f : d.facts()) {
      table.row(
          f.name(),
          f.before(),
          f.values().getFirst(),
          f.values().getLast(),
          f.differs() ? "differs" : "");
    }
    out.append(table);
    out.append(
        "repeat: orrery fuzz --rows --isa %s --engines %s --seed %d --cases %d%n"
            .formatted(options.isa, String.join(",", d.engines()), d.seed(), RowFuzzer.BATCH));
    return out.toString();
  }
}
