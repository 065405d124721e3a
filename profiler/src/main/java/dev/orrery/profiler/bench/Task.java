package dev.orrery.profiler.bench;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A program to be timed, and every way to run it.
 *
 * @param program its name, unique among the tasks
 * @param kind the programs that it is averaged with; empty where there are no kinds
 * @param input the file that is its standard input
 * @param expected how it must end; null if nobody knows, so that engines are compared with the
 *     first that ran it
 * @param instructions how many it executes; empty if that is not known beforehand
 * @param ways how to run it, by the engine's name; an engine that is missing does not run it
 */
public record Task(
    String program,
    String kind,
    Path input,
    @Nullable Ending expected,
    OptionalLong instructions,
    Map<String, Invocation> ways) {

  public Task {
    ways = Collections.unmodifiableMap(new LinkedHashMap<>(ways));
  }

  /**
   * How a program ends.
   *
   * @param status its exit status; 128 and more when a signal ended it
   * @param output a file with its standard output
   */
  public record Ending(int status, Path output) {}

  /**
   * A process to start.
   *
   * @param words its command line
   * @param environment all of its environment
   * @param account understands what it prints about the run on standard error
   * @param attendant stands by while it runs
   * @param status the program's exit status, of that of the process
   */
  public record Invocation(
      List<String> words,
      Map<String, String> environment,
      Function<String, Account> account,
      Attendant attendant,
      IntUnaryOperator status) {

    public Invocation {
      words = List.copyOf(words);
      environment = Map.copyOf(environment);
    }

    /** A process that nobody talks to, and that ends as the program does. */
    public Invocation(
        List<String> words, Map<String, String> environment, Function<String, Account> account) {
      this(words, environment, account, Attendant.NONE, IntUnaryOperator.identity());
    }
  }

  /**
   * What the runner of a program says about a run.
   *
   * @param instructions how many were executed, if it says so
   * @param failure why the program could not be run; null if it was run
   */
  public record Account(OptionalLong instructions, @Nullable String failure) {
    /** Of a runner that says nothing. */
    public static final Account NONE = new Account(OptionalLong.empty(), null);
  }
}
