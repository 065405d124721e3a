package dev.orrery.cli;

import dev.orrery.spec.Cores;
import dev.orrery.spec.core.Category;
import dev.orrery.spec.core.Cause;
import dev.orrery.spec.core.CoreStage;
import dev.orrery.spec.core.CoreTable;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.lang.core.CoreCompiler;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Looks into core tables. */
final class CoreCommand {
  private CoreCommand() {}

  /** {@code orrery core} with its subcommands. */
  static CommandModel model(Console console) {
    return CommandModel.group("List, show and check core tables: the cycle models of processors.")
        .describe("What a core does is a table of rules; see isa-specs/CORES.md.")
        .subcommand("list", ListCores.model(console))
        .subcommand("show", Show.model(console))
        .subcommand("check", Check.model(console));
  }

  /** {@code orrery core list}. */
  static final class ListCores {
    private final Console console;
    private final JsonOption json = new JsonOption();

    private ListCores(Console console) {
      this.console = console;
    }

    static CommandModel model(Console console) {
      ListCores command = new ListCores(console);
      return command.json.addTo(CommandModel.of("List the stock cores.", command::list));
    }

    private int list() {
      TextTable table = new TextTable("core", "isa", "what it is");
      List<Map<String, Object>> facts = new ArrayList<>();
      for (String name : Cores.names()) {
        CoreTable core = Cores.named(name, Map.of());
        table.row(name, String.join(", ", core.isas()), core.title());
        facts.add(Map.of("name", name, "isas", core.isas(), "title", core.title()));
      }
      json.print(console, facts, table);
      console.out().flush();
      return ExitCode.OK.status();
    }
  }

  /** {@code orrery core show}. */
  static final class Show {
    private final Console console;
    private final CoreSettings settings = new CoreSettings();
    private String name = "";

    private Show(Console console) {
      this.console = console;
    }

    static CommandModel model(Console console) {
      Show command = new Show(console);
      return command.settings.addTo(
          CommandModel.of(
                  "Show a core: what it runs, its parameters, and where its cycles go.",
                  command::show)
              .argument("CORE", "A stock core, or a .core file.", v -> command.name = v));
    }

    private int show() {
      CoreTable core = Cores.named(name, settings.values());
      PrintStream out = console.out();
      out.println(core.name() + ": " + core.title());
      out.println();
      out.println("  runs      " + String.join(", ", core.isas()));
      core.sources().forEach(s -> out.println("  source    " + s));
      CoreTable.Measured measured = core.measured();
      if (measured != null) {
        out.println(
            "  measured  "
                + measured.core()
                + ", "
                + measured.config()
                + ": orrery validate timing --core "
                + core.name());
      }
      if (!core.modules().isEmpty()) {
        out.println("\n  Modules in use:\n");
        TextTable modules = new TextTable("name", "module", "");
        core.modules().forEach(m -> modules.row(m.name(), m.module(), m.title()));
        out.print(modules.toString().indent(4));
      }
      out.print(values("Parameters, which --set changes", core.parameters()));
      out.print(values("Constants, some of which follow from them", core.constants()));
      if (!core.stages().isEmpty()) {
        out.println("\n  Stages, which 'orrery pipeline' shows:\n");
        TextTable stages = new TextTable("stage", "");
        core.stages().forEach(s -> stages.row(s.name(), s.meaning()));
        out.print(stages.toString().indent(4));
      }
      out.println("\n  Where cycles go:\n");
      TextTable causes = new TextTable("cause", "held in", "top-down", "");
      for (Cause c : core.causes()) {
        Category category = c.category();
        causes.row(c.name(), heldIn(c), category == null ? "" : category.text(), c.meaning());
      }
      out.print(causes.toString().indent(4));
      if (!core.ideals().isEmpty()) {
        out.println(
            "\n  What a mechanism costs, 'orrery profile --core' says by making it ideal:\n");
        TextTable ideals = new TextTable("cause", "with", "");
        for (CoreTable.Ideal i : core.ideals()) {
          ideals.row(
              i.cause().name(),
              i.values().stream()
                  .map(p -> p.name() + "=" + p.value())
                  .collect(Collectors.joining(", ")),
              i.meaning());
        }
        out.print(ideals.toString().indent(4));
      }
      out.println("\n  Classes of instructions:\n");
      TextTable classes = new TextTable("class", "rule for");
      for (int k = 0; k < core.classes().size(); k++) {
        classes.row(core.classes().get(k), core.rules().get(k).name());
      }
      out.print(classes.toString().indent(4));
      out.flush();
      return ExitCode.OK.status();
    }
  }

  /** Names and their values, below a title; nothing if there are none. */
  private static String values(String title, List<CoreTable.Parameter> values) {
    if (values.isEmpty()) {
      return "";
    }
    TextTable table = new TextTable("name", "value", "");
    table.alignRight(1);
    values.forEach(p -> table.row(p.name(), "" + p.value(), p.meaning()));
    return "\n  " + title + ":\n\n" + table.toString().indent(4);
  }

  private static String heldIn(Cause c) {
    CoreStage stage = c.stage();
    return stage != null ? stage.name() : c.isBehind() ? "what comes behind" : "";
  }

  /** {@code orrery core check}. */
  static final class Check {
    private final Console console;
    private final CoreSettings settings = new CoreSettings();
    private final JsonOption json = new JsonOption();
    private List<Path> files = List.of();

    private Check(Console console) {
      this.console = console;
    }

    static CommandModel model(Console console) {
      Check command = new Check(console);
      return command.json.addTo(
          command.settings.addTo(
              CommandModel.of("Check core tables: every error with its place.", command::check)
                  .files("Core tables.", v -> command.files = v)));
    }

    private int check() {
      int status = ExitCode.OK.status();
      List<Map<String, Object>> facts = new ArrayList<>();
      for (Path file : files) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
          throw new OrreryException(
              ExitCode.BAD_INPUT, file + ": cannot be read; check the path and its permissions");
        }
        CoreCompiler.Outcome outcome = Cores.check(file, settings.values());
        CoreTable core = outcome.core();
        Map<String, Object> fact = new LinkedHashMap<>();
        fact.put("file", file.toString());
        fact.put("good", core != null);
        if (core == null) {
          status = ExitCode.CHECK_FAILED.status();
          fact.put(
              "errors", outcome.diagnostics().sorted().stream().map(TableCheck::facts).toList());
        }
        facts.add(fact);
        if (!json.isAsked()) {
          console
              .out()
              .println(
                  core == null
                      ? outcome.diagnostics().render()
                      : "%s: good: %s, %d causes, %d states, %d functions"
                          .formatted(
                              file,
                              core.name(),
                              core.causes().size(),
                              core.states().size(),
                              core.functions().size()));
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
