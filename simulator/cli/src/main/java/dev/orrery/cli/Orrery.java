package dev.orrery.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The root command. */
@Command(
    name = "orrery",
    header = "Runs a program on a model of a machine and says where every cycle went.",
    synopsisHeading = "%nUsage: ",
    customSynopsis = {"orrery COMMAND [OPTIONS] ...", "       orrery PROGRAM [-- ARGUMENTS]"},
    descriptionHeading = "%n",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%n",
    footer = {
      "First look:  orrery demo",
      "Exit status: the program's own for 'run'; else 0 good, 1 a check failed, 2 usage,",
      "             3 engines diverged, 4 guest fault, 5 limit reached, 6 bad input file, 70 a bug of ours."
    },
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    subcommands = {
      DemoCommand.class,
      RunCommand.class,
      ProfileCommand.class,
      ReportCommand.class,
      IsaCommand.class,
      DisasmCommand.class,
      DoctorCommand.class,
      Completion.class,
      picocli.CommandLine.HelpCommand.class
    })
final class Orrery {
  @Option(
      names = "--debug",
      description = "Show a stack trace with every error.",
      scope = picocli.CommandLine.ScopeType.INHERIT)
  boolean debug;
}
