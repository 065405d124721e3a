package dev.orrery.cli;

import dev.orrery.profiler.file.RecordingFile;
import dev.orrery.profiler.recording.Recording;
import dev.orrery.reports.ReportFormat;
import dev.orrery.reports.ReportWriter;
import dev.orrery.reports.terminal.TerminalSummary;
import dev.orrery.spec.diag.ExitCode;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Renders a recording again: later, elsewhere, in other formats. */
final class ReportCommand {
  private final Console console;
  private Path recording = Path.of("");
  private @Nullable Path output;
  private Set<ReportFormat> formats = ReportWriter.USUAL;
  private Console.Color color = Console.Color.AUTO;

  private ReportCommand(Console console) {
    this.console = console;
  }

  /** {@code orrery report}. */
  static CommandModel model(Console console) {
    ReportCommand command = new ReportCommand(console);
    return CommandModel.of("Render a recording as text, HTML, JSON or CSV.", command::render)
        .describe("Without -o, prints the summary.")
        .argument(
            "RECORDING",
            "A recording.orr that 'orrery profile' wrote.",
            v -> command.recording = Path.of(v))
        .path(
            "-o,--output", "DIR", "Write files into this folder instead.", v -> command.output = v)
        .choices(
            "--format",
            "FORMAT",
            ReportFormat.class,
            "What to write: ${COMPLETION-CANDIDATES}. Default: html, json, recording.",
            v -> command.formats = EnumSet.copyOf(v))
        .color(v -> command.color = v);
  }

  private int render() {
    Recording read = RecordingFile.read(recording);
    if (output == null) {
      console.out().print(TerminalSummary.of(read, console.columns(), console.colorOut(color)));
    } else {
      for (Path file : ReportWriter.write(read, output, formats)) {
        console.out().println("wrote " + file);
      }
    }
    console.out().flush();
    return ExitCode.OK.status();
  }
}
