package dev.orrery.machine.linux;

import dev.orrery.machine.linux.fs.Sandbox;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a program is started with.
 *
 * @param arguments with the program's name as the first
 * @param environment as {@code NAME=value}
 * @param seed of everything that is random to the program
 * @param sandbox what it may reach of the host's files
 * @param in its standard input
 * @param out its standard output; not closed
 * @param err its standard error; not closed
 * @param terminals which of its descriptors 0 to 2 look like a terminal to it, for example {@code
 *     012}
 * @param schedule how its threads take turns
 * @param trace where system calls are printed; null for nowhere
 */
public record LinuxOptions(
    List<String> arguments,
    List<String> environment,
    long seed,
    Sandbox sandbox,
    InputStream in,
    OutputStream out,
    OutputStream err,
    String terminals,
    Schedule schedule,
    @Nullable PrintStream trace) {
  public LinuxOptions {
    arguments = List.copyOf(arguments);
    environment = List.copyOf(environment);
  }
}
