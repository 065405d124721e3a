package dev.orrery.cli;

import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.diag.SafeText;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Entry point of the {@code orrery} command: arguments in, exit status out. */
public final class Main {
  private Main() {}

  /** Runs one command and exits the process with its status. */
  public static void main(String[] args) {
    int status = run(Console.system(), args);
    // All is written, and an orderly exit would load and run code to no purpose.
    Runtime.getRuntime().halt(status);
  }

  /**
   * Runs one command.
   *
   * @return the exit status: the guest's own for {@code run}, else an {@link ExitCode}'s
   */
  public static int run(Console console, String... args) {
    boolean debug = Arrays.asList(args).contains("--debug");
    try {
      String[] words = ImplicitRun.expand(args, Orrery.names());
      CommandLine command = commandLine(console, words);
      Configuration configuration = configuration(console, words);
      checkKeys(configuration, console);
      command.setDefaultValueProvider(configuration);
      if (words.length == 0) {
        command.usage(console.out());
        console.out().flush();
        return ExitCode.OK.status();
      }
      int status = command.execute(words);
      console.out().flush();
      return status;
    } catch (CheckedOutput.ReaderGone e) {
      return CheckedOutput.ReaderGone.STATUS;
    } catch (OrreryException e) {
      return Failures.report(console, e, debug);
    } catch (InvalidPathException e) {
      return Failures.noPath(console, e, debug);
    } catch (OutOfMemoryError e) {
      return Failures.outOfMemory(console, e);
    } catch (RuntimeException | StackOverflowError e) {
      return Failures.bug(console, e, args, debug);
    }
  }

  /** Gives the help of a command and its subcommands the terminal's width and colours. */
  static CommandLine style(CommandLine command, Console console) {
    return command
        .setUsageHelpAutoWidth(false)
        .setUsageHelpWidth(Math.clamp(console.columns(), 55, 110))
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(
                console.colorOut(Console.Color.AUTO) ? Ansi.ON : Ansi.OFF));
  }

  private static CommandLine commandLine(Console console, String[] words) {
    CommandLine command = style(Orrery.commandLine(console, words), console);
    command.setOut(new java.io.PrintWriter(console.out(), true));
    command.setErr(new java.io.PrintWriter(console.err(), true));
    command.setParameterExceptionHandler((e, given) -> usage(console, e));
    command.setExecutionStrategy(Main::execute);
    command.setExecutionExceptionHandler(
        (e, failed, parsed) -> {
          if (e instanceof CheckedOutput.ReaderGone) {
            return CheckedOutput.ReaderGone.STATUS;
          }
          boolean debug = parsed.expandedArgs().contains("--debug");
          return switch (e) {
            case OrreryException known -> Failures.report(console, known, debug);
            case InvalidPathException p -> Failures.noPath(console, p, debug);
            default ->
                Failures.bug(console, e, parsed.expandedArgs().toArray(String[]::new), debug);
          };
        });
    return command;
  }

  /** What is thrown while help is printed, picocli would show as a stack trace otherwise. */
  private static int execute(ParseResult parsed) {
    try {
      return new CommandLine.RunLast().execute(parsed);
    } catch (ExecutionException | ParameterException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new ExecutionException(parsed.commandSpec().commandLine(), "help was asked for", e);
    }
  }

  private static int usage(Console console, ParameterException e) {
    CommandLine failed = e.getCommandLine();
    String name = failed.getCommandSpec().qualifiedName(" ");
    String message = e.getMessage();
    if (e instanceof UnmatchedArgumentException u && !u.getUnmatched().isEmpty()) {
      String word = u.getUnmatched().getFirst();
      Set<String> known = new LinkedHashSet<>();
      if (word.startsWith("-")) {
        failed.getCommandSpec().options().forEach(o -> known.addAll(Arrays.asList(o.names())));
        message = "'" + name + "' has no option " + word + ".";
      } else {
        known.addAll(failed.getSubcommands().keySet());
        message = "there is no command or file '" + word + "'.";
      }
      message += Suggestions.of(word, known);
    }
    console
        .err()
        .println(SafeText.cleanLines("orrery: " + message + "\nSee '" + name + " --help'."));
    return ExitCode.USAGE.status();
  }

  /** A value that no option of any command takes is a mistake, and would be without effect. */
  private static void checkKeys(Configuration configuration, Console console) {
    Set<String> keys = configuration.keys();
    if (keys.isEmpty()) {
      return;
    }
    Set<String> known = new LinkedHashSet<>();
    addOptions(Orrery.commandLine(console), known);
    for (String key : keys) {
      if (!known.contains(key)) {
        throw new OrreryException(
            ExitCode.USAGE,
            "the configuration sets '%s', which no option is called.%s"
                .formatted(key, Suggestions.of(key, known)));
      }
    }
  }

  private static void addOptions(CommandLine command, Set<String> names) {
    for (OptionSpec option : command.getCommandSpec().options()) {
      names.add(Configuration.key(option));
    }
    command.getSubcommands().values().forEach(sub -> addOptions(sub, names));
  }

  /** The layers of configuration, which must be known before the options are parsed. */
  private static Configuration configuration(Console console, String[] words) {
    Map<String, String> given = new LinkedHashMap<>();
    @Nullable Path file = null;
    for (int i = 0; i < words.length && !words[i].equals("--"); i++) {
      String value = i + 1 < words.length ? words[i + 1] : "";
      if (words[i].equals("-c") && value.contains("=")) {
        given.put(value.substring(0, value.indexOf('=')), value.substring(value.indexOf('=') + 1));
      } else if (words[i].equals("--config")) {
        file = Path.of(value);
      } else if (words[i].startsWith("--config=")) {
        file = Path.of(words[i].substring("--config=".length()));
      }
    }
    return Configuration.load(console.env(), given, file);
  }
}
