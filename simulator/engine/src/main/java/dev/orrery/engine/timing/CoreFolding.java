package dev.orrery.engine.timing;

import dev.orrery.spec.ir.BinaryOp;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Fold;
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
        yield value != null && value.constant()
            ? new Expr.Const(local.width(), value.low())
            : local;
      }
      case Expr.Unary u -> {
        Expr a = fold(u.a());
        yield a instanceof Expr.Const c
            ? new Expr.Const(u.width(), Fold.unary(u.op(), u.width(), a.width(), c.value()))
            : new Expr.Unary(u.op(), u.width(), a);
      }
      case Expr.Binary b -> binary(b.op(), fold(b.a()), fold(b.b()));
      case Expr.Extend x -> {
        Expr a = fold(x.a());
        yield a instanceof Expr.Const c
            ? new Expr.Const(x.width(), x.signed() ? Bits.sext(c.value(), a.width()) : c.value())
            : new Expr.Extend(x.signed(), x.width(), a);
      }
      case Expr.Slice s -> {
        Expr a = fold(s.a());
        yield a instanceof Expr.Const c
            ? new Expr.Const(s.width(), c.value() >>> s.lo())
            : new Expr.Slice(a, s.hi(), s.lo());
      }
      case Expr.Select s -> {
        Expr condition = fold(s.cond());
        yield condition instanceof Expr.Const c
            ? fold(c.value() != 0 ? s.a() : s.b())
            : new Expr.Select(condition, fold(s.a()), fold(s.b()));
      }
      default -> e;
    };
  }

  private Expr binary(BinaryOp op, Expr a, Expr b) {
    int width = op.isComparison() ? 1 : a.width();
    if (a instanceof Expr.Const c && b instanceof Expr.Const d) {
      return new Expr.Const(width, Fold.binary(op, a.width(), c.value(), d.value()));
    }
    if (b instanceof Expr.Const c) {
      long n = c.value();
      if (op == BinaryOp.ADD && n == 0) {
        return a;
      }
      if (op == BinaryOp.DIV_U && Long.bitCount(n) == 1) {
        return new Expr.Binary(
            BinaryOp.SHR, a, new Expr.Const(width, Long.numberOfTrailingZeros(n)));
      }
      if (op == BinaryOp.REM_U && Long.bitCount(n) == 1) {
        return new Expr.Binary(BinaryOp.AND, a, new Expr.Const(width, n - 1));
      }
    }
    Boolean truth = op.isComparison() ? known.compare(op, a, b) : null;
    return truth == null ? new Expr.Binary(op, a, b) : new Expr.Const(1, truth ? 1 : 0);
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
    } else if (later == 0 || known.of(time) instanceof Known k && !k.constant()) {
      known.learnAtMost(time, -later); // a sum with what is not bounded may have overflowed
    }
  }

  /** The folded condition {@code e} has turned out to be {@code truth}. */
  static void learn(Expr e, boolean truth, CoreKnowledge known) {
    switch (e) {
      case Expr.Tmp t -> known.learn(t, Known.number(truth ? 1 : 0));
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
      known.learn(a, Known.number(c.value()));
    }
  }
}
