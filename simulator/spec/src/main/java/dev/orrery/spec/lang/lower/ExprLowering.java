package dev.orrery.spec.lang.lower;

import dev.orrery.spec.ir.BinaryOp;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Rewrite;
import dev.orrery.spec.ir.Simplify;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.ir.UnaryOp;
import dev.orrery.spec.lang.ast.ExprAst;
import dev.orrery.spec.lang.declare.View;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.lang.source.Span;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Lowers expressions bottom up, giving each its width. A value without a width of its own stays
 * open ({@link Value.Flex}) until it meets one that has it.
 */
final class ExprLowering {
  private static final int INLINE_SIZE = 200;

  /** Up to this size, what is known at decode is repeated rather than given a temporary. */
  private static final int DECODED_SIZE = 100;

  private final RowContext ctx;
  private final Operands operands;
  private final Builtins builtins;
  private final MemoryAccesses memory;

  ExprLowering(RowContext ctx, StmtLowering statements) {
    this.ctx = ctx;
    this.operands = new Operands(ctx, this);
    this.builtins = new Builtins(ctx, this, statements);
    this.memory = new MemoryAccesses(ctx, this);
  }

  Operands operands() {
    return operands;
  }

  Builtins builtins() {
    return builtins;
  }

  MemoryAccesses memory() {
    return memory;
  }

  /** The value of {@code e} at {@code width}. */
  Expr at(ExprAst e, int width, Env env) {
    return at(lower(e, env), width, e.span());
  }

  /** {@code v}, which stands at {@code span}, at {@code width}. */
  Expr at(Value v, int width, Span span) {
    return switch (v) {
      case Value.Flex f -> f.maker().at(width);
      case Value.Fixed x when x.e().width() == width -> x.e();
      case Value.Fixed x ->
          throw new Failure(
              "E04",
              span,
              "this is b" + x.e().width() + ", but b" + width + " is needed here",
              x.e().width() < width
                  ? "Write zx(...) or sx(...)."
                  : "Take a slice, such as [" + (width - 1) + ":0].");
    };
  }

  /** The value of {@code e} at the width that it has by itself. */
  Expr natural(ExprAst e, Env env) {
    return natural(lower(e, env), e.span());
  }

  Expr natural(Value v, Span span) {
    return switch (v) {
      case Value.Fixed x -> x.e();
      case Value.Flex f when f.natural() > 0 -> f.maker().at(f.natural());
      case Value.Flex f ->
          throw new Failure(
              "E04",
              span,
              "nothing says how wide this is",
              "Write a bit string such as '0101, or say the width: zx(e, 8).");
    };
  }

  /** A condition: one bit. */
  Expr condition(ExprAst e, Env env) {
    Value v = lower(e, env);
    if (v instanceof Value.Fixed x && x.e().width() != 1) {
      throw new Failure(
          "E04",
          e.span(),
          "a condition has one bit, this is b" + x.e().width(),
          "Compare it: ... != 0.");
    }
    return at(v, 1, e.span());
  }

  Value lower(ExprAst e, Env env) {
    ctx.step(e.span());
    return switch (e) {
      case ExprAst.Num n -> literal(n);
      case ExprAst.Bits b -> new Value.Fixed(Simplify.constant(b.width(), b.value()));
      case ExprAst.Name n -> operands.name(n, env);
      case ExprAst.Raw r -> operands.raw(r);
      case ExprAst.Unary u -> unary(u, env);
      case ExprAst.Binary b -> binary(b, env);
      case ExprAst.Ternary t -> ternary(t, env);
      case ExprAst.In in -> in(in, env);
      case ExprAst.Bracket b -> bracket(b, env);
      case ExprAst.Low l -> low(l, env);
      case ExprAst.Call c -> builtins.call(c, env);
      case ExprAst.Method m -> memory.method(m, env);
    };
  }

  private static Value literal(ExprAst.Num n) {
    return constant(n.value(), n.large(), n.span());
  }

  /** A literal: any width that it fits, read as signed or as unsigned. */
  static Value constant(long value, boolean large, Span span) {
    Value.Maker maker =
        w -> {
          if (!(large ? w == 64 : fits(value, w))) {
            String shown = large ? Long.toUnsignedString(value) : Long.toString(value);
            throw new Failure(
                "E10",
                span,
                shown + " does not fit in " + w + (w == 1 ? " bit" : " bits"),
                "Use a smaller number, or more bits.");
          }
          return Simplify.constant(w, value);
        };
    return new Value.Flex(0, Value.Sign.MIXED, value, maker);
  }

  private static boolean fits(long value, int width) {
    return width == 64 || value >= -(1L << (width - 1)) && value <= Bits.mask(width);
  }

