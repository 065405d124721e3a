package dev.orrery.engine.timing;

import dev.orrery.spec.ir.BinaryOp;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Simplify;
import dev.orrery.spec.ir.UnaryOp;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Expressions of a rule, with what is known filled in; and what a condition says when it holds. */
final class CoreFolding {
  private final CoreKnowledge known;
  private final UnaryOperator<Expr.Tmp> rename;

  /**
   * Folds with what {@code known} says of locals by their new names.
   *
   * @param rename the new name of a local
   */
  CoreFolding(CoreKnowledge known, UnaryOperator<Expr.Tmp> rename) {
    this.known = known;
    this.rename = rename;
  }

  /** {@code e} with new names, as short as what is known allows. */
  Expr fold(Expr e) {
    return switch (e) {
      case Expr.Tmp t -> {
        Expr.Tmp local = rename.apply(t);
        Known value = known.of(local);
        yield value != null && value.isOne() ? new Expr.Const(local.width(), value.low()) : local;
      }
      case Expr.Unary u -> Simplify.unary(u.op(), u.width(), fold(u.a()));
      case Expr.Binary b -> binary(b.op(), fold(b.a()), fold(b.b()));
      case Expr.Extend x -> Simplify.extend(x.signed(), x.width(), fold(x.a()));
      case Expr.Slice s -> Simplify.slice(fold(s.a()), s.hi(), s.lo());
      case Expr.Select s -> {
        Expr condition = fold(s.cond());
        yield condition instanceof Expr.Const c
            ? fold(c.value() != 0 ? s.a() : s.b())
            : Simplify.select(condition, fold(s.a()), fold(s.b()));
      }
      default -> e;
    };
  }

  private Expr binary(BinaryOp op, Expr a, Expr b) {
    if (op == BinaryOp.SUB && b instanceof Expr.Const c) {
      return binary(BinaryOp.ADD, a, new Expr.Const(c.width(), -c.value()));
    }
    if (b instanceof Expr.Const c) {
      if (op == BinaryOp.ADD
          && a instanceof Expr.Binary(BinaryOp inner, Expr x, Expr y)
          && inner == BinaryOp.ADD
          && y instanceof Expr.Const d) {
        return binary(op, x, new Expr.Const(c.width(), c.value() + d.value()));
      }
      if (op == BinaryOp.DIV_U && Long.bitCount(c.value()) == 1) {
        long bits = Long.numberOfTrailingZeros(c.value());
        return Simplify.binary(BinaryOp.SHR, a, new Expr.Const(c.width(), bits));
      }
      if (op == BinaryOp.REM_U && Long.bitCount(c.value()) == 1) {
        return Simplify.binary(BinaryOp.AND, a, new Expr.Const(c.width(), c.value() - 1));
      }
    }
    Boolean truth = op.isComparison() ? known.compare(op, a, b) : null;
    if (truth != null) {
      return new Expr.Const(1, truth ? 1 : 0);
    }
    if (op == BinaryOp.LT_S || op == BinaryOp.LE_S) {
      comparedWithNow(a, b);
      comparedWithNow(b, a);
    }
    if (op == BinaryOp.MAX_S || op == BinaryOp.MIN_S) {
      Boolean inOrder = known.compare(BinaryOp.LE_S, a, b);
      if (inOrder != null) {
        return inOrder == (op == BinaryOp.MAX_S) ? b : a;
      }
    }
    Expr simple = Simplify.binary(op, a, b);
    Known value = op == BinaryOp.SUB || op == BinaryOp.ADD ? known.of(simple) : null;
    return value != null && value.isOne() ? new Expr.Const(simple.width(), value.low()) : simple;
  }

  private void comparedWithNow(Expr now, Expr time) {
    Known reached = known.of(now);
    if (reached != null && reached.exactDistance() != null) {
      known.isWaitedFor(
          time instanceof Expr.Binary(BinaryOp op, Expr a, Expr b)
                  && op == BinaryOp.ADD
                  && b instanceof Expr.Const
              ? a
              : time);
    }
  }

  /**
   * The time of a wait without what is past: null if all of it is.
   *
   * @param later cycles that are added to it
   */
  static @Nullable Expr ahead(Expr time, long later, CoreKnowledge known) {
    if (time instanceof Expr.Binary(BinaryOp op, Expr a, Expr b) && op == BinaryOp.MAX_S) {
      Expr x = ahead(a, later, known);
      Expr y = ahead(b, later, known);
      return x == null ? y : y == null ? x : new Expr.Binary(op, x, y);
    }
    if (later == 0
        && time instanceof Expr.Binary(BinaryOp op, Expr a, Expr b)
        && op == BinaryOp.ADD
        && b instanceof Expr.Const c
        && c.value() >= 0) {
      Expr x = ahead(a, c.value(), known);
      return x == null ? null : new Expr.Binary(op, x, c);
    }
    Known value = known.of(time);
    if (value != null && value.isPast(later)) {
      return null;
    }
    known.isWaitedFor(time);
    return time;
  }

  /** That cycle has been waited for: what makes it up is past. */
  static void learnPast(Expr time, long later, CoreKnowledge known) {
    if (time instanceof Expr.Binary(BinaryOp op, Expr a, Expr b) && op == BinaryOp.MAX_S) {
      learnPast(a, later, known);
      learnPast(b, later, known);
    } else if (later == 0
        && time instanceof Expr.Binary(BinaryOp op, Expr a, Expr b)
        && op == BinaryOp.ADD
        && b instanceof Expr.Const c
        && c.value() >= 0) {
      learnPast(a, c.value(), known);
    } else if (later == 0 || known.of(time) instanceof Known k && !k.number()) {
      known.learnAtMost(time, -later); // a sum with what is not bounded may have overflowed
    }
  }

  /** The folded condition {@code e} has turned out to be {@code truth}. */
  static void learn(Expr e, boolean truth, CoreKnowledge known) {
    switch (e) {
      case Expr.Tmp t -> known.learn(t, Known.one(truth ? 1 : 0));
      case Expr.Unary u when u.op() == UnaryOp.NOT && u.width() == 1 -> learn(u.a(), !truth, known);
      case Expr.Binary b -> {
        switch (b.op()) {
          case EQ, NE -> {
            if (truth == (b.op() == BinaryOp.EQ)) {
              equal(b.a(), b.b(), known);
              equal(b.b(), b.a(), known);
            }
          }
          case LE_S, LT_S -> {
            boolean strict = truth == (b.op() == BinaryOp.LT_S);
            Expr less = truth ? b.a() : b.b();
            Known more = known.of(truth ? b.b() : b.a());
            Long distance = more == null ? null : more.exactDistance();
            if (distance != null && b.a().width() == Long.SIZE) {
              known.learnAtMost(less, strict ? distance - 1 : distance);
            }
          }
          default -> {}
        }
      }
      default -> {}
    }
  }

  private static void equal(Expr a, Expr b, CoreKnowledge known) {
    if (b instanceof Expr.Const c) {
      known.learn(a, Known.one(c.value()));
    }
  }
}
