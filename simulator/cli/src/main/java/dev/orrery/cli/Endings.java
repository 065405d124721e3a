package dev.orrery.cli;

import dev.orrery.machine.Ending;
import dev.orrery.machine.Machine;
import dev.orrery.machine.Outcome;
import dev.orrery.machine.fault.FaultReport;
import dev.orrery.machine.fault.FaultText;
import dev.orrery.machine.plan.RunPlan;
import dev.orrery.profiler.bench.Task;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says on standard error how a run ended. */
final class Endings {
  private static final String PREFIX = "orrery: ";

  /** Apart, because every run starts this class, and none of them reads. */
  private static final class Read {
    static final Pattern SUMMARY =
        Pattern.compile("(?m)^" + PREFIX + "([0-9,]{1,25}) instructions in ");

    private Read() {}
  }

  private Endings() {}

  /**
   * Prints what went wrong, if anything did, and the summary unless the run was to be quiet.
   *
   * @return the exit status
   */
  static int report(
      Console console, boolean quiet, RunPlan plan, Machine machine, Outcome outcome) {
    String trouble =
        switch (outcome.ending()) {
          case Ending.Exited e -> "";
          case Ending.Killed k ->
              "the program was killed by %s%n%s"
                  .formatted(k.name(), k.atFault() ? FaultText.trace(machine) : "")
                  .stripTrailing();
          case Ending.Faulted f -> FaultText.of(FaultReport.of(machine, f)).stripTrailing();
          case Ending.LimitReached l -> "stopped: " + l.summary();
          case Ending.Stuck s ->
              "the program waits for ever: %s%n%s"
                  .formatted(s.summary(), FaultText.threads(machine))
                  .stripTrailing();
          case Ending.Interrupted i -> "interrupted";
        };
    if (!trouble.isEmpty()) {
      console.err().println("orrery: " + trouble);
    }
    if (!quiet) {
      boolean failed = outcome.exitStatus() != 0;
      for (String note : machine.environment().notes(failed)) {
        console.err().println("orrery: " + note);
      }
      for (String note : machine.engine().notes()) {
        console.err().println("orrery: " + note);
      }
      console.err().println(summary(plan, machine, outcome));
    }
    console.err().flush();
    return outcome.exitStatus();
  }

  /** Reads back what {@link #report} printed: the count, or what went wrong before anything ran. */
  static Task.Account account(String errors) {
    Matcher summary = Read.SUMMARY.matcher(errors);
    OptionalLong count = OptionalLong.empty();
    while (summary.find()) { // the program's own errors come before
      count = OptionalLong.of(Long.parseLong(summary.group(1).replace(",", "")));
    }
    if (count.isPresent()) {
      return new Task.Account(count, null);
    }
    String last = errors.lines().filter(l -> !l.isBlank()).reduce((a, b) -> b).orElse("");
    return new Task.Account(
        count, last.startsWith(PREFIX) ? last.substring(PREFIX.length()) : null);
  }

  /** The run in one line. */
  static String summary(RunPlan plan, Machine machine, Outcome outcome) {
    double seconds = outcome.hostNanos() / 1e9;
    return String.format(
        Locale.ROOT,
        "orrery: %,d instructions in %.2f s (%.0f M insn/s), %s, %s, exit status %d",
        outcome.instructions(),
        seconds,
        outcome.megaInstructionsPerSecond(),
        machine.hart().isa.name(),
        plan.engine(),
        outcome.exitStatus());
  }

  /** The cycles of a run in one line. */
  static String cycles(String core, long cycles, Outcome outcome) {
    return String.format(
        Locale.ROOT,
        "orrery: %,d cycles of %s, %.3f per instruction",
        cycles,
        core,
        outcome.instructions() == 0 ? 0 : (double) cycles / outcome.instructions());
  }
}
