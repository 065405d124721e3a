package dev.orrery.engine.timing;

import dev.orrery.spec.core.CoreStmt;
import dev.orrery.spec.ir.Expr;
import java.util.List;

/** How long rules are. */
public final class CoreLength {
  private CoreLength() {}

  /** How long code for {@code body} is, roughly; a loop is too long to stand in many places. */
  static int of(List<CoreStmt> body) {
    int length = 0;
    for (CoreStmt s : body) {
      length +=
          switch (s) {
            case CoreStmt.Set set -> set.value() instanceof Expr.Const ? 0 : 1;
            case CoreStmt.If i -> 1 + of(i.then()) + of(i.otherwise());
            case CoreStmt.While w -> CoreSpecialiser.MOST + 1;
            case CoreStmt.Call c -> 4; // the cycle reached goes to the model and comes back
            default -> 1;
          };
    }
    return length;
  }

  /** Its statements and those of what it calls; more than {@code most} if there are more. */
  static int withCalls(List<CoreStmt> body, int most) {
    int length = 0;
    for (CoreStmt s : body) {
      length +=
          switch (s) {
            case CoreStmt.If i -> 1 + withCalls(i.then(), most) + withCalls(i.otherwise(), most);
            case CoreStmt.While w -> 1 + withCalls(w.before(), most) + withCalls(w.body(), most);
            case CoreStmt.Call c -> 1 + withCalls(c.function().body(), most);
            default -> 1;
          };
      if (length > most) {
        return length; // functions that call others twice double at each level
      }
    }
    return length;
  }

  /** Calls in {@code body} in which something may go round; there are no loops outside of them. */
  public static int loops(List<CoreStmt> body) {
    int loops = 0;
    for (CoreStmt s : body) {
      loops +=
          switch (s) {
            case CoreStmt.If i -> loops(i.then()) + loops(i.otherwise());
            case CoreStmt.Call c -> CoreEffects.of(c.function().body()).loops() ? 1 : 0;
            default -> 0;
          };
    }
    return loops;
  }
}
