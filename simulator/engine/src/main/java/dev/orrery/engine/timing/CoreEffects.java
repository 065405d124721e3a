package dev.orrery.engine.timing;

import dev.orrery.spec.core.CoreState;
import dev.orrery.spec.core.CoreStmt;
import dev.orrery.spec.ir.Expr;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What statements may change.
 *
 * @param written states, or cells of them
 * @param locals widths of the locals that are set, by number; not those of functions called
 * @param passes whether cycles may pass
 * @param loops whether something may go round
 * @param looks whether they may look at code
 */
record CoreEffects(
    Set<CoreState> written,
    Map<Integer, Integer> locals,
    boolean passes,
    boolean loops,
    boolean looks) {
  /** What {@code body} may change. */
  static CoreEffects of(List<CoreStmt> body) {
    Finder f = new Finder();
    f.find(body, true);
    return new CoreEffects(f.written, f.locals, f.passes, f.loops, f.looks);
  }

  private static final class Finder {
    private final Set<CoreState> written = new HashSet<>();
    private final Map<Integer, Integer> locals = new HashMap<>();
    private boolean passes;
    private boolean loops;
    private boolean looks;

    void find(List<CoreStmt> body, boolean here) {
      for (CoreStmt s : body) {
        switch (s) {
          case CoreStmt.Set set -> set(set.local(), here);
          case CoreStmt.Read r -> set(r.local(), here);
          case CoreStmt.Look l -> {
            set(l.local(), here);
            looks = true;
          }
          case CoreStmt.Now n -> set(n.local(), here);
          case CoreStmt.Write w -> written.add(w.state());
          case CoreStmt.Enter e -> {} // compiled models do not tell of stages
          case CoreStmt.Take t -> passes = true;
          case CoreStmt.Wait w -> passes = true;
          case CoreStmt.Call c -> {
            set(c.result(), here);
            find(c.function().body(), false);
          }
          case CoreStmt.If i -> {
            find(i.then(), here);
            find(i.otherwise(), here);
          }
          case CoreStmt.While w -> {
            loops = true;
            find(w.before(), here);
            find(w.body(), here);
          }
        }
      }
    }

    private void set(Expr.@Nullable Tmp local, boolean here) {
      if (local != null && here) {
        locals.put(local.id(), local.width());
      }
    }
  }
}
