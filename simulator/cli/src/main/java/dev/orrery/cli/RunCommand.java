package dev.orrery.cli;

import dev.orrery.engine.EngineOptions;
import dev.orrery.machine.Machine;
import dev.orrery.machine.Outcome;
import dev.orrery.spec.diag.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs a program: its output on standard output, a line about the run on standard error. */
@Command(
    name = "run",
    header = "Run a program.",
    descriptionHeading = "%n",
    description = {
      "The program's output alone goes to standard output, and its exit status is this command's.",
      "A one-line summary goes to standard error unless -q is given."
    },
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  private final Console console;

  @Mixin RunOptions options = new RunOptions();

  RunCommand(Console console) {
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
    try (Machine machine = guest.machine(EngineOptions.PLAIN, guest.environment())) {
      Outcome outcome;
      try (Interrupts unused = new Interrupts(machine)) {
        outcome = machine.run(guest.limits());
      }
      console.out().flush();
      return Endings.report(console, guest, machine, outcome);
    }
  }
}
