package dev.orrery.profiler.bench;

import dev.orrery.profiler.bench.Benchmark.Problem;
import dev.orrery.profiler.bench.Benchmark.Sample;
import dev.orrery.profiler.bench.Task.Account;
import dev.orrery.profiler.bench.Task.Ending;
import dev.orrery.profiler.bench.Task.Invocation;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Times processes from start to end, one at a time. In each round every engine runs every program,
 * program by program: the times that are compared are taken within seconds of each other, so that a
 * disturbance of the machine meets all engines alike. The engine that begins is another in each
 * round, or the order is one by chance.
 *
 * <p>An engine that fails on a program does not run it again, and has no time for it: what it did
 * before may have been as wrong.
 */
public final class WholeProcesses {
  /** Ctrl-C reaches the process that is timed and this one, which may hear of it later. */
  private static final long HEARSAY_MILLIS = 300;

  private final List<Task> tasks;
  private final Conduct conduct;
  private final Path scratch;
  private final List<Sample> samples = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Set<Pair> failed = new LinkedHashSet<>();
  private final Map<Task, Known> known = new HashMap<>();
  private volatile int done;
  private volatile String doing = "";
  private volatile boolean interrupted;
  private volatile @Nullable TimedProcess running;

  private record Pair(Task task, String engine) {}

  /** What is known of a program since {@code engine} ran it; 0 instructions: not said. */
  private record Known(String engine, Ending ending, long instructions) {}

  /**
   * Nothing is started yet.
   *
   * @param tasks the programs
   * @param conduct how they are timed
   * @param scratch an empty folder for what is written meanwhile
   */
  public WholeProcesses(List<Task> tasks, Conduct conduct, Path scratch) {
    this.tasks = List.copyOf(tasks);
    this.conduct = conduct;
    this.scratch = scratch;
  }

  /** Runs all, until {@link #interrupt}. */
  public void run() {
    int rounds = conduct.rounds();
    Random chance = new Random(conduct.seed().orElse(0));
    for (int round = 1; round <= rounds; round++) {
      for (Task task : tasks) {
        List<String> engines = new ArrayList<>(task.ways().keySet());
        if (conduct.seed().isEmpty()) {
          Collections.rotate(engines, 1 - round);
        } else if (round > 1) {
          Collections.shuffle(engines, chance);
        }
        for (String engine : engines) {
          if (interrupted) {
            return;
          }
          doing = "%s on %s, round %d of %d".formatted(task.program(), engine, round, rounds);
          if (!failed.contains(new Pair(task, engine))) {
            time(round, task, engine);
          }
          done++;
        }
      }
    }
  }

  /** Ends the run that is under way, whose time is not taken, and all; from any thread. */
  public void interrupt() {
    interrupted = true;
    TimedProcess process = running;
    if (process != null) {
      process.end();
    }
  }

  /** Whether {@link #interrupt} was called. */
  public boolean interrupted() {
    return interrupted;
  }

  /** How many runs are done; from any thread. */
  public int done() {
    return done;
  }

  /** How many runs there are to do. */
  public int total() {
    return conduct.rounds() * tasks.stream().mapToInt(t -> t.ways().size()).sum();
  }

  /** What is under way; from any thread. */
  public String doing() {
    return doing;
  }

  /** The times of runs of engines that never failed on that program. */
  public List<Sample> samples() {
    Set<String> without = new LinkedHashSet<>();
    failed.forEach(f -> without.add(f.task().program() + '\0' + f.engine()));
    return samples.stream()
        .filter(s -> !without.contains(s.program() + '\0' + s.engine()))
        .toList();
  }

  /** The runs that went wrong. */
  public List<Problem> problems() {
    return List.copyOf(problems);
  }

  /** How many instructions a program executes; 0 if nobody said so. */
  public long instructions(Task task) {
    Known k = known.get(task);
    return task.instructions().orElse(k == null ? 0 : k.instructions());
  }

