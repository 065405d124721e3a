package dev.orrery.profiler.sweep;

import dev.orrery.engine.EngineOptions;
import dev.orrery.engine.timing.CoreModel;
import dev.orrery.machine.Ending;
import dev.orrery.machine.Machine;
import dev.orrery.machine.Outcome;
import dev.orrery.machine.plan.Guest;
import dev.orrery.machine.timing.CoreModels;
import dev.orrery.profiler.sweep.Point.Failed;
import dev.orrery.profiler.sweep.Point.Measured;
import dev.orrery.spec.core.Cause;
import dev.orrery.spec.core.CoreTable;
import dev.orrery.spec.diag.OrreryException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs one program once, and tells several models of what it retires. */
final class Batch {
  private final SweepPlan plan;
  private final LoadedProgram program;

  /** By the number that the caller has for them. */
  private final Map<Integer, CoreTable> tables = new LinkedHashMap<>();

  /** A batch without models so far. */
  Batch(SweepPlan plan, LoadedProgram program) {
    this.plan = plan;
    this.program = program;
  }

  void add(int number, CoreTable table) {
    tables.put(number, table);
  }

  boolean isEmpty() {
    return tables.isEmpty();
  }

  /**
   * Runs it.
   *
   * @param started told of the machine before it runs
   * @param sink told what came of each model, unless the machine was interrupted; what it throws is
   *     passed on
   */
  void run(Consumer<Machine> started, BiConsumer<Integer, Point.Outcome> sink) {
    Guest guest;
    try {
      guest = program.guest(plan);
    } catch (OrreryException e) {
      tables.keySet().forEach(number -> sink.accept(number, Failed.of(e)));
      return;
    }
    List<Integer> numbers = new ArrayList<>();
    List<CoreModel> models = new ArrayList<>();
    tables.forEach(
        (number, table) -> {
          try {
            models.add(CoreModels.detached(table, guest));
            numbers.add(number);
          } catch (OrreryException e) {
            sink.accept(number, Failed.of(e)); // it is for another instruction set
          }
        });
    if (!models.isEmpty()) {
      run(guest, numbers, models, started, sink);
    }
  }

  private void run(
      Guest guest,
      List<Integer> numbers,
      List<CoreModel> models,
      Consumer<Machine> started,
      BiConsumer<Integer, Point.Outcome> sink) {
    Models told = new Models(models);
    Failed failed = null;
    long instructions = 0;
    try (Machine machine =
        guest.machine(EngineOptions.PLAIN.retiringTo(told), guest.environment())) {
      started.accept(machine);
      Outcome outcome = machine.run(plan.limits());
      if (outcome.ending() instanceof Ending.Interrupted) {
        return;
      }
      instructions = outcome.instructions();
      failed = failure(machine, outcome.ending());
    } catch (OrreryException e) {
      failed = Failed.of(e);
    }
    for (int i = 0; i < models.size(); i++) {
      Failed own = told.failure(i);
      Failed why = own != null ? own : failed;
      sink.accept(numbers.get(i), why != null ? why : measured(models.get(i), instructions));
    }
  }

  private static Measured measured(CoreModel model, long instructions) {
    long[] cycles = model.byCause();
    Map<String, Long> causes = new LinkedHashMap<>();
    for (Cause cause : model.table().causes()) {
      causes.put(cause.name(), cycles[cause.index()]);
    }
    return new Measured(instructions, model.cycles(), causes);
  }

  /** Why a run that ended so has no result; null if it has. */
  private @Nullable Failed failure(Machine machine, Ending ending) {
    return switch (ending) {
      case Ending.Exited e when e.code() == program.program().exitStatus() -> null;
      case Ending.Exited e ->
          new Failed(
              "it exits with status %d, and not %d: mend it, or say exit-status = %d"
                  .formatted(e.code(), program.program().exitStatus(), e.code()));
      case Ending.Killed k -> new Failed("it is killed by " + k.name());
      case Ending.Faulted f ->
          new Failed(
              "%s, at %s".formatted(f.summary(), machine.symbols().describe(machine.hart().pc)));
      case Ending.LimitReached l ->
          new Failed(
              switch (l.limit()) {
                case INSTRUCTIONS ->
                    "it retires more than %,d instructions: raise max-insns in [limits]"
                        .formatted(plan.limits().maxInstructions());
                case TIME ->
                    "it ran for %.0f s: raise seconds in [limits]"
                        .formatted(plan.limits().timeoutNanos() / 1e9);
                case MEMORY -> "it needs more memory: raise memory in [limits]";
              });
      case Ending.Stuck s -> new Failed("it waits for ever: " + s.summary());
      case Ending.Interrupted i -> null;
    };
  }
}
