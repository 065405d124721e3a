package dev.orrery.engine.timing;

import dev.orrery.spec.core.CoreRoutine;
import dev.orrery.spec.core.CoreState;
import dev.orrery.spec.core.CoreStmt;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What rules that follow one another do to what is known of a core's states, wherever they stand:
 * so that they need not be followed again in each place.
 */
public final class CoreSummary {
  /** Cells that they write. */
  private final Set<CoreKnowledge.Cell> cells = new HashSet<>();

  /** States of which they write cells that only execution knows. */
  private final Set<CoreState> states = new HashSet<>();

  private final CoreKnowledge behind;

  /**
   * That of {@code rules}.
   *
   * @param behind what is known behind them if nothing is known before
   */
  public CoreSummary(List<CoreRoutine> rules, CoreKnowledge behind) {
    this.behind = behind;
    rules.forEach(rule -> find(rule.body()));
  }

  private void find(List<CoreStmt> body) {
    for (CoreStmt s : body) {
      switch (s) {
        case CoreStmt.Write w -> {
          CoreKnowledge.Cell cell = CoreSpecialiser.cell(w.state(), w.index());
          if (cell == null) {
            states.add(w.state());
          } else {
            cells.add(cell);
          }
        }
        case CoreStmt.If i -> {
          find(i.then());
          find(i.otherwise());
        }
        case CoreStmt.While w -> {
          find(w.before());
          find(w.body());
        }
        case CoreStmt.Call c -> states.addAll(CoreEffects.of(c.function().body()).written());
        case CoreStmt.Set set -> {}
        case CoreStmt.Read r -> {}
        case CoreStmt.Look l -> {}
        case CoreStmt.Now n -> {}
        case CoreStmt.Enter e -> {}
        case CoreStmt.Take t -> {}
        case CoreStmt.Wait w -> {}
      }
    }
  }

  /** What is known before the rules becomes what is known behind them. */
  public void follow(CoreKnowledge known) {
    known.pass();
    states.forEach(state -> known.write(state, null));
    cells.forEach(cell -> known.write(cell, null));
    known.holds(behind);
  }
}
