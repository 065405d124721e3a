package dev.orrery.cli;

import dev.orrery.profiler.file.RecordingFile;
import dev.orrery.profiler.recording.Recording;
import dev.orrery.reports.ReportFormat;
import dev.orrery.reports.ReportWriter;
import dev.orrery.reports.terminal.TerminalSummary;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Renders a recording again: later, elsewhere, in other formats. */
final class ReportCommand {
  /** About {@code --format}, for all commands that have it. */
  static final String FORMATS =
      "What to write: ${COMPLETION-CANDIDATES}. Default: html, json, recording.";

  /** About a recording, for all commands that read one. */
  static final String RECORDING = "A recording.orr, or the folder that 'orrery profile -o' wrote.";

  /** As {@code -o}: standard output. */
  static final Path STANDARD_OUTPUT = Path.of("-");

  private final Console console;
  private Path recording = Path.of("");
  private @Nullable Path output;
  private @Nullable Set<ReportFormat> formats;
  private Console.Color color = Console.Color.AUTO;

  private ReportCommand(Console console) {
    this.console = console;
  }

  /** {@code orrery report}. */
  static CommandModel model(Console console) {
    ReportCommand command = new ReportCommand(console);
    return CommandModel.of(
            "Render a recording as text, as a page, or for other tools.", command::render)
        .describe(
            "Without -o, prints the summary. Other tools open what --format writes: flamegraph.pl",
            "and inferno folded, speedscope its own, KCachegrind callgrind, pprof its own,",
            "genhtml lcov, Chrome chrome, Perfetto its own; SimPoint reads bbv.")
        .file(0, "RECORDING", RECORDING, v -> command.recording = v)
        .path(
            "-o,--output",
            "DIR",
            "Write files into this folder instead; - writes one to standard output.",
            v -> command.output = v)
        .choices(
            "--format",
            "FORMAT",
            ReportFormat.class,
            FORMATS,
            v -> command.formats = EnumSet.copyOf(v))
        .color(v -> command.color = v);
  }

  /**
   * Refuses {@code --format} without a place for the files.
   *
   * @param formats what was asked for; null if nothing was
   */
  static void checkPlace(@Nullable Set<?> formats, @Nullable Path output) {
    if (formats != null && output == null) {
      throw new OrreryException(
          ExitCode.USAGE,
          "--format says what to write: say where with -o DIR, or leave it out for the summary");
    }
  }

  /**
   * The recording at {@code path}.
   *
   * @param path the file, or a folder that a profile was written to
   * @throws OrreryException if there is none, or it is not whole
   */
  static Recording read(Path path) {
    return RecordingFile.read(Files.isDirectory(path) ? path.resolve("recording.orr") : path);
  }

  private int render() {
    checkPlace(formats, output);
    Set<ReportFormat> chosen = formats == null ? ReportWriter.USUAL : formats;
    Recording read = read(recording);
    if (STANDARD_OUTPUT.equals(output)) {
      console.out().writeBytes(ReportWriter.single(read, chosen));
    } else if (output == null) {
      console.out().print(TerminalSummary.of(read, console.columns(), console.colorOut(color)));
    } else {
      for (Path file : ReportWriter.write(read, output, chosen)) {
        console.out().println("wrote " + file);
      }
    }
    console.out().flush();
    return ExitCode.OK.status();
  }
}
