package dev.orrery.spec.lang.lower;

import dev.orrery.spec.ir.BinaryOp;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Rewrite;
import dev.orrery.spec.ir.Simplify;
import dev.orrery.spec.ir.Stmt;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes sure that no engine divides by zero. An engine may compute both values of a select, so a
 * division that one of them guards ({@code b == 0 ? -1 : a /s b}) is put under an {@code If}:
 * {@code rd = c ? x : y} becomes {@code if c: rd = x else: rd = y}. Where that cannot be done, its
 * divisor is replaced by 1 when it is zero.
 */
final class GuardDivisions {
  private GuardDivisions() {}

  static List<Stmt> run(List<Stmt> body) {
    boolean[] divides = {false};
    Rewrite.visit(body, e -> divides[0] |= e instanceof Expr.Binary b && Simplify.divides(b.op()));
    return divides[0] ? Cleanup.run(guarded(body)) : body;
  }

  private static List<Stmt> guarded(List<Stmt> body) {
    List<Stmt> out = new ArrayList<>();
    for (Stmt s : body) {
      out.add(guard(s));
    }
    return out;
  }

  private static Stmt guard(Stmt s) {
    return switch (s) {
      case Stmt.PutFile p -> split(p, p.value());
      case Stmt.PutReg p -> split(p, p.value());
      case Stmt.If i -> new Stmt.If(safe(i.condition()), guarded(i.then()), guarded(i.otherwise()));
      default -> Rewrite.stmt(s, GuardDivisions::safe);
    };
  }

  private static Stmt split(Stmt put, Expr value) {
    Expr.Select select = guarding(value);
    if (select == null) {
      return put;
    }
    return new Stmt.If(
        select.cond(),
        List.of(guard(with(put, value, select, select.a()))),
        List.of(guard(with(put, value, select, select.b()))));
  }

  private static Stmt with(Stmt put, Expr value, Expr.Select select, Expr arm) {
    Expr e = Rewrite.expr(value, x -> x.equals(select) ? arm : x);
    return Rewrite.stmt(put, x -> e);
  }

  /** The outermost select in {@code e} that a division stands in, null if there is none. */
  private static Expr.@Nullable Select guarding(Expr e) {
    Expr.@Nullable Select[] found = new Expr.Select[1];
    Rewrite.visit(
        e,
        x -> {
          if (found[0] == null
              && x instanceof Expr.Select s
              && (Rewrite.divides(s.a()) || Rewrite.divides(s.b()))) {
            found[0] = s;
          }
        });
    return found[0];
  }

  private static Expr safe(Expr e) {
    if (guarding(e) == null) {
      return e;
    }
    return Rewrite.expr(
        e,
        x -> {
          if (!(x instanceof Expr.Binary b) || !Simplify.divides(b.op())) {
            return x;
          }
          Expr one = Simplify.constant(b.b().width(), 1);
          Expr isZero = Simplify.equal(b.b(), 0);
          boolean done = b.b() instanceof Expr.Const || isSafe(b.b());
          return done ? x : new Expr.Binary(b.op(), b.a(), Simplify.select(isZero, one, b.b()));
        });
  }

  private static boolean isSafe(Expr divisor) {
    return divisor instanceof Expr.Select s
        && s.cond() instanceof Expr.Binary c
        && c.op() == BinaryOp.EQ
        && Simplify.isConst(s.a(), 1);
  }
}
