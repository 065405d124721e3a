package dev.orrery.cli;

import dev.orrery.reports.ReportWriter;
import dev.orrery.reports.diff.Comparer;
import dev.orrery.reports.diff.Comparison;
import dev.orrery.reports.diff.DiffFormat;
import dev.orrery.reports.diff.DiffJson;
import dev.orrery.reports.terminal.DiffSummary;
import dev.orrery.spec.diag.ExitCode;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares two recordings. */
final class DiffCommand {
  private static final Set<DiffFormat> USUAL =
      Set.copyOf(EnumSet.of(DiffFormat.HTML, DiffFormat.JSON));

  private final Console console;
  private final JsonOption json = new JsonOption();
  private Path first = Path.of("");
  private Path second = Path.of("");
  private @Nullable Path output;
  private @Nullable Set<DiffFormat> formats;
  private Console.Color color = Console.Color.AUTO;

  private DiffCommand(Console console) {
    this.console = console;
  }

  /** {@code orrery diff}. */
  static CommandModel model(Console console) {
    DiffCommand command = new DiffCommand(console);
    CommandModel model =
        CommandModel.of("Compare two recordings: what got faster, and where.", command::compare)
            .describe(
                "Counts are exact, so every difference is one of the programs. Builds of one program",
                "are compared by the names of functions, the order of blocks and the numbers of lines.",
                "Without -o, prints what differs most.")
            .file(0, "A", ReportCommand.RECORDING, v -> command.first = v)
            .file(1, "B", "Another one.", v -> command.second = v)
            .path(
                "-o,--output",
                "DIR",
                "Write files into this folder instead; - writes one to standard output.",
                v -> command.output = v)
            .choices(
                "--format",
                "FORMAT",
                DiffFormat.class,
                "What to write: ${COMPLETION-CANDIDATES}. Default: html, json.",
                v -> command.formats = EnumSet.copyOf(v))
            .color(v -> command.color = v);
    return command.json.addTo(model);
  }

  private int compare() {
    ReportCommand.checkPlace(formats, output);
    Comparison c = Comparer.of(ReportCommand.read(first), ReportCommand.read(second));
    if (output != null) {
      Map<String, byte[]> files = DiffFormat.files(c, formats == null ? USUAL : formats);
      if (output.equals(ReportCommand.STANDARD_OUTPUT)) {
        console.out().writeBytes(ReportWriter.single(files));
      } else {
        for (Path file : ReportWriter.write(files, output)) {
          console.out().println("wrote " + file);
        }
      }
    } else if (json.isAsked()) {
      console.out().print(DiffJson.of(c));
    } else {
      console.out().print(DiffSummary.of(c, console.columns(), console.colorOut(color)));
    }
    console.out().flush();
    return ExitCode.OK.status();
  }
}
