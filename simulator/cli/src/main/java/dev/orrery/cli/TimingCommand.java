package dev.orrery.cli;

import dev.orrery.machine.timing.CoreResult;
import dev.orrery.machine.timing.Measurement;
import dev.orrery.machine.timing.TimingCheck;
import dev.orrery.spec.Cores;
import dev.orrery.spec.core.CoreTable;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.diag.SafeText;
import dev.orrery.spec.io.OutputFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Holds core models against measurements of the cores' RTL. */
final class TimingCommand {
  private final Console console;
  private final JsonOption json = new JsonOption();
  private List<String> cores = List.of();
  private @Nullable Path programs;
  private @Nullable Path reference;
  private @Nullable Path traces;
  private @Nullable Path output;
  private boolean quiet;
  private boolean all;

  private TimingCommand(Console console) {
    this.console = console;
  }

  /** {@code orrery validate timing}. */
  static CommandModel model(Console console) {
    TimingCommand command = new TimingCommand(console);
    return command.json.addTo(
        CommandModel.of("Compare the cycles of core models with those of real cores.", command::run)
            .describe(
                "Every measured program is run once, and every core's model is told what retired."
                    + " Its cycles",
                "are compared with those of the core's RTL: from reset to the end, between"
                    + " roi_begin and",
                "roi_end, and instruction by instruction where there is a trace. A core's table"
                    + " says how much",
                "may differ. Without folders, the measurements that come with Orrery are used"
                    + " (validation/rtl).",
                "",
                "Examples:",
                "  orrery validate timing",
                "  orrery validate timing --core ibex-maxperf --all",
                "",
                "Exit status: 0 all within what the tables accept, 1 some are not.")
            .options(
                "--core",
                "CORE",
                "Only this core; may be given several times. Default: all with measurements.",
                v -> command.cores = v)
            .path(
                "--programs",
                "DIR",
                "Programs: a folder of ELF files for each instruction set, such as rv32im, or these in"
                    + " a folder elf.",
                v -> command.programs = v)
            .path(
                "--reference",
                "FILE",
                "Measured cycles: comma-separated, with columns core, config, program, isa, cycles,"
                    + " total_cycles.",
                v -> command.reference = v)
            .path(
                "--traces",
                "DIR",
                "Retire traces: a folder for each core, as the tables name them. Default: none for"
                    + " other programs than those that come with Orrery.",
                v -> command.traces = v)
            .path(
                "-o,--output",
                "FILE",
                "Write the results as a page of Markdown, too.",
                v -> command.output = v)
            .flag(
                "--all",
                "Show every program, not only those that differ.",
                () -> command.all = true)
            .flag("-q,--quiet", "Show no progress.", () -> command.quiet = true));
  }

  private int run() {
    Path home = programs == null || reference == null ? measured() : Path.of("");
    Path from = programs != null ? programs : home.resolve("programs").resolve("elf");
    Path table = reference != null ? reference : home.resolve("cycles.csv");
    // Traces that come with Orrery are those of its own programs.
    Path folder = traces == null && programs == null ? home.resolve("traces") : traces;
    TimingCheck check = new TimingCheck(from, folder, Measurement.read(table));
    List<CoreTable> tables = new ArrayList<>();
    for (String name : cores.isEmpty() ? Cores.names() : cores) {
      CoreTable core = Cores.named(name, Map.of());
      if (core.measured() != null) {
        tables.add(core);
      } else if (!cores.isEmpty()) {
        throw new OrreryException(
            ExitCode.USAGE,
            name
                + ": its table names no measurements (a line `rtl`), so there is nothing to compare");
      }
    }
    List<CoreResult> results = new ArrayList<>();
    AtomicInteger done = new AtomicInteger();
    try (Progress shown =
        Progress.of(console, quiet, "validating", "cores", tables.size(), done::get)) {
      for (CoreTable core : tables) {
        CoreResult result = check.check(core);
        if (!result.programs().isEmpty()) {
          results.add(result);
        }
        done.incrementAndGet();
      }
    }
    if (results.isEmpty()) {
      throw new OrreryException(
          ExitCode.BAD_INPUT,
          table
              + ": has no measurements of these cores; a table's line `rtl` has the core and config of its rows");
    }
    checkTraces(results);
    if (cores.isEmpty() && !quiet) {
      sayWithoutTable(check.withoutTable(tables), table);
    }
    TimingText text = new TimingText(results, all);
    if (json.isAsked()) {
      console.out().println(JsonOption.text(text.facts()));
    } else {
      console.out().print(text.terminal());
    }
    console.out().flush();
    if (output != null) {
      OutputFile.write(output, text.page().getBytes(StandardCharsets.UTF_8));
    }
    return text.allAccepted() ? ExitCode.OK.status() : ExitCode.CHECK_FAILED.status();
  }

  /** Traces that are asked for and not there were perhaps looked for in the wrong folder. */
  private void checkTraces(List<CoreResult> results) {
    List<String> wanted =
        results.stream()
            .map(r -> r.core().measured())
            .filter(Objects::nonNull)
            .flatMap(m -> m.traces().values().stream())
            .sorted()
            .toList();
    if (traces != null && !wanted.isEmpty() && results.stream().allMatch(r -> r.deltas() == 0)) {
      throw new OrreryException(
          ExitCode.BAD_INPUT,
          "%s: has no traces of these programs; it has a folder for each core, such as %s"
              .formatted(traces, wanted.getFirst()));
    }
  }

  private void sayWithoutTable(List<Measurement> unknown, Path table) {
    if (!unknown.isEmpty()) {
      console
          .err()
          .printf(
              "orrery: %s: left out, as no table models the core: %s (lines: %d)%n",
              table,
              unknown.stream()
                  .map(m -> SafeText.clean(m.core() + " " + m.config()))
                  .distinct()
                  .collect(Collectors.joining(", ")),
              unknown.size());
    }
  }

  /** The measurements that come with the repository. */
  private static Path measured() {
    Path repository = Installation.running().repository();
    Path folder = repository == null ? null : repository.resolve("validation").resolve("rtl");
    if (folder == null || !Files.isDirectory(folder)) {
      throw new OrreryException(
          ExitCode.USAGE,
          "the measurements are in validation/rtl of the repository, which this installation does not have: name --programs and --reference");
    }
    return folder;
  }
}
