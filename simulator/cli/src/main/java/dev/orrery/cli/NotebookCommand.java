package dev.orrery.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.orrery.notebook.run.CellRunner;
import dev.orrery.notebook.run.NotebookFile;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Executes notebooks without Jupyter. */
final class NotebookCommand {
  private final Console console;
  private List<Path> files = List.of();
  private boolean check;
  private boolean quiet;

  private NotebookCommand(Console console) {
    this.console = console;
  }

  /** {@code orrery notebook} with its subcommands. */
  static CommandModel model(Console console) {
    NotebookCommand command = new NotebookCommand(console);
    return CommandModel.group("Execute notebooks of Java cells, without Jupyter.")
        .subcommand(
            "run",
            CommandModel.of("Execute notebooks and write their outputs.", command::run)
                .describe(
                    "Code cells are Java, executed one after the other with the methods of"
                        + " dev.orrery.notebook.Orrery:",
                    "program, assemble, profile, sweep, display. Outputs replace those in the file;"
                        + " nothing else changes.",
                    "",
                    "Examples:",
                    "  orrery notebook run notebooks/first-steps.ipynb",
                    "  orrery notebook run --check notebooks/*.ipynb",
                    "",
                    "Exit status: 0 good, 1 a cell failed, or an output differs with --check.")
                .files("Notebooks (.ipynb).", v -> command.files = v)
                .flag(
                    "--check",
                    "Write nothing, and compare with the outputs that are there, drawings aside.",
                    () -> command.check = true)
                .flag(
                    "-q,--quiet",
                    "Nothing on standard error but errors.",
                    () -> command.quiet = true));
  }

  private int run() {
    boolean good = true;
    for (Path file : files) {
      good &= run(file);
    }
    return good ? ExitCode.OK.status() : ExitCode.CHECK_FAILED.status();
  }

  private boolean run(Path file) {
    NotebookFile notebook = NotebookFile.read(file);
    List<Integer> different = new ArrayList<>();
    PrintStream before = System.out;
    try (CellRunner runner = new CellRunner(new ProgramFiles())) {
      System.setOut(runner.out());
      for (int cell = 0; cell < notebook.size(); cell++) {
        ArrayNode outputs = execute(file, notebook, cell, runner);
        if (notebook.replace(cell, outputs)) {
          different.add(cell + 1);
        }
      }
    } finally {
      System.setOut(before);
    }
    if (check && !different.isEmpty()) {
      console
          .err()
          .println(
              "orrery: %s: outputs of cells %s differ: look at them with 'orrery notebook run %s'"
                  .formatted(file, different, file));
      return false;
    }
    if (!check) {
      notebook.write();
    }
    if (!quiet) {
      console
          .err()
          .println(
              "orrery: %s: %d cells executed, %s"
                  .formatted(
                      file,
                      notebook.size(),
                      check ? "all outputs as they were" : different.size() + " outputs new"));
    }
    return true;
  }

  private static ArrayNode execute(Path file, NotebookFile notebook, int cell, CellRunner runner) {
    try {
      return runner.run(notebook.source(cell));
    } catch (OrreryException e) {
      throw new OrreryException(
          e.exitCode(), "%s: cell %d: %s".formatted(file, cell + 1, e.getMessage()), e);
    }
  }
}
