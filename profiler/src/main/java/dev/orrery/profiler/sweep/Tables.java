package dev.orrery.profiler.sweep;

import dev.orrery.profiler.sweep.Point.Failed;
import dev.orrery.spec.Cores;
import dev.orrery.spec.core.CoreState;
import dev.orrery.spec.core.CoreTable;
import dev.orrery.spec.diag.OrreryException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tables of neighbouring setups, compiled once for all programs, when the first one asks. */
final class Tables {
  private final List<Setup> setups;
  private final List<Axis> axes;
  private @Nullable List<Compiled> compiled;

  /** What came of compiling a table. */
  sealed interface Compiled {}

  /** A table without errors. */
  record Table(CoreTable table) implements Compiled {
    /** How much a model of it keeps. */
    long cells() {
      return table.states().stream().mapToLong(CoreState::cells).sum();
    }
  }

  /** The errors, such as values that the table does not allow. */
  record Refused(Failed failed) implements Compiled {}

  /** Of some of a plan's setups. */
  Tables(List<Setup> setups, List<Axis> axes) {
    this.setups = setups;
    this.axes = axes;
  }

  /** The table of the setup with that number among these. */
  synchronized Compiled get(int number) {
    List<Compiled> all = compiled;
    if (all == null) {
      all = new ArrayList<>();
      for (Setup setup : setups) {
        all.add(compile(setup));
      }
      compiled = all;
    }
    return all.get(number);
  }

  private Compiled compile(Setup setup) {
    try {
      return new Table(Cores.named(setup.core(), setup.settings(axes)));
    } catch (OrreryException e) {
      return new Refused(Failed.of(e));
    }
  }
}
