package dev.orrery.cli;

import dev.orrery.spec.io.OutputFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Scripts and pages that a shell and a system install beside the command. */
@Command(
    name = "completion",
    header = "Print a shell completion script, or write manual pages.",
    descriptionHeading = "%n",
    description = {
      "Bash and zsh: source <(orrery completion)",
      "Manual pages: orrery completion --man ~/.local/share/man/man1"
    },
    mixinStandardHelpOptions = true)
final class Completion implements Runnable {
  private final Console console;

  @Spec CommandSpec spec;

  @Option(
      names = "--man",
      paramLabel = "DIR",
      description = "Write a manual page for every command into DIR instead.")
  @Nullable Path man;

  Completion(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    CommandLine root = spec.root().commandLine();
    if (man == null) {
      console.out().print(AutoComplete.bash("orrery", root));
      console.out().flush();
      return;
    }
    writePages(root, man);
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