  private Value unary(ExprAst.Unary u, Env env) {
    UnaryOp op = u.op() == ExprAst.UnaryOperator.NOT ? UnaryOp.NOT : UnaryOp.NEG;
    Value v = lower(u.a(), env);
    return switch (v) {
      case Value.Fixed x -> new Value.Fixed(Simplify.unary(op, x.e().width(), x.e()));
      case Value.Flex f when f.constant() != null && op == UnaryOp.NEG ->
          constant(-f.constant(), f.constant() == Long.MIN_VALUE, u.span());
      case Value.Flex f ->
          new Value.Flex(
              f.natural(), Value.Sign.MIXED, null, w -> Simplify.unary(op, w, f.maker().at(w)));
    };
  }

  private Value binary(ExprAst.Binary b, Env env) {
    Value x = lower(b.a(), env);
    Value y = lower(ShiftAmount.of(b), env);
    return switch (b.op()) {
      case OR -> both(b, BinaryOp.OR, x, y);
      case XOR -> both(b, BinaryOp.XOR, x, y);
      case AND -> both(b, BinaryOp.AND, x, y);
      case ADD -> both(b, BinaryOp.ADD, x, y);
      case SUB -> both(b, BinaryOp.SUB, x, y);
      case MUL -> both(b, BinaryOp.MUL, x, y);
      case DIV_S -> divided(b, BinaryOp.DIV_S, x, y);
      case DIV_U -> divided(b, BinaryOp.DIV_U, x, y);
      case REM_S -> divided(b, BinaryOp.REM_S, x, y);
      case REM_U -> divided(b, BinaryOp.REM_U, x, y);
      case EQ -> compare(b, BinaryOp.EQ, x, y, false);
      case NE -> compare(b, BinaryOp.NE, x, y, false);
      case LT_S -> compare(b, BinaryOp.LT_S, x, y, false);
      case LT_U -> compare(b, BinaryOp.LT_U, x, y, false);
      case LE_S -> compare(b, BinaryOp.LE_S, x, y, false);
      case LE_U -> compare(b, BinaryOp.LE_U, x, y, false);
      case GT_S -> compare(b, BinaryOp.LT_S, x, y, true);
      case GT_U -> compare(b, BinaryOp.LT_U, x, y, true);
      case GE_S -> compare(b, BinaryOp.LE_S, x, y, true);
      case GE_U -> compare(b, BinaryOp.LE_U, x, y, true);
      case DIV, REM, LT, LE, GT, GE, SHIFT_RIGHT ->
          throw new Failure(
              "E04",
              b.opSpan(),
              "'" + b.op().text() + "' does not say how it reads signs",
              "Write " + b.op().text() + "s (signed) or " + b.op().text() + "u (unsigned).");
      case CONCAT -> concat(b, x, y);
      case SHL -> shift(b, BinaryOp.SHL, x, y);
      case SHR -> shift(b, BinaryOp.SHR, x, y);
      case SAR -> shift(b, BinaryOp.SAR, x, y);
    };
  }

  private Value concat(ExprAst.Binary b, Value x, Value y) {
    Expr hi = natural(x, b.a().span());
    Expr lo = natural(y, b.b().span());
    if (hi.width() + lo.width() > 64) {
      throw new Failure(
          "E04",
          b.opSpan(),
          "b" + hi.width() + " ## b" + lo.width() + " has more than 64 bits",
          "Take slices.");
    }
    return new Value.Fixed(Simplify.concat(hi, lo));
  }

  private Value shift(ExprAst.Binary b, BinaryOp op, Value x, Value y) {
    Expr amount =
        y instanceof Value.Flex f && f.natural() == 0 ? f.maker().at(7) : natural(y, b.b().span());
    return switch (x) {
      case Value.Fixed v -> {
        ShiftAmount.check(b, v.e().width(), amount);
        yield new Value.Fixed(Simplify.binary(op, v.e(), amount));
      }
      case Value.Flex f ->
          new Value.Flex(
              f.natural(),
              Value.Sign.MIXED,
              null,
              w -> {
                ShiftAmount.check(b, w, amount);
                return Simplify.binary(op, f.maker().at(w), amount);
              });
    };
  }

  /** An operator on equal widths. */
  Value both(ExprAst.Binary b, BinaryOp op, Value x, Value y) {
    if (x instanceof Value.Flex f && y instanceof Value.Flex g) {
      return new Value.Flex(
          f.natural() == 0 || g.natural() == 0 ? 0 : Math.max(f.natural(), g.natural()),
          Value.Sign.MIXED,
          null,
          w -> {
            ctx.step(b.span());
            return Simplify.binary(op, f.maker().at(w), g.maker().at(w));
          });
    }
    int width = x instanceof Value.Fixed f ? f.e().width() : ((Value.Fixed) y).e().width();
    checkWidths(b, x, y);
    return new Value.Fixed(
        Simplify.binary(op, at(x, width, b.a().span()), at(y, width, b.b().span())));
  }

