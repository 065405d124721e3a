package dev.orrery.cli;

import dev.orrery.machine.Machine;
import dev.orrery.machine.Outcome;
import dev.orrery.profiler.recording.Recording;
import dev.orrery.reports.ReportWriter;
import dev.orrery.reports.terminal.TerminalSummary;
import dev.orrery.spec.diag.ExitCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a program with every probe on and says where its instructions went. */
@Command(
    name = "profile",
    header = "Run a program and report where its instructions went.",
    descriptionHeading = "%n",
    description = {
      "Counts are exact: every block, edge, call and instruction, the same on every run.",
      "The summary goes to standard error; with -o, the report, profile.json and the recording",
      "go into a folder. The exit status is the program's."
    },
    mixinStandardHelpOptions = true)
final class ProfileCommand implements Callable<Integer> {
  private final Console console;

  @Spec CommandSpec spec;

  @Mixin RunOptions options = new RunOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Write report.html, profile.json and recording.orr into this folder.")
  @Nullable Path output;

  ProfileCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Guest guest = Guest.load(options, console);
    if (options.printConfig) {
      console.out().print(RunSettings.toml(RunSettings.of(guest)));
      console.out().flush();
      return ExitCode.OK.status();
    }
    List<String> command = new ArrayList<>(List.of("orrery"));
    command.addAll(spec.root().commandLine().getParseResult().originalArgs());
    return profile(console, guest, command, output);
  }

  /** Runs the guest, prints the summary, writes the report where one is wanted. */
  static int profile(Console console, Guest guest, List<String> command, @Nullable Path output) {
    Profiling profiling = new Profiling(guest);
    try (Machine machine = profiling.machine();
        Progress progress = Progress.of(console, guest.options(), machine)) {
      Outcome outcome;
      try (Interrupts unused = new Interrupts(machine)) {
        outcome = machine.run(guest.limits());
        progress.close();
        console.out().flush();
        Recording recording = profiling.finish(machine, outcome, command);
        if (!guest.options().quiet) {
          console
              .err()
              .print(
                  TerminalSummary.of(
                      recording, console.columns(), console.colorErr(guest.options().color)));
        }
        if (output != null) {
          for (Path file : ReportWriter.write(recording, output)) {
            console.err().println("wrote " + file);
          }
        }
      }
      return Endings.report(console, guest, machine, outcome);
    }
  }
}
