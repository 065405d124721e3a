package dev.orrery.cli;

import dev.orrery.engine.EngineOptions;
import dev.orrery.engine.timing.CoreModel;
import dev.orrery.machine.Machine;
import dev.orrery.machine.Outcome;
import dev.orrery.machine.plan.Guest;
import dev.orrery.machine.timing.CoreModels;
import dev.orrery.spec.core.CoreTable;
import dev.orrery.spec.diag.ExitCode;
import java.nio.file.Path;

/** Runs a program: its output on standard output, a line about the run on standard error. */
final class RunCommand {
  private RunCommand() {}

  /** {@code orrery run}. */
  static CommandModel model(Console console) {
    RunOptions options = new RunOptions();
    LogOptions log = new LogOptions();
    CoreOptions core = new CoreOptions();
    return log.addTo(
        options.addJfr(
            options.addJitHot(
                options.addTo(
                    core.addTo(
                            CommandModel.of(
                                "Run a program.", () -> run(console, options, log, core)))
                        .describe(
                            "The program's output alone goes to standard output, and its exit status is"
                                + " this command's.",
                            "A one-line summary goes to standard error unless -q is given.")),
                RunOptions.USUALLY_HOT)));
  }

  private static int run(
      Console console, RunOptions options, LogOptions logOptions, CoreOptions coreOptions) {
    CoreTable core = coreOptions.table();
    Guest guest = Plans.load(options, core, console);
    if (options.printConfig) {
      Plans.print(guest, console);
      return ExitCode.OK.status();
    }
    CoreModel model = core == null ? null : CoreModels.of(core, guest);
    EngineOptions engine = options.engineOptions();
    Path jfr = options.jfr;
    try (FlightRecording recording = jfr == null ? null : FlightRecording.start(jfr);
        Machine machine =
            guest.machine(model == null ? engine : engine.retiringTo(model), guest.environment())) {
      Outcome outcome;
      try (LogOptions.Log log = logOptions.attach(machine, guest.plan().machine(), console);
          Interrupts interrupts = new Interrupts(machine)) {
        outcome = machine.run(guest.plan().limits());
      }
      console.out().flush();
      int status = Endings.report(console, options.quiet, guest.plan(), machine, outcome);
      if (core != null && model != null && !options.quiet) {
        console.err().println(Endings.cycles(core.name(), model.cycles(), outcome));
        console.err().flush();
      }
      return status;
    }
  }
}
