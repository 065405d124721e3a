package dev.orrery.cli;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks into instruction tables. */
@Command(
    name = "isa",
    header = "List, show and check instruction tables.",
    descriptionHeading = "%n",
    description = "Every instruction is one row of a table; see isa-specs/LANGUAGE.md.",
    mixinStandardHelpOptions = true,
    subcommands = {IsaCommand.ListRows.class, IsaCommand.Show.class, IsaCommand.Check.class})
final class IsaCommand {

  /** {@code orrery isa list}. */
  @Command(
      name = "list",
      header = "List the instruction sets, or the rows of one.",
      mixinStandardHelpOptions = true)
  static final class ListRows implements Callable<Integer> {
    private final Console console;

    @Parameters(
        arity = "0..1",
        paramLabel = "ISA",
        description = "A stock instruction set or an .isa file; without it, all stock ones.")
    @Nullable String isa;

    @Option(
        names = "--extension",
        paramLabel = "NAME",
        description = "Only the rows that this extension declares.")
    @Nullable String extension;

    @Mixin JsonOption json = new JsonOption();

    ListRows(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
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
        set.rows().forEach(r -> rows.merge(r.extension(), 1, Integer::sum));
        List<String> counts = new ArrayList<>();
        rows.forEach((e, n) -> counts.add(e + " " + n));
        table.row(
            name, "" + set.rows().size(), "" + set.aliases().size(), String.join(", ", counts));
        sets.add(
            Map.of(
                "name",
                name,
                "rows",
                set.rows().size(),
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
  @Command(
      name = "show",
      header = "Show a row: its bits, how it is written, what it does.",
      mixinStandardHelpOptions = true)
  static final class Show implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "ROW", description = "A mnemonic, such as addi.")
    String row = "";

    @Option(
        names = "--isa",
        paramLabel = "NAME|FILE",
        description = "Tables to look in. Default: ${DEFAULT-VALUE}.",
        defaultValue = "rv64gc")
    String isa = "";

    Show(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
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
  @Command(
      name = "check",
      header = "Check table files: every error with its place, else what the rows cover.",
      mixinStandardHelpOptions = true)
  static final class Check implements Callable<Integer> {
    private final Console console;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Main files of tables.")
    List<Path> files = new ArrayList<>();

    @Mixin JsonOption json = new JsonOption();

    Check(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      int status = ExitCode.OK.status();
      List<Map<String, Object>> facts = new ArrayList<>();
      for (Path file : files) {
        if (!Files.isReadable(file)) {
          throw new OrreryException(
              ExitCode.BAD_INPUT, file + ": cannot be read; check the path and its permissions");
        }
        TableCheck check = new TableCheck(file);
        facts.add(check.facts());
        if (!json.json) {
          console.out().print(check.text());
        }
        if (!check.isGood()) {
          status = ExitCode.CHECK_FAILED.status();
        }
      }
      if (json.json) {
        console.out().println(JsonOption.text(facts));
      }
      console.out().flush();
      return status;
    }
  }
}
