package dev.orrery.workloads;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One way to run a workload, and what must come out.
 *
 * @param arguments what follows the program's name; {@link #DIRECTORY} stands for an empty
 *     directory that the program may write to
 * @param stdin the resource to give as standard input, see {@link Workloads#stdin}; null for none
 * @param environment the environment variables the output depends on
 * @param stdout the exact standard output
 * @param exitCode the exit code, 0 for every program that works
 */
public record Run(
    List<String> arguments,
    @Nullable String stdin,
    Map<String, String> environment,
    String stdout,
    int exitCode) {

  /** Stands in {@link #arguments} for a directory of the caller's choice. */
  public static final String DIRECTORY = "{directory}";

  public Run {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }

  /** Returns whether the program needs a directory to work in. */
  public boolean needsDirectory() {
    return arguments.contains(DIRECTORY);
  }

  /** Returns the arguments with the given directory where one is asked for. */
  public List<String> argumentsIn(Path directory) {
    return arguments.stream()
        .map(argument -> argument.equals(DIRECTORY) ? directory.toString() : argument)
        .toList();
  }
}