  private void checkWidths(ExprAst.Binary b, Value x, Value y) {
    if (x instanceof Value.Fixed f
        && y instanceof Value.Fixed g
        && f.e().width() != g.e().width()) {
      ExprAst narrow = f.e().width() < g.e().width() ? b.a() : b.b();
      String text = operands.shown(narrow);
      throw new Failure(
          "E04",
          b.opSpan(),
          "'"
              + b.op().text()
              + "' needs equal widths: "
              + operands.described(b.a(), f.e())
              + ", "
              + operands.described(b.b(), g.e()),
          "Write sx(" + text + ") or zx(" + text + ").");
    }
  }

  private Value divided(ExprAst.Binary b, BinaryOp op, Value x, Value y) {
    Value v = both(b, op, x, y);
    if (!(v instanceof Value.Fixed f)) {
      throw new Failure(
          "E04", b.opSpan(), "nothing says how wide this division is", "Write zx(e, 64).");
    }
    Expr divisor =
        switch (y) {
          case Value.Fixed d -> d.e();
          case Value.Flex d -> d.maker().at(f.e().width());
        };
    boolean safe = divisor instanceof Expr.Const c ? c.value() != 0 : ctx.nonZero.contains(divisor);
    if (!safe) {
      throw new Failure(
          "E16",
          b.opSpan(),
          "the divisor may be zero here",
          "Test it: "
              + operands.shown(b.b())
              + " == 0 ? ... : "
              + operands.shown(b.a())
              + " "
              + b.op().text()
              + " "
              + operands.shown(b.b()));
    }
    return v;
  }

  private Value compare(ExprAst.Binary b, BinaryOp op, Value x, Value y, boolean swap) {
    int width = 64;
    if (x instanceof Value.Fixed f) {
      width = f.e().width();
    } else if (y instanceof Value.Fixed f) {
      width = f.e().width();
    } else if (x instanceof Value.Flex f && y instanceof Value.Flex g) {
      width = open(f, g, b);
    }
    checkWidths(b, x, y);
    Expr l = at(x, width, b.a().span());
    Expr r = at(y, width, b.b().span());
    return new Value.Fixed(swap ? Simplify.binary(op, r, l) : Simplify.binary(op, l, r));
  }

  /** The width to compare two open values at: that of a field if the other is a literal. */
  private static int open(Value.Flex f, Value.Flex g, ExprAst.Binary b) {
    boolean left = f.constant() == null;
    Value.Flex field = left ? f : g;
    Long literal = left ? g.constant() : f.constant();
    if (literal == null
        || field.constant() != null
        || field.natural() == 0
        || field.sign() == Value.Sign.MIXED) {
      return 64;
    }
    int w = field.natural();
    boolean signed = field.sign() == Value.Sign.SIGNED;
    long min = signed ? -1L << (w - 1) : 0;
    long max = signed ? ~min : Bits.mask(w);
    if (w < 64 && (literal < min || literal > max)) {
      throw new Failure(
          "E10",
          (left ? b.b() : b.a()).span(),
          literal + " is no value of this field: it has " + min + " to " + max,
          "Compare with one of these.");
    }
    return w;
  }

  private Value in(ExprAst.In in, Env env) {
    Value v = named(lower(in.e(), env), in.span());
    Expr any = Simplify.constant(1, 0);
    for (ExprAst e : in.set()) {
      ExprAst.Binary equal =
          new ExprAst.Binary(e.span(), e.span(), ExprAst.BinaryOperator.EQ, in.e(), e);
      Value same = compare(equal, BinaryOp.EQ, v, lower(e, env), false);
      any = Simplify.or(any, at(same, 1, e.span()));
    }
    return new Value.Fixed(any);
  }

  private Value ternary(ExprAst.Ternary t, Env env) {
    Expr cond = condition(t.cond(), env);
    if (cond instanceof Expr.Const c) {
      return lower(c.value() != 0 ? t.a() : t.b(), env);
    }
    Value x = arm(t.a(), cond, true, env);
    Value y = arm(t.b(), cond, false, env);
    if (x instanceof Value.Flex f && y instanceof Value.Flex g) {
      return new Value.Flex(
          f.natural() == 0 || g.natural() == 0 ? 0 : Math.max(f.natural(), g.natural()),
          Value.Sign.MIXED,
          null,
          w -> {
            ctx.step(t.span());
            return Simplify.select(cond, f.maker().at(w), g.maker().at(w));
          });
    }
    int width = x instanceof Value.Fixed f ? f.e().width() : ((Value.Fixed) y).e().width();
    return new Value.Fixed(
        Simplify.select(cond, at(x, width, t.a().span()), at(y, width, t.b().span())));
  }

