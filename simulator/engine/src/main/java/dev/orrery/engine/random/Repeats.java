package dev.orrery.engine.random;

import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Stmt;
import java.util.List;

/** Tells instructions that repeat themselves, as string instructions do, from those that jump. */
final class Repeats {
  private Repeats() {}

  /** Whether a body that may continue elsewhere never does so but at its own instruction. */
  static boolean isOne(List<Stmt> body) {
    for (Stmt s : body) {
      boolean here =
          switch (s) {
            case Stmt.Goto g -> g.target() instanceof Expr.Pc;
            case Stmt.If i -> isOne(i.then()) && isOne(i.otherwise());
            default -> true;
          };
      if (!here) {
        return false;
      }
    }
    return true;
  }
}
