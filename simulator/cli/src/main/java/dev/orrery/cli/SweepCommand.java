package dev.orrery.cli;

import dev.orrery.profiler.sweep.PlanFile;
import dev.orrery.profiler.sweep.Setup;
import dev.orrery.profiler.sweep.Sweep;
import dev.orrery.profiler.sweep.SweepPlan;
import dev.orrery.profiler.sweep.SweepRun;
import dev.orrery.reports.sweep.SweepFiles;
import dev.orrery.reports.sweep.SweepJson;
import dev.orrery.reports.terminal.SweepSummary;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.SafeText;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.TypeConversionException;

/** Runs programs on many settings of cores, and says which are good. */
final class SweepCommand {
  private static final long USUAL_LIMIT = 10_000;
  private static final int MOST_JOBS = 1024;

  private final Console console;
  private final JsonOption json = new JsonOption();
  private Path planFile = Path.of("");
  private Path output = Path.of("orrery-sweep");
  private int jobs = Runtime.getRuntime().availableProcessors();
  private long limit = USUAL_LIMIT;
  private boolean dryRun;
  private boolean quiet;
  private Console.Color color = Console.Color.AUTO;

  private SweepCommand(Console console) {
    this.console = console;
  }

  /** {@code orrery sweep}. */
  static CommandModel model(Console console) {
    return new SweepCommand(console).described();
  }

  private CommandModel described() {
    return json.addTo(
        CommandModel.of("Run programs on cores with many values of their parameters.", this::run)
            .describe(
                "The plan is a TOML file: programs, a core, and parameters with their values, such"
                    + " as",
                "",
                "  core = \"inorder5\"",
                "  programs = [\"workload:matmul\", \"workload:sieve\"]",
                "  constraints = [\"dcache.size >= 64 * dcache.ways\"]",
                "  cost = \"dcache.size + 512 * dcache.ways\"",
                "  [parameters]",
                "  dcache.size = \"1024..65536 *2\"",
                "  dcache.ways = [1, 2, 4]",
                "",
                "Every program is run with every combination that meets the constraints. Results"
                    + " are kept in the",
                "folder, a small file each: when the sweep is run again, with a larger plan too,"
                    + " only what is new runs.",
                "[[program]] has run, name, arguments, isa, input and exit-status; [limits] has"
                    + " max-insns, seconds",
                "and memory.",
                "",
                "Exit status: 0 all points have a result, 1 some have not.")
            .file(0, "PLAN", "The plan, a TOML file.", v -> planFile = v)
            .path(
                "-o,--output",
                "DIR",
                "Folder for results and files. Default: orrery-sweep.",
                v -> output = v)
            .option(
                "--jobs",
                "N",
                SweepCommand::jobs,
                "How many runs go on at once. Default: the host's processors.",
                v -> jobs = v)
            .option(
                "--limit",
                "N",
                new Quantities.Count(),
                "Most points that a plan may have. Default: 10k.",
                v -> limit = v)
            .flag("--dry-run", "Say how many points there are, and stop.", () -> dryRun = true)
            .flag("-q,--quiet", "Nothing on standard error but errors.", () -> quiet = true)
            .color(v -> color = v));
  }

  private static int jobs(String text) {
    long n = new Quantities.Count().convert(text);
    if (n < 1 || n > MOST_JOBS) {
      throw new TypeConversionException("'%s' is not 1 to %d".formatted(text, MOST_JOBS));
    }
    return (int) n;
  }

  private int run() {
    SweepPlan plan = PlanFile.read(planFile);
    List<Setup> setups = plan.setups(limit);
    SweepRun run =
        new SweepRun(
            plan,
            setups,
            new ProgramFiles(),
            output.resolve("results"),
            Version.number() + " " + Version.commit(),
            jobs);
    long points = (long) setups.size() * plan.programs().size();
    String count = count(plan, setups, points, run.toRun());
    if (dryRun) {
      console.out().println(count);
      console.out().flush();
      return ExitCode.OK.status();
    }
    say(count);
    run.damaged().forEach(this::say);
    Sweep sweep;
    try (Interrupts unused = new Interrupts(run::interrupt);
        Progress progress =
            Progress.of(console, quiet, "sweeping", "points", run.toRun(), run::done, run::doing)) {
      sweep = run.run();
      progress.close();
      return report(sweep, points, run);
    }
  }

  private static String count(SweepPlan plan, List<Setup> setups, long points, long toRun) {
    return "%,d %s x %,d %s%s = %,d points, %,d to run"
        .formatted(
            plan.programs().size(),
            plan.programs().size() == 1 ? "program" : "programs",
            setups.size(),
            setups.size() == 1 ? "combination" : "combinations",
            setups.size() == plan.combinations()
                ? ""
                : " of %,d that meet the constraints".formatted(plan.combinations()),
            points,
            toRun);
  }

  private int report(Sweep sweep, long points, SweepRun run) {
    if (sweep.interrupted()) {
      console
          .err()
          .println(
              "orrery: interrupted: %,d of %,d points have a result; the same command goes on"
                  .formatted(sweep.measured(), points));
      return Interrupts.STATUS;
    }
    console
        .out()
        .print(
            json.isAsked()
                ? SweepJson.of(sweep)
                : SweepSummary.of(sweep, console.columns(), console.colorOut(color)));
    console.out().flush();
    for (Path file : SweepFiles.write(sweep, output)) {
      say("wrote " + file);
    }
    int failed = sweep.failures().size();
    if (failed > 0) {
      console.err().println("orrery: %,d of %,d points failed".formatted(failed, points));
      return ExitCode.CHECK_FAILED.status();
    }
    say("orrery: %,d points, %,d of them run now".formatted(points, run.done()));
    return ExitCode.OK.status();
  }

  private void say(String line) {
    if (!quiet) {
      console.err().println(SafeText.clean(line));
      console.err().flush();
    }
  }
}
