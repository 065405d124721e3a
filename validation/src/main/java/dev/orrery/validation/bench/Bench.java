package dev.orrery.validation.bench;

import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command that takes this project's own figures. */
@Command(
    name = "bench",
    description = "Measures Orrery and writes what came out to validation/results.",
    mixinStandardHelpOptions = true,
    subcommands = {ProcessCommand.class, SteadyCommand.class})
public final class Bench {
  private Bench() {}

  /** Runs the command {@code args} from anywhere inside the repository. */
  public static void main(String[] args) {
    int status =
        new CommandLine(new Bench())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler(Bench::failed)
            .execute(args);
    System.exit(status);
  }

  private static int failed(Exception e, CommandLine command, CommandLine.ParseResult result)
      throws Exception {
    if (e instanceof OrreryException known) {
      command.getErr().println("bench: " + known.getMessage());
      return known.exitCode().status();
    }
    throw e;
  }

  /** The top of the repository that the current directory is in. */
  static Path repository() {
    Path start = Path.of("").toAbsolutePath();
    for (Path p = start; p != null; p = p.getParent()) {
      if (Files.isExecutable(p.resolve("orrery")) && Files.isDirectory(p.resolve("isa-specs"))) {
        return p;
      }
    }
    throw new OrreryException(ExitCode.USAGE, start + " is not inside Orrery's repository");
  }

  /** Where published figures are. */
  static Path results(Path repository) {
    return repository.resolve("validation").resolve("results");
  }
}
