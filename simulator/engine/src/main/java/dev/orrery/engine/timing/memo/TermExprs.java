package dev.orrery.engine.timing.memo;

import dev.orrery.spec.ir.BinaryOp;
import dev.orrery.spec.ir.Expr;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;

/** Terms as expressions that code can compute. */
final class TermExprs {
  /** What fails for some operands, where a term has a value all the same. */
  private static final Set<BinaryOp> PARTIAL =
      Set.of(BinaryOp.DIV_S, BinaryOp.DIV_U, BinaryOp.REM_S, BinaryOp.REM_U);

  private final Function<Term, Expr.Tmp> leaf;

  /**
   * With these leaves.
   *
   * @param leaf the local, of 64 bits, with what was read or is given; for a {@link Term.Linear},
   *     the one with the cycle reached when the block began
   */
  TermExprs(Function<Term, Expr.Tmp> leaf) {
    this.leaf = leaf;
  }

  /** Whether {@code t} has a value whatever its operands are. */
  static boolean isTotal(Term t) {
    return switch (t) {
      case Term.Linear l -> l.cycles() >= -1 && l.cycles() <= 1;
      case Term.Input i -> true;
      case Term.Loaded l -> true;
      case Term.Held h -> true;
      case Term.Unary u -> isTotal(u.a());
      case Term.Binary b -> !PARTIAL.contains(b.op()) && isTotal(b.a()) && isTotal(b.b());
      case Term.Signed s -> isTotal(s.a());
      case Term.Slice s -> isTotal(s.a());
      case Term.Concat c -> isTotal(c.high()) && isTotal(c.low());
    };
  }

  /** What {@code t} reads that is neither known nor loaded by an action. */
  static Set<Term> reads(Term t) {
    Set<Term> reads = new HashSet<>();
    reads(t, reads);
    return reads;
  }

  private static void reads(Term t, Set<Term> to) {
    switch (t) {
      case Term.Linear l -> {}
      case Term.Loaded l -> {}
      case Term.Input i -> to.add(i);
      case Term.Held h -> to.add(h);
      case Term.Unary u -> reads(u.a(), to);
      case Term.Binary b -> {
        reads(b.a(), to);
        reads(b.b(), to);
      }
      case Term.Signed s -> reads(s.a(), to);
      case Term.Slice s -> reads(s.a(), to);
      case Term.Concat c -> {
        reads(c.high(), to);
        reads(c.low(), to);
      }
    }
  }

  /** The value of {@code t} as one of {@code width} bits. */
  Expr of(Term t, int width) {
    return switch (t) {
      case Term.Linear l -> fit(linear(l), width);
      case Term.Input i -> fit(leaf.apply(i), width);
      case Term.Loaded l -> fit(leaf.apply(l), width);
      case Term.Held h -> fit(leaf.apply(h), width);
      case Term.Unary u -> fit(new Expr.Unary(u.op(), u.width(), of(u.a(), u.from())), width);
      case Term.Binary b -> {
        Expr second = of(b.b(), b.op().isShift() ? Long.SIZE : b.width());
        yield fit(new Expr.Binary(b.op(), of(b.a(), b.width()), second), width);
      }
      case Term.Signed s -> {
        Expr a = of(s.a(), s.from());
        yield fit(s.width() > s.from() ? new Expr.Extend(true, s.width(), a) : a, width);
      }
      case Term.Slice s -> {
        Expr a = of(s.a(), Long.SIZE);
        yield fit(new Expr.Slice(a, s.low() + s.width() - 1, s.low()), width);
      }
      case Term.Concat c -> {
        Expr high = of(c.high(), Long.SIZE - c.lowWidth());
        yield fit(new Expr.Concat(high, of(c.low(), c.lowWidth())), width);
      }
    };
  }

  private Expr linear(Term.Linear l) {
    Expr number = new Expr.Const(Long.SIZE, l.number());
    if (l.cycles() == 0) {
      return number;
    }
    Expr began = leaf.apply(l);
    return l.cycles() > 0
        ? new Expr.Binary(BinaryOp.ADD, began, number)
        : new Expr.Binary(BinaryOp.SUB, number, began);
  }

  private static Expr fit(Expr e, int width) {
    if (e instanceof Expr.Const c) {
      return new Expr.Const(width, c.value());
    }
    return e.width() < width
        ? new Expr.Extend(false, width, e)
        : e.width() > width ? new Expr.Slice(e, width - 1, 0) : e;
  }
}
