package dev.orrery.profiler.bench;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a benchmark was, and every time that was taken: facts only. {@link Summary} says what they
 * mean together.
 *
 * @param subject what was timed, in a few words
 * @param command what was typed
 * @param host what it was timed on
 * @param rounds how often every program was to be run on every engine
 * @param reference the engine that others shall be compared with; null for the usual one
 * @param engines the engines, in their order; the first is the one that the others are there for
 * @param programs the programs, in their order
 * @param samples the times of all runs that went well, in the order they were taken
 * @param problems the runs that did not go well
 * @param interrupted whether it was ended before all rounds were done
 */
public record Benchmark(
    String subject,
    List<String> command,
    BenchHost host,
    int rounds,
    @Nullable String reference,
    List<Engine> engines,
    List<Program> programs,
    List<Sample> samples,
    List<Problem> problems,
    boolean interrupted) {

  public Benchmark {
    command = List.copyOf(command);
    engines = List.copyOf(engines);
    programs = List.copyOf(programs);
    samples = List.copyOf(samples);
    problems = List.copyOf(problems);
  }

  /**
   * A way to run programs.
   *
   * @param name its name
   * @param version what exactly it is; empty if it took no part
   * @param skipped why it took no part; null if it did
   * @param note what else is to be known, such as programs it does not run; empty for nothing
   */
  public record Engine(String name, String version, @Nullable String skipped, String note) {}

  /**
   * A program.
   *
   * @param name its name
   * @param kind the programs it is averaged with; empty for none
   * @param instructions how many it executes, the same on every engine; 0 if nobody knows
   */
  public record Program(String name, String kind, long instructions) {}

  /**
   * One run.
   *
   * @param round in which turn, from 1
   * @param program what was run
   * @param engine by whom
   * @param wallNanos from start to end
   * @param cpuNanos processor time, user and system, of all its threads
   * @param peakBytes most of its memory that was resident, as far as it was looked at; 0 if it
   *     ended before anybody did, or the host does not tell
   * @param timeline when it did what; {@link Timeline#NONE} if it was not watched
   */
  public record Sample(
      int round,
      String program,
      String engine,
      long wallNanos,
      long cpuNanos,
      long peakBytes,
      Timeline timeline) {}

  /**
   * A run that gave no time. It is not tried again: the engine does not run this program any more.
   *
   * @param kind what is wrong
   * @param program what was run
   * @param engine by whom
   * @param round in which turn, from 1; 0 if it could not even be tried
   * @param message what happened, in a sentence without an end
   */
  public record Problem(Kind kind, String program, String engine, int round, String message) {
    /** From bad to worse. */
    public enum Kind {
      /** It took longer than it may. */
      LATE,
      /** It could not be run, or did not end as it must. */
      FAILED,
      /** It did not do what it did on another engine. */
      DIFFERS
    }
  }
}
