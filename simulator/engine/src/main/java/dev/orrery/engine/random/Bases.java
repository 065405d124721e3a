package dev.orrery.engine.random;

import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.Operand;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the operands whose registers a body computes the addresses of its accesses from. */
final class Bases {
  private final Map<Integer, Expr> values = new HashMap<>();
  private final Set<Operand> found = new LinkedHashSet<>();

  private Bases() {}

  static List<Operand> of(List<Stmt> body) {
    Bases bases = new Bases();
    bases.body(body);
    return List.copyOf(bases.found);
  }

  private void body(List<Stmt> body) {
    for (Stmt s : body) {
      switch (s) {
        case Stmt.Let l -> values.put(l.tmp().id(), l.value());
        case Stmt.If i -> {
          body(i.then());
          body(i.otherwise());
        }
        case Stmt.Access a -> find(a.address());
        default -> {}
      }
    }
  }

  private void find(Expr e) {
    switch (e) {
      case Expr.GetFile g when g.index() instanceof Expr.Index.Of of -> found.add(of.operand());
      case Expr.Tmp t -> {
        Expr value = values.get(t.id());
        if (value != null) {
          find(value);
        }
      }
      case Expr.Unary u -> find(u.a());
      case Expr.Binary b -> {
        find(b.a());
        find(b.b());
      }
      case Expr.Extend x -> find(x.a());
      case Expr.Slice s -> find(s.a());
      case Expr.Concat c -> {
        find(c.hi());
        find(c.lo());
      }
      case Expr.Select s -> {
        find(s.a());
        find(s.b());
      }
      default -> {}
    }
  }
}
