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
  private static final long UNKNOWN = IndexBounds.UNKNOWN;

  private final Map<CoreState, Long> most = new HashMap<>();

  /** How far states count that go round. */
  private final Map<CoreState, Long> rounds = new HashMap<>();

  private StateBounds() {}

  /** Those of the states of {@code table}. */
  public static StateBounds of(CoreTable table) {
    StateBounds nothing = new StateBounds();
    StateBounds bounds = new StateBounds();
    table.states().forEach(s -> bounds.most.put(s, IndexBounds.bound(s.reset())));
    table.functions().forEach(f -> bounds.find(f, nothing));
    table.rules().forEach(r -> bounds.find(r, nothing));
    bounds.find(table.reset(), nothing);
    bounds.rounds.forEach(
        (s, round) -> bounds.most.merge(s, round, (m, r) -> m <= r ? larger(m, r) : UNKNOWN));
    return bounds;
  }

  /** The largest number that can stand in {@code state}; {@link IndexBounds#UNKNOWN} if any can. */
  long most(CoreState state) {
    return most.getOrDefault(state, UNKNOWN);
  }

  private void find(CoreRoutine routine, StateBounds nothing) {
    find(routine.body(), IndexBounds.of(routine, nothing));
  }

  private void find(List<CoreStmt> body, IndexBounds bounds) {
    for (CoreStmt s : body) {
      switch (s) {
        case CoreStmt.Write w -> {
          long round = bounds.round(w.state(), w.value());
          if (round == UNKNOWN) {
            most.merge(w.state(), bounds.most(w.value()), StateBounds::larger);
          } else { // by induction, if all writes of the state keep to it
            rounds.merge(w.state(), round, (a, b) -> a.equals(b) ? a : UNKNOWN);
          }
        }
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
    return a == UNKNOWN || b == UNKNOWN ? UNKNOWN : Math.max(a, b);
  }
}
