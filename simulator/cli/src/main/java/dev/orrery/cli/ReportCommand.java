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
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Renders a recording again: later, elsewhere, in other formats. */
@Command(
    name = "report",
    header = "Render a recording as text, HTML, JSON or CSV.",
    descriptionHeading = "%n",
    description = "Without -o, prints the summary.",
    mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      paramLabel = "RECORDING",
      description = "A recording.orr that 'orrery profile' wrote.")
  Path recording = Path.of("");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Write files into this folder instead.")
  @Nullable Path output;

  @Option(
      names = "--format",
      split = ",",
      paramLabel = "FORMAT",
      description = "What to write: ${COMPLETION-CANDIDATES}. Default: html, json, recording.")
  @Nullable Set<ReportFormat> formats;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      description = "auto, always or never; auto also honours NO_COLOR.")
  Console.Color color = Console.Color.AUTO;

  ReportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Recording read = RecordingFile.read(recording);
    if (output == null) {
      console.out().print(TerminalSummary.of(read, console.columns(), console.colorOut(color)));
    } else {
      Set<ReportFormat> wanted = formats == null ? ReportWriter.USUAL : EnumSet.copyOf(formats);
      for (Path file : ReportWriter.write(read, output, wanted)) {
        console.out().println("wrote " + file);
      }
    }
    console.out().flush();
    return ExitCode.OK.status();
  }
}
