package dev.orrery.profiler.sweep;

import dev.orrery.machine.Machine;
import dev.orrery.machine.timing.CoreModels;
import dev.orrery.profiler.sweep.Point.Outcome;
import dev.orrery.profiler.sweep.Point.Skipped;
import dev.orrery.spec.Cores;
import dev.orrery.spec.diag.OrreryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs a plan on several threads. Points of one program are run together, some models to each run
 * of the program, because the program does the same for all of them. What an earlier sweep left in
 * the folder is taken over; every result is written as soon as it is there.
 */
public final class SweepRun {
  /** Models that are told of one run: with more, running the program is no part worth saving. */
  private static final int MOST_MODELS = 16;

  /** Cells of states of all models of one run, eight bytes each. */
  private static final long MOST_CELLS = 4 << 20;

  private final SweepPlan plan;
  private final List<Setup> setups;
  private final List<LoadedProgram> programs = new ArrayList<>();
  private final ResultStore store;
  private final int jobs;

  /** What came of each point, by program and then by setup; null while nothing has. */
  private final @Nullable Outcome[][] outcomes;

  private final int toRun;
  private final AtomicInteger done = new AtomicInteger();
  private final Set<Machine> running = ConcurrentHashMap.newKeySet();
  private volatile boolean interrupted;
  private volatile String doing = "";

  /**
   * Loads the programs, and looks up what is there.
   *
   * @param setups the plan's, as {@link SweepPlan#setups} gives them
   * @param finder where programs come from
   * @param folder where results are kept; null to keep none
   * @param version of Orrery
   * @param jobs how many runs go on at once
   * @throws OrreryException if a program or a core cannot be read
   */
  public SweepRun(
      SweepPlan plan,
      List<Setup> setups,
      ProgramFinder finder,
      @Nullable Path folder,
      String version,
      int jobs) {
    this.plan = plan;
    this.setups = List.copyOf(setups);
    this.jobs = jobs;
    Set<String> isas =
        CoreModels.commonIsas(plan.cores().stream().map(c -> Cores.named(c, Map.of())).toList());
    plan.programs().forEach(p -> programs.add(LoadedProgram.load(p, finder, isas)));
    Map<String, String> cores = new LinkedHashMap<>();
    plan.cores().forEach(c -> cores.put(c, Cores.hash(c)));
    this.store = new ResultStore(folder, version, plan, cores, programs);
    this.outcomes = new Outcome[programs.size()][setups.size()];
    int missing = 0;
    for (int p = 0; p < programs.size(); p++) {
      for (int s = 0; s < setups.size(); s++) {
        outcomes[p][s] = store.read(programs.get(p), setups.get(s));
        missing += outcomes[p][s] == null ? 1 : 0;
      }
    }
    this.toRun = missing;
  }

  /** How many points have no result when the sweep begins. */
  public int toRun() {
    return toRun;
  }

  /** How many of them are done; from any thread. */
  public int done() {
    return done.get();
  }

  /** What goes on, in a few words; from any thread. */
  public String doing() {
    return doing;
  }

  /** Whether {@link #interrupt} was called. */
  public boolean interrupted() {
    return interrupted;
  }

  /** Results of an earlier sweep that cannot be used, and why, a line each. */
  public List<String> damaged() {
    return store.damaged();
  }

  /** Makes {@link #run} return soon, from any thread. */
  public void interrupt() {
    interrupted = true;
    running.forEach(Machine::interrupt);
  }

  /**
   * Runs what has no result yet.
   *
   * @throws OrreryException if a result cannot be written
   */
  public Sweep run() {
    List<Future<?>> futures = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(jobs)) {
      int size = batchSize();
      for (int from = 0; from < setups.size(); from += size) {
        int first = from;
        int end = Math.min(setups.size(), from + size);
        Tables tables = new Tables(setups.subList(first, end), plan.axes());
        for (int p = 0; p < programs.size(); p++) {
          int program = p;
          futures.add(threads.submit(() -> run(program, first, end, tables)));
        }
      }
      futures.forEach(this::await);
    }
    return new Sweep(plan, setups, points(), interrupted);
  }

  /** No larger than gives every thread something to do. */
  private int batchSize() {
    int each = (setups.size() * programs.size() + jobs - 1) / jobs;
    return Math.clamp(each, 1, Math.min(MOST_MODELS, setups.size()));
  }

  /** Waits, and stops all others if one has failed. */
  private void await(Future<?> future) {
    boolean ended = false;
    while (!ended) {
      try {
        future.get();
        ended = true;
      } catch (InterruptedException e) {
        interrupt();
      } catch (ExecutionException e) {
        interrupt();
        switch (e.getCause()) {
          case RuntimeException r -> throw r;
          case Error error -> throw error;
          case null, default -> throw new IllegalStateException(e);
        }
      }
    }
  }

  private void run(int program, int first, int end, Tables tables) {
    Batch batch = new Batch(plan, programs.get(program));
    long cells = 0;
    for (int s = first; s < end && !interrupted; s++) {
      if (outcomes[program][s] == null) {
        switch (tables.get(s - first)) {
          case Tables.Refused refused -> end(program, s, refused.failed());
          case Tables.Table table -> {
            if (!batch.isEmpty() && cells + table.cells() > MOST_CELLS) {
              run(program, batch);
              batch = new Batch(plan, programs.get(program));
              cells = 0;
            }
            batch.add(s, table.table());
            cells += table.cells();
          }
        }
      }
    }
    if (!batch.isEmpty()) {
      run(program, batch);
    }
  }

  private void run(int program, Batch batch) {
    doing = plan.programs().get(program).name();
    List<Machine> machines = new ArrayList<>();
    try {
      batch.run(
          machine -> {
            machines.add(machine);
            running.add(machine);
            if (interrupted) {
              machine.interrupt();
            }
          },
          (setup, outcome) -> end(program, setup, outcome));
    } finally {
      machines.forEach(running::remove);
    }
  }

  private void end(int program, int setup, Outcome outcome) {
    if (outcome instanceof Point.Measured measured) {
      store.write(programs.get(program), setups.get(setup), measured);
    }
    outcomes[program][setup] = outcome;
    done.incrementAndGet();
  }

  private List<Point> points() {
    List<Point> points = new ArrayList<>();
    for (int p = 0; p < programs.size(); p++) {
      for (int s = 0; s < setups.size(); s++) {
        Outcome outcome = outcomes[p][s];
        points.add(
            new Point(
                plan.programs().get(p), setups.get(s), outcome == null ? new Skipped() : outcome));
      }
    }
    return points;
  }
}
