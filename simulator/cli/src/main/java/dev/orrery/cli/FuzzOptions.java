package dev.orrery.cli;

import dev.orrery.machine.plan.IsaChoice;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.model.Isa;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What both kinds of comparison on random code are told. */
final class FuzzOptions {
  String isa = IsaChoice.DEFAULT;
  long seed = 1;
  boolean quiet;
  private @Nullable String engines;

  /** Adds the options to a command. */
  CommandModel addTo(CommandModel command) {
    return command
        .option(
            "--isa",
            "NAME|FILE",
            "Instruction tables: a stock name or an .isa file. Default: " + IsaChoice.DEFAULT + ".",
            v -> isa = v)
        .option(
            "--seed",
            "N",
            new Quantities.Whole(),
            "Where the random choices start. Default: 1.",
            v -> seed = v)
        .option(
            "--engines",
            "NAMES",
            "The engines, separated by commas; the others are compared with the first. Default:"
                + " oracle,interpreter,jit; with --rows oracle,interpreter.",
            v -> engines = v)
        .flag("-q,--quiet", "Print nothing when the engines agree.", () -> quiet = true);
  }

  /** The tables. */
  Isa tables() {
    return IsaChoice.named(isa);
  }

  /** The exit status where engines agree, and a word about it if not all was compared. */
  int status(Console console, Patience patience) {
    if (!patience.interrupted()) {
      return ExitCode.OK.status();
    }
    console.out().flush();
    console.err().println("orrery: interrupted");
    return Interrupts.STATUS;
  }

  /** The names of the engines, at least two of those that there are. */
  List<String> engines(String byDefault) {
    List<String> names = List.of((engines == null ? byDefault : engines).split(",", -1));
    for (String name : names) {
      EngineNames.check("--engines", name);
    }
    if (names.size() < 2) {
      throw new OrreryException(ExitCode.USAGE, "--engines: name at least two to compare");
    }
    return names;
  }
}
