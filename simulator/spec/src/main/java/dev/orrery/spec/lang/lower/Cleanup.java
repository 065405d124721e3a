package dev.orrery.spec.lang.lower;

import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Rewrite;
import dev.orrery.spec.ir.Simplify;
import dev.orrery.spec.ir.Stmt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Removes temporaries that inlining left behind: one that is used once is put where it is used, one
 * that is not used is dropped, and so is what stands behind a trap. The body of a simple row is
 * then exactly what a reader would have written.
 */
final class Cleanup {
  private final Map<Integer, Integer> uses = new HashMap<>();
  private final Map<Integer, Expr> replaced = new HashMap<>();

  /** Whether something was removed, which may leave more that is not used. */
  private boolean changed;

  private Cleanup() {}

  static List<Stmt> run(List<Stmt> body) {
    List<Stmt> out = body;
    Cleanup c;
    do {
      c = new Cleanup();
      c.count(out);
      out = c.rewrite(out);
    } while (c.changed);
    return out;
  }

  /** Drops temporaries that are not used, and touches nothing else. */
  static List<Stmt> dropUnused(List<Stmt> body) {
    List<Stmt> out = body;
    Cleanup c;
    do {
      c = new Cleanup();
      c.count(out);
      out = c.drop(out);
    } while (c.changed);
    return out;
  }

  private List<Stmt> drop(List<Stmt> list) {
    List<Stmt> out = new ArrayList<>();
    for (Stmt s : list) {
      switch (s) {
        case Stmt.Let l when !uses.containsKey(l.tmp().id()) -> changed = true;
        case Stmt.Counter c when !uses.containsKey(c.tmp().id()) -> changed = true;
        case Stmt.If i -> out.add(new Stmt.If(i.condition(), drop(i.then()), drop(i.otherwise())));
        default -> out.add(s);
      }
    }
    return out;
  }

  private void count(List<Stmt> list) {
    Rewrite.visit(
        list,
        e -> {
          if (e instanceof Expr.Tmp t) {
            uses.merge(t.id(), 1, Integer::sum);
          }
        });
  }

  private List<Stmt> rewrite(List<Stmt> list) {
    List<Stmt> out = new ArrayList<>();
    for (Stmt s : list) {
      switch (s) {
        case Stmt.Let l -> let(l, out);
        case Stmt.Counter c when !uses.containsKey(c.tmp().id()) -> changed = true;
        case Stmt.If i -> conditional(i, out);
        case Stmt.Trap t -> {
          changed |= s != list.getLast();
          out.add(Rewrite.stmt(t, this::substitute));
          return out;
        }
        default -> out.add(Rewrite.stmt(s, this::substitute));
      }
    }
    return out;
  }

  private void let(Stmt.Let l, List<Stmt> out) {
    int n = uses.getOrDefault(l.tmp().id(), 0);
    Expr value = substitute(l.value());
    if (n == 1 || value instanceof Expr.Tmp || value instanceof Expr.Const) {
      replaced.put(l.tmp().id(), value);
      changed = true;
    } else if (n > 1) {
      out.add(new Stmt.Let(l.tmp(), value));
    } else {
      changed = true;
    }
  }

  private void conditional(Stmt.If i, List<Stmt> out) {
    Expr condition = substitute(i.condition());
    if (condition instanceof Expr.Const c) {
      changed = true;
      out.addAll(rewrite(c.value() != 0 ? i.then() : i.otherwise()));
      return;
    }
    List<Stmt> then = rewrite(i.then());
    List<Stmt> otherwise = rewrite(i.otherwise());
    if (!then.isEmpty()) {
      out.add(new Stmt.If(condition, then, otherwise));
    } else if (!otherwise.isEmpty()) {
      out.add(new Stmt.If(Simplify.not(condition), otherwise, List.of()));
    } else {
      changed = true;
    }
  }

  private Expr substitute(Expr e) {
    if (replaced.isEmpty()) {
      return e;
    }
    return Rewrite.expr(
        e,
        x -> {
          Expr r = x instanceof Expr.Tmp t ? replaced.get(t.id()) : null;
          return r == null ? x : r;
        });
  }
}
