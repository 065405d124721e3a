package dev.orrery.cli;

import dev.orrery.machine.plan.IsaChoice;
import dev.orrery.spec.Isas;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.ir.IrPrinter;
import dev.orrery.spec.model.Alias;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Row;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks into instruction tables. */
final class IsaCommand {
  private IsaCommand() {}

  /** {@code orrery isa} with its subcommands. */
  static CommandModel model(Console console) {
    return CommandModel.group("List, show, check, compare and document instruction tables.")
        .describe("Every instruction is one row of a table; see isa-specs/LANGUAGE.md.")
        .subcommand("list", ListRows.model(console))
        .subcommand("show", Show.model(console))
        .subcommand("check", Check.model(console))
        .subcommand("diff", IsaDiff.model(console))
        .subcommand("docs", IsaDocs.model(console));
  }

  /** {@code orrery isa list}. */
  static final class ListRows {
    private final Console console;
    private @Nullable String isa;
    private @Nullable String extension;
    private final JsonOption json = new JsonOption();

    private ListRows(Console console) {
      this.console = console;
    }

    static CommandModel model(Console console) {
      ListRows command = new ListRows(console);
      return command.json.addTo(
          CommandModel.of("List the instruction sets, or the rows of one.", command::list)
              .optionalArgument(
                  "ISA",
                  "A stock instruction set or an .isa file; without it, all stock ones.",
                  v -> command.isa = v)
              .option(
                  "--extension",
                  "NAME",
                  "Only the rows that this extension declares.",
                  v -> command.extension = v));
    }

    private int list() {
      if (isa == null) {
        listSets();
      } else {
        listRows(IsaChoice.named(isa));
      }
      console.out().flush();
      return ExitCode.OK.status();
    }

    private void listSets() {
      TextTable table = new TextTable("isa", "rows", "aliases", "extensions");
      table.alignRight(1).alignRight(2);
      List<Map<String, Object>> sets = new ArrayList<>();
      for (String name : Isas.names()) {
        Isa set = Isas.stock(name);
        Map<String, Integer> rows = new LinkedHashMap<>();
        int all = 0;
        // A line that stands for several rows, by its sizes or variants, is one.
        Set<String> lines = new HashSet<>();
        for (Row r : set.rows()) {
          if (lines.add(r.source())) {
            rows.merge(r.extension(), 1, Integer::sum);
            all++;
          }
        }
        int count = all;
        List<String> counts = new ArrayList<>();
        rows.forEach((e, n) -> counts.add(e + " " + n));
        table.row(name, "" + count, "" + set.aliases().size(), String.join(", ", counts));
        sets.add(
            Map.of(
                "name",
                name,
                "rows",
                count,
                "aliases",
                set.aliases().size(),
                "rowsByExtension",
                rows));
      }
      json.print(console, sets, table);
    }

    private void listRows(Isa set) {
      List<Row> rows =
          set.rows().stream()
              .filter(r -> extension == null || r.extension().equals(extension))
              .toList();
      if (rows.isEmpty()) {
        throw new OrreryException(
            ExitCode.USAGE,
            "--extension %s: %s has no rows of it; it has %s"
                .formatted(extension, set.name(), String.join(", ", set.extensions())));
      }
      TextTable table = new TextTable("insn", "class", "extension", "encoding", "source");
      List<Map<String, Object>> list = new ArrayList<>();
      for (Row r : rows) {
        table.row(
            r.name(),
            r.insnClass(),
            r.extension(),
            TextTable.bits(r.mask(), r.match(), r.length()),
            r.source());
        list.add(
            Map.of(
                "insn", r.name(),
                "class", r.insnClass(),
                "extension", r.extension(),
                "encoding", TextTable.bits(r.mask(), r.match(), r.length()),
                "source", r.source()));
      }
      json.print(console, list, table);
    }
  }

  /** {@code orrery isa show}. */
  static final class Show {
    private final Console console;
    private String row = "";
    private String isa = IsaChoice.DEFAULT;

    private Show(Console console) {
      this.console = console;
    }

    static CommandModel model(Console console) {
      Show command = new Show(console);
      return CommandModel.of(
              "Show a row: its bits, how it is written, what it does.", command::show)
          .argument("ROW", "A mnemonic, such as addi.", v -> command.row = v)
          .option(
              "--isa", "NAME|FILE", "Tables to look in. Default: rv64gc.", v -> command.isa = v);
    }

    private int show() {
      Isa set = IsaChoice.named(isa);
      List<Row> rows = set.rows().stream().filter(r -> r.name().equals(row)).toList();
      List<Alias> aliases = set.aliases().stream().filter(a -> a.name().equals(row)).toList();
      if (rows.isEmpty() && aliases.isEmpty()) {
        throw new OrreryException(
            ExitCode.USAGE,
            "%s has no row '%s'.%s".formatted(set.name(), row, Suggestions.of(row, names(set))));
      }
      rows.forEach(r -> print(set, r));
      if (rows.isEmpty()) {
        Row written = aliases.getFirst().row();
        console.out().println(row + " is another way to write " + written.name() + ":\n");
        print(set, written);
      }
      console.out().flush();
      return ExitCode.OK.status();
    }

    private static List<String> names(Isa set) {
      List<String> names = new ArrayList<>();
      set.rows().forEach(r -> names.add(r.name()));
      set.aliases().forEach(a -> names.add(a.name()));
      return names;
    }

    private void print(Isa set, Row r) {
      PrintStream out = console.out();
      out.println(r.name() + "  " + set.name() + " " + r.extension() + "  (" + r.source() + ")");
      out.println();
      out.println(BitDiagram.of(r).indent(2).stripTrailing());
      out.println();
      out.println("  written  " + r.name() + " " + r.asm());
      out.println("  class    " + r.insnClass());
      Row meaning = r.meaning();
      if (!meaning.equals(r)) {
        out.println("  means    " + meaning.name());
      }
      List<String> aliases =
          set.aliases().stream()
              .filter(a -> a.row().equals(r))
              .map(Alias::name)
              .distinct()
              .toList();
      if (!aliases.isEmpty()) {
        out.println("  also as  " + String.join(", ", aliases));
      }
      out.println("  does");
      out.println(IrPrinter.print(meaning.body()).indent(4).stripTrailing());
    }
  }

  /** {@code orrery isa check}. */
  static final class Check {
    private final Console console;
    private List<Path> files = List.of();
    private final JsonOption json = new JsonOption();

    private Check(Console console) {
      this.console = console;
    }

    static CommandModel model(Console console) {
      Check command = new Check(console);
      return command.json.addTo(
          CommandModel.of(
                  "Check table files: every error with its place, else what the rows cover.",
                  command::check)
              .files("Main files of tables.", v -> command.files = v));
    }

    private int check() {
      int status = ExitCode.OK.status();
      List<Map<String, Object>> facts = new ArrayList<>();
      for (Path file : files) {
        if (!Files.isReadable(file)) {
          throw new OrreryException(
              ExitCode.BAD_INPUT, file + ": cannot be read; check the path and its permissions");
        }
        TableCheck check = new TableCheck(file);
        facts.add(check.facts());
        if (!json.isAsked()) {
          console.out().print(check.text());
        }
        if (!check.isGood()) {
          status = ExitCode.CHECK_FAILED.status();
        }
      }
      if (json.isAsked()) {
        console.out().println(JsonOption.text(facts));
      }
      console.out().flush();
      return status;
    }
  }
}