  private void time(int round, Task task, String engine) {
    Invocation way = task.ways().get(engine);
    if (way == null) {
      return;
    }
    try {
      TimedProcess process = new TimedProcess(way, task.input(), scratch, conduct);
      running = process;
      TimedProcess.Result result = process.run(() -> interrupted);
      running = null;
      if (result.ended() == TimedProcess.How.BY_ITSELF && isSignal(result.status())) {
        TimeUnit.MILLISECONDS.sleep(HEARSAY_MILLIS);
      }
      if (interrupted) {
        return;
      }
      Finding wrong = wrong(task, engine, way, result);
      if (wrong == null) {
        samples.add(
            new Sample(
                round,
                task.program(),
                engine,
                result.wallNanos(),
                result.cpuNanos(),
                result.peakBytes(),
                result.timeline()));
      } else {
        failed.add(new Pair(task, engine));
        problems.add(new Problem(wrong.kind(), task.program(), engine, round, wrong.message()));
      }
    } catch (IOException e) {
      throw new OrreryException(
          ExitCode.USAGE,
          "%s on %s: a file in %s cannot be written or read: %s"
              .formatted(task.program(), engine, scratch, e.getMessage()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      interrupted = true;
    }
  }

  private static boolean isSignal(int status) {
    return status > 128;
  }

  private record Finding(Problem.Kind kind, String message) {}

  /** What is wrong with a run, if anything is. */
  private @Nullable Finding wrong(
      Task task, String engine, Invocation way, TimedProcess.Result result) throws IOException {
    switch (result.ended()) {
      case LATE -> {
        return new Finding(
            Problem.Kind.LATE,
            "took more than %d s, and was ended".formatted(conduct.limit().toSeconds()));
      }
      case TOO_MUCH_OUTPUT -> {
        return new Finding(
            Problem.Kind.FAILED,
            "printed more than %,d MiB, and was ended".formatted(conduct.mostOutput() >> 20));
      }
      case NOT_STARTED -> {
        return new Finding(Problem.Kind.FAILED, "cannot be started: " + result.errors());
      }
      case BY_ITSELF -> {}
    }
    if (result.trouble() != null) {
      return new Finding(Problem.Kind.FAILED, result.trouble() + lastWords(result.errors()));
    }
    Account account = way.account().apply(result.errors());
    if (account.failure() != null) {
      return new Finding(Problem.Kind.FAILED, account.failure());
    }
    Known before = known.get(task);
    Ending expected = task.expected();
    String instead = "instead of";
    if (expected == null && before != null) {
      expected = before.ending();
      instead = "where " + before.engine() + " has";
    }
    if (expected != null) {
      String difference = Difference.of(result, expected, instead);
      if (difference != null) {
        Problem.Kind kind = task.expected() != null ? Problem.Kind.FAILED : Problem.Kind.DIFFERS;
        return new Finding(kind, difference + lastWords(result.errors()));
      }
    }
    long counted = account.instructions().orElse(0);
    long expectedCount = instructions(task);
    if (counted > 0 && expectedCount > 0 && counted != expectedCount) {
      return new Finding(
          Problem.Kind.DIFFERS,
          "executed %,d instructions instead of %,d".formatted(counted, expectedCount));
    }
    if (before == null) {
      Ending ending = task.expected();
      if (ending == null) {
        Path kept = scratch.resolve("first-" + known.size());
        ending = new Ending(result.status(), TimedProcess.keep(result.output(), kept));
      }
      known.put(task, new Known(engine, ending, counted));
    } else if (before.instructions() == 0 && counted > 0) {
      known.put(task, new Known(before.engine(), before.ending(), counted));
    }
    return null;
  }

  /** The last line of what a process complained about, which often says why. */
  private static String lastWords(String errors) {
    return errors
        .lines()
        .filter(l -> !l.isBlank())
        .reduce((a, b) -> b)
        .map(l -> "; " + l)
        .orElse("");
  }
}
