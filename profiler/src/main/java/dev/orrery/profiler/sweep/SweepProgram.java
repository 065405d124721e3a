package dev.orrery.profiler.sweep;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A program of a sweep, and how it is run.
 *
 * @param name what it is called in tables; no other program of the sweep is called so
 * @param run what names it on a command line: a file or a bundled program
 * @param arguments what follows its name
 * @param isa the tables that the plan names for it; null for those that it needs
 * @param input the file that is its standard input; null for none
 * @param exitStatus what it ends with when all went well
 */
public record SweepProgram(
    String name,
    String run,
    List<String> arguments,
    @Nullable String isa,
    @Nullable Path input,
    int exitStatus) {
  public SweepProgram {
    arguments = List.copyOf(arguments);
  }
}
