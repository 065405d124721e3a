package dev.orrery.engine.random;

import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.Operand;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a body computes the addresses of its accesses from.
 *
 * @param operands those whose registers it reads for them
 * @param fixed numbers of registers that it reads for them without an operand that says so
 * @param offsets immediates behind the word that it adds
 */
record Bases(List<Operand> operands, Set<Integer> fixed, List<Operand> offsets) {

  static Bases of(List<Stmt> body) {
    Finder finder = new Finder();
    finder.body(body);
    return new Bases(
        List.copyOf(finder.operands), Set.copyOf(finder.fixed), List.copyOf(finder.offsets));
  }

  private static final class Finder {
    private final Map<Integer, Expr> values = new HashMap<>();
    private final Set<Operand> operands = new LinkedHashSet<>();
    private final Set<Integer> fixed = new LinkedHashSet<>();
    private final Set<Operand> offsets = new LinkedHashSet<>();

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
        case Expr.GetFile g -> {
          switch (g.index()) {
            case Expr.Index.Of of -> operands.add(of.operand());
            case Expr.Index.Fixed f -> fixed.add(f.number());
          }
        }
        case Expr.Field f -> {
          if (f.operand().from() instanceof Operand.From.Next) {
            offsets.add(f.operand());
          }
        }
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
}
