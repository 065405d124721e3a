package dev.orrery.cli;

import dev.orrery.spec.diag.ExitCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The root command. */
final class Orrery {
  private static final Map<String, Function<Console, CommandModel>> COMMANDS =
      new LinkedHashMap<>();

  static {
    COMMANDS.put("demo", DemoCommand::model);
    COMMANDS.put("run", RunCommand::model);
    COMMANDS.put("profile", ProfileCommand::model);
    COMMANDS.put("pipeline", PipelineCommand::model);
    COMMANDS.put("validate", ValidateCommand::model);
    COMMANDS.put("jit", JitCommand::model);
    COMMANDS.put("report", ReportCommand::model);
    COMMANDS.put("diff", DiffCommand::model);
    COMMANDS.put("isa", IsaCommand::model);
    COMMANDS.put("core", CoreCommand::model);
    COMMANDS.put("asm", AsmCommand::model);
    COMMANDS.put("disasm", DisasmCommand::model);
    COMMANDS.put("fuzz", FuzzCommand::model);
    COMMANDS.put("bench", BenchCommand::model);
    COMMANDS.put("compare", CompareCommand::model);
    COMMANDS.put("sweep", SweepCommand::model);
    COMMANDS.put("notebook", NotebookCommand::model);
    COMMANDS.put("doctor", DoctorCommand::model);
    COMMANDS.put("completion", Completion::model);
    COMMANDS.put("help", Orrery::help);
  }

  private Orrery() {}

  /** Names of the commands. */
  static Set<String> names() {
    return COMMANDS.keySet();
  }

  /** The command with all its subcommands. */
  static CommandLine commandLine(Console console) {
    CommandModel root = root();
    COMMANDS.forEach((name, model) -> root.subcommand(name, model.apply(console)));
    return new CommandLine(root.spec());
  }

  /** The command with those subcommands that {@code words} can need, which starts sooner. */
  static CommandLine commandLine(Console console, String[] words) {
    Function<Console, CommandModel> named = words.length == 0 ? null : COMMANDS.get(words[0]);
    if (named == null) {
      return commandLine(console);
    }
    return new CommandLine(root().subcommand(words[0], named.apply(console)).spec());
  }

  private static CommandModel root() {
    CommandModel root =
        CommandModel.group(
            "Runs a program on a model of a machine and says where every cycle went.");
    root.spec()
        .name("orrery")
        .usageMessage()
        .synopsisHeading("%nUsage: ")
        .customSynopsis("orrery COMMAND [OPTIONS] ...", "       orrery PROGRAM [-- ARGUMENTS]")
        .commandListHeading("%nCommands:%n")
        .optionListHeading("%nOptions:%n")
        .footerHeading("%n")
        .footer(
            "First look:  orrery demo",
            "Exit status: the program's own for 'run'; else 0 good, 1 a check failed, 2 usage,",
            "             3 engines diverged, 4 guest fault, 5 limit reached, 6 bad input file, 70 a"
                + " bug of ours.");
    return root;
  }

  private static CommandModel help(Console console) {
    List<String> words = new ArrayList<>();
    return CommandModel.of("Show the help of a command.", () -> help(console, words))
        .arguments(0, false, "COMMAND", "The command, such as run or isa list.", words::addAll);
  }

  private static int help(Console console, List<String> words) {
    CommandLine command = commandLine(console);
    for (String word : words) {
      CommandLine sub = command.getSubcommands().get(word);
      if (sub == null) {
        String name = command.getCommandSpec().qualifiedName(" ");
        throw new ParameterException(
            command,
            "'%s' has no command %s.%s"
                .formatted(name, word, Suggestions.of(word, command.getSubcommands().keySet())));
      }
      command = sub;
    }
    Main.style(command, console).usage(console.out());
    console.out().flush();
    return ExitCode.OK.status();
  }
}
