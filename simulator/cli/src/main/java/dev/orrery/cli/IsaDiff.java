package dev.orrery.cli;

import dev.orrery.machine.plan.IsaChoice;
import dev.orrery.spec.compare.IsaComparison;
import dev.orrery.spec.compare.IsaComparison.Change;
import dev.orrery.spec.compare.IsaComparison.Detail;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Compares two instruction sets row by row, as diff compares files. */
final class IsaDiff {
  private final Console console;
  private final JsonOption json = new JsonOption();
  private List<String> names = List.of();

  private IsaDiff(Console console) {
    this.console = console;
  }

  /** {@code orrery isa diff}. */
  static CommandModel model(Console console) {
    IsaDiff command = new IsaDiff(console);
    return command.json.addTo(
        CommandModel.of("Compare two instruction sets row by row.", command::run)
            .describe(
                "- a row that only A has, + one that only B has, ! one that differs.",
                "The exit status is 0 when the rows are the same, 1 when they are not.")
            .arguments(0, true, "A B", "Stock names or .isa files.", v -> command.names = v));
  }

  private int run() {
    if (names.size() != 2) {
      throw new OrreryException(
          ExitCode.USAGE, "isa diff compares two sets: give two names or .isa files");
    }
    Isa first = IsaChoice.named(names.get(0));
    Isa second = IsaChoice.named(names.get(1));
    IsaComparison found = IsaComparison.of(first, second);
    if (json.isAsked()) {
      console.out().println(JsonOption.text(facts(found)));
    } else {
      print(found);
    }
    console.out().flush();
    return found.isEmpty() ? ExitCode.OK.status() : ExitCode.CHECK_FAILED.status();
  }

  private void print(IsaComparison found) {
    if (found.isEmpty()) {
      return;
    }
    console.out().println("--- " + names.get(0) + "\n+++ " + names.get(1));
    found.removed().forEach(r -> console.out().println("- " + line(r)));
    found.added().forEach(r -> console.out().println("+ " + line(r)));
    for (Change c : found.changed()) {
      console.out().println("! " + line(c.before()));
      for (Detail d : c.details()) {
        console.out().println("    " + name(d) + ":");
        d.before().lines().forEach(l -> console.out().println("    - " + l));
        d.after().lines().forEach(l -> console.out().println("    + " + l));
      }
    }
    console
        .out()
        .printf(
            "%d removed, %d added, %d changed%n",
            found.removed().size(), found.added().size(), found.changed().size());
  }

  private static String line(Row row) {
    return "%-14s %s  (%s)"
        .formatted(row.name(), (row.extension() + " " + row.insnClass()).strip(), row.source());
  }

  private static String name(Detail d) {
    return d.aspect().name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, Object> facts(IsaComparison found) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("removed", found.removed().stream().map(IsaDiff::row).toList());
    facts.put("added", found.added().stream().map(IsaDiff::row).toList());
    List<Map<String, Object>> changed = new ArrayList<>();
    for (Change c : found.changed()) {
      Map<String, Object> change = new LinkedHashMap<>(row(c.before()));
      for (Detail d : c.details()) {
        change.put(name(d), Map.of("before", d.before(), "after", d.after()));
      }
      changed.add(change);
    }
    facts.put("changed", changed);
    return facts;
  }

  private static Map<String, Object> row(Row row) {
    return Map.of("insn", row.name(), "extension", row.extension(), "source", row.source());
  }
}
