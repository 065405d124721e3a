package dev.orrery.cli;

import dev.orrery.engine.timing.CoreModel;
import dev.orrery.machine.Machine;
import dev.orrery.machine.Outcome;
import dev.orrery.machine.plan.Guest;
import dev.orrery.profiler.CoreChoice;
import dev.orrery.profiler.ProfileSession;
import dev.orrery.profiler.RegionOfInterest;
import dev.orrery.profiler.recording.CycleProfile;
import dev.orrery.profiler.recording.Recording;
import dev.orrery.reports.ReportFormat;
import dev.orrery.reports.ReportWriter;
import dev.orrery.reports.terminal.TerminalSummary;
import dev.orrery.spec.diag.ExitCode;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs a program with every probe on and says where its instructions went. */
final class ProfileCommand {
  /**
   * The engine to count everything with. Programs of a billion instructions took a fifth less
   * processor time on the jit, or two fifths more: its code has to count, and to tell calls, as the
   * interpreter's has, and takes longer to compile.
   */
  static final String COUNTING = "interpreter";

  private final Console console;
  private final CommandModel model =
      CommandModel.of("Run a program and report where its instructions went.", this::run);
  private final RunOptions options = new RunOptions();
  private final CoreOptions core = new CoreOptions();
  private @Nullable Path output;
  private @Nullable Set<ReportFormat> formats;
  private boolean roi;
  private long interval;

  private ProfileCommand(Console console) {
    this.console = console;
    options.automatic = COUNTING;
  }

  /** {@code orrery profile}. */
  static CommandModel model(Console console) {
    return new ProfileCommand(console).described();
  }

  private CommandModel described() {
    return options
        .addJitHot(options.addTo(core.addTo(model)), RunOptions.USUALLY_HOT)
        .describe(
            "Counts are exact: every block, edge, call and instruction, the same on every run and"
                + " on",
            "every engine; --engine jit is worth trying where a profile takes long.",
            "With --core, cycles of that core are counted as well, each for its cause, and it is said"
                + " where they went.",
            "The summary goes to standard error; with -o, the report, profile.json and the"
                + " recording",
            "go into a folder. The exit status is the program's.")
        .flag(
            "--roi",
            "Profile only what a bare program does between its stores to roi_begin and roi_end.",
            () -> roi = true)
        .option(
            "--interval",
            "N",
            new Quantities.Count(),
            "Instructions of each part of the run that is counted by itself. Default: some hundred"
                + " parts.",
            v -> interval = v)
        .path(
            "-o,--output",
            "DIR",
            "Write the report and the recording into this folder.",
            v -> output = v)
        .choices(
            "--format",
            "FORMAT",
            ReportFormat.class,
            ReportCommand.FORMATS,
            v -> formats = EnumSet.copyOf(v));
  }

  private int run() {
    ReportCommand.checkPlace(formats, output);
    Set<ReportFormat> chosen = formats == null ? ReportWriter.USUAL : formats;
    CoreChoice choice = core.choice();
    Guest guest = Plans.load(options, choice == null ? null : choice.table(), console);
    if (options.printConfig) {
      Plans.print(guest, console);
      return ExitCode.OK.status();
    }
    return roi
        ? profileRegion(choice, guest, chosen)
        : profile(console, options, choice, guest, model.words(), output, chosen, interval);
  }

  private int profileRegion(@Nullable CoreChoice choice, Guest guest, Set<ReportFormat> chosen) {
    RegionOfInterest.Run run =
        new RegionOfInterest(guest, options.engineOptions(), choice, interval)
            .run(model.words(), Version.number());
    console.out().flush();
    show(console, options, run.recording(), output, chosen);
    int status = Endings.report(console, options.quiet, guest.plan(), run.machine(), run.outcome());
    run.recording().profile().cycles().forEach(c -> sayCycles(c, run.outcome()));
    return status;
  }

  private void sayCycles(CycleProfile cycles, Outcome outcome) {
    if (!options.quiet) {
      console.err().println(Endings.cycles(cycles.core(), cycles.cycles(), outcome));
      console.err().flush();
    }
  }

  /** Runs the guest, prints the summary, writes the report where one is wanted. */
  static int profile(
      Console console,
      RunOptions options,
      @Nullable CoreChoice core,
      Guest guest,
      List<String> command,
      @Nullable Path output,
      Set<ReportFormat> formats,
      long interval) {
    ProfileSession session = new ProfileSession(guest, options.engineOptions(), core, interval);
    try (Machine machine = session.machine();
        Progress progress = Progress.of(console, options, machine)) {
      Outcome outcome;
      try (Interrupts unused = new Interrupts(machine)) {
        outcome = machine.run(guest.plan().limits());
        progress.close();
        console.out().flush();
        Recording recording = session.finish(machine, outcome, command, Version.number());
        show(console, options, recording, output, formats);
      }
      int status = Endings.report(console, options.quiet, guest.plan(), machine, outcome);
      CoreModel model = session.core();
      if (model != null && !options.quiet) {
        console.err().println(Endings.cycles(model.table().name(), model.cycles(), outcome));
        console.err().flush();
      }
      return status;
    }
  }

  private static void show(
      Console console,
      RunOptions options,
      Recording recording,
      @Nullable Path output,
      Set<ReportFormat> formats) {
    if (!options.quiet) {
      console
          .err()
          .print(TerminalSummary.of(recording, console.columns(), console.colorErr(options.color)));
    }
    if (output != null) {
      for (Path file : ReportWriter.write(recording, output, formats)) {
        console.err().println("wrote " + file);
      }
    }
  }
}