  private Value arm(ExprAst e, Expr cond, boolean holds, Env env) {
    ctx.arms++;
    Value v = given(cond, holds, () -> lower(e, env));
    ctx.arms--;
    return v;
  }

  /** What {@code work} gives while {@code cond} is known to hold, or not to. */
  <T> T given(Expr cond, boolean holds, Supplier<T> work) {
    Set<Expr> before = new HashSet<>(ctx.nonZero);
    learn(cond, holds);
    try {
      return work.get();
    } finally {
      ctx.nonZero.retainAll(before);
    }
  }

  private void learn(Expr cond, boolean holds) {
    switch (cond) {
      case Expr.Binary b when b.op() == BinaryOp.EQ && !holds && Simplify.isConst(b.b(), 0) ->
          ctx.nonZero.add(b.a());
      case Expr.Binary b when b.op() == BinaryOp.NE && holds && Simplify.isConst(b.b(), 0) ->
          ctx.nonZero.add(b.a());
      case Expr.Binary b
          when b.op() == BinaryOp.AND && holds || b.op() == BinaryOp.OR && !holds -> {
        learn(b.a(), holds);
        learn(b.b(), holds);
      }
      case Expr.Unary u when u.op() == UnaryOp.NOT && u.width() == 1 -> learn(u.a(), !holds);
      default -> {}
    }
  }

  private Value bracket(ExprAst.Bracket b, Env env) {
    if (b.base() instanceof ExprAst.Name n && b.lo() == null) {
      int bytes = memory.memoryBytes(n);
      if (bytes > 0) {
        return memory.load(b, bytes, env);
      }
      View view = ctx.declarations.view(n.name());
      if (view != null) {
        return operands.read(operands.place(view, b, env), view, b.span());
      }
    }
    Expr e = natural(b.base(), env);
    int hi = bit(b.hi(), e);
    int lo = b.lo() == null ? hi : bit(b.lo(), e);
    if (lo > hi) {
      throw new Failure(
          "E04",
          b.span(),
          "the bits " + hi + ":" + lo + " stand the wrong way round",
          "Write the higher bit first.");
    }
    return new Value.Fixed(Simplify.slice(e, hi, lo));
  }

  private int bit(ExprAst at, Expr e) {
    long bit = ctx.constants.eval(at);
    if (bit < 0 || bit >= e.width()) {
      throw new Failure(
          "E04",
          at.span(),
          "there is no bit " + bit + ": this is b" + e.width(),
          "Its bits are " + (e.width() - 1) + ":0.");
    }
    return (int) bit;
  }

  private Value low(ExprAst.Low l, Env env) {
    Value v = lower(l.e(), env);
    if (v instanceof Value.Flex f) {
      return new Value.Fixed(f.maker().at(32));
    }
    Expr e = ((Value.Fixed) v).e();
    if (e.width() < 32) {
      throw new Failure(
          "E04", l.span(), "this is b" + e.width() + ", it has no low 32 bits", "Drop the .w.");
    }
    return new Value.Fixed(Simplify.slice(e, 31, 0));
  }

  /** A value to be used any number of times: a temporary, unless it is cheap enough to repeat. */
  Value named(Value v, Span span) {
    if (!(v instanceof Value.Fixed f) || isCheap(f.e())) {
      return v;
    }
    if (ctx.arms > 0 && Rewrite.divides(f.e())) {
      // A statement would divide before the condition around has been looked at.
      int[] size = {0};
      Rewrite.visit(f.e(), x -> size[0]++);
      if (size[0] > INLINE_SIZE) {
        throw new Failure(
            "E28", span, "this division stands in too large an expression", "Use `if`.");
      }
      return v;
    }
    Expr.Tmp tmp = ctx.temporary(f.e().width());
    ctx.out.add(new Stmt.Let(tmp, f.e()));
    return new Value.Fixed(tmp);
  }

  private static boolean isCheap(Expr e) {
    return switch (e) {
      case Expr.Const c -> true;
      case Expr.Tmp t -> true;
      default -> isSmallAndFixed(e);
    };
  }

  private static boolean isSmallAndFixed(Expr e) {
    int[] size = {0};
    Rewrite.visit(e, x -> size[0]++);
    return size[0] <= DECODED_SIZE && DecodeTime.isFixed(e);
  }
}
