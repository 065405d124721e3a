package dev.orrery.cli;

import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.io.OutputFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;

/** Scripts and pages that a shell and a system install beside the command. */
final class Completion {
  private final Console console;
  private @Nullable Path man;

  private Completion(Console console) {
    this.console = console;
  }

  /** {@code orrery completion}. */
  static CommandModel model(Console console) {
    Completion command = new Completion(console);
    return CommandModel.of(
            "Print a shell completion script, or write manual pages.", command::write)
        .describe(
            "Bash and zsh: source <(orrery completion)",
            "Manual pages: orrery completion --man ~/.local/share/man/man1")
        .path(
            "--man",
            "DIR",
            "Write a manual page for every command into DIR instead.",
            v -> command.man = v);
  }

  private int write() {
    CommandLine root = Orrery.commandLine(console);
    if (man == null) {
      console.out().print(AutoComplete.bash("orrery", root));
      console.out().flush();
      return ExitCode.OK.status();
    }
    writePages(root, man);
    return ExitCode.OK.status();
  }

  private static void writePages(CommandLine command, Path dir) {
    OutputFile.write(
        dir.resolve(command.getCommandSpec().qualifiedName("-") + ".1"),
        ManPage.of(command).getBytes(StandardCharsets.UTF_8));
    for (CommandLine sub : new TreeMap<>(command.getSubcommands()).values()) {
      writePages(sub, dir);
    }
  }
}
