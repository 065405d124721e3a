package dev.orrery.engine.emit;

import dev.orrery.spec.core.CoreRoutine;
import dev.orrery.spec.core.CoreState;
import dev.orrery.spec.core.CoreStmt;
import dev.orrery.spec.core.CoreTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How large what stands in a core's states can be, as far as all that is ever written there says. A
 * state that only holds what was cut to some bits can be an index without a comparison.
 */
public final class StateBounds {
  private final Map<CoreState, Long> most = new HashMap<>();

  private StateBounds() {}

  /** Those of the states of {@code table}. */
  public static StateBounds of(CoreTable table) {
    StateBounds nothing = new StateBounds();
    StateBounds bounds = new StateBounds();
    table.states().forEach(s -> bounds.most.put(s, IndexBounds.bound(s.reset())));
    table.functions().forEach(f -> bounds.find(f, nothing));
    table.rules().forEach(r -> bounds.find(r, nothing));
    bounds.find(table.reset(), nothing);
    return bounds;
  }

  /** The largest number that can stand in {@code state}; {@link IndexBounds#UNKNOWN} if any can. */
  long most(CoreState state) {
    return most.getOrDefault(state, IndexBounds.UNKNOWN);
  }

  private void find(CoreRoutine routine, StateBounds nothing) {
    find(routine.body(), IndexBounds.of(routine, nothing));
  }

  private void find(List<CoreStmt> body, IndexBounds bounds) {
    for (CoreStmt s : body) {
      switch (s) {
        case CoreStmt.Write w -> most.merge(w.state(), bounds.most(w.value()), StateBounds::larger);
        case CoreStmt.If i -> {
          find(i.then(), bounds);
          find(i.otherwise(), bounds);
        }
        case CoreStmt.While w -> {
          find(w.before(), bounds);
          find(w.body(), bounds);
        }
        default -> {}
      }
    }
  }

  private static long larger(long a, long b) {
    return a == IndexBounds.UNKNOWN || b == IndexBounds.UNKNOWN
        ? IndexBounds.UNKNOWN
        : Math.max(a, b);
  }
}
