package dev.orrery.spec.lang.lower;

import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.FpFormat;
import dev.orrery.spec.ir.FpOp;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.lang.ast.ExprAst;
import dev.orrery.spec.lang.source.DidYouMean;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.model.Register;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Floating-point operations: {@code f32.add(a, b, rm)} and its kin. */
final class FloatingPoint {
  /** Length of {@code f32.} and its kin. */
  private static final int PREFIX = 4;

  private final RowContext ctx;
  private final ExprLowering exprs;

  FloatingPoint(RowContext ctx, ExprLowering exprs) {
    this.ctx = ctx;
    this.exprs = exprs;
  }

  /** The format whose operations have names that start as {@code name} does; null for none. */
  static @Nullable FpFormat format(String name) {
    for (FpFormat f : FpFormat.values()) {
      if (name.startsWith(f.name().toLowerCase(Locale.ROOT) + ".")) {
        return f;
      }
    }
    return null;
  }

  Value call(ExprAst.Call c, Env env) {
    String name = c.name().name();
    FpFormat format = Objects.requireNonNull(format(name));
    FpOp op = op(c, format, name.substring(PREFIX));
    Register flags = ctx.declarations.fpFlags();
    if (flags == null) {
      throw new Failure(
          "E25",
          c.span(),
          "no register takes the exceptions of floating point",
          "Declare one: reg fflags : 5 accrues.");
    }
    if (ctx.arms > 0) {
      throw new Failure(
          "E29",
          c.span(),
          "floating point sets flags, it cannot stand in one of the values of `? :`",
          "Use `if c: ... else: ...`.");
    }
    List<ExprAst> asts = Builtins.args(c, op.arity() + (op.rounds() ? 1 : 0));
    List<Expr> args = new ArrayList<>();
    for (int i = 0; i < op.arity(); i++) {
      args.add(exprs.at(asts.get(i), argumentWidth(op, format), env));
    }
    Expr mode = op.rounds() ? exprs.at(asts.getLast(), 3, env) : null;
    Expr.Tmp tmp = ctx.temporary(resultWidth(op, format));
    ctx.out.add(new Stmt.Fp(tmp, op, format, args, mode, flags));
    ctx.flow.assign(Operands.place(flags), ctx.decoded, c.span());
    ctx.flow.effect(c.span());
    return new Value.Fixed(tmp);
  }

  private static FpOp op(ExprAst.Call c, FpFormat format, String name) {
    List<String> known = new ArrayList<>();
    for (FpOp op : FpOp.values()) {
      boolean has = has(format, op);
      String n = op.name().toLowerCase(Locale.ROOT);
      if (has && n.equals(name)) {
        return op;
      }
      if (has) {
        known.add(n);
      }
    }
    @Nullable String no = "Operations are: " + String.join(", ", known) + ".";
    throw new Failure(
        "E25",
        c.name().span(),
        "there is no operation '" + c.name().name() + "'",
        DidYouMean.help(name, known, no));
  }

  /** Conversions between formats belong to the wider one. */
  private static boolean has(FpFormat format, FpOp op) {
    return switch (op) {
      case TO_F32, FROM_F32 -> format == FpFormat.F64;
      case TO_F16, FROM_F16 -> format != FpFormat.F16;
      default -> true;
    };
  }

  private static int argumentWidth(FpOp op, FpFormat format) {
    return switch (op) {
      case FROM_I32, FROM_U32, FROM_F32 -> 32;
      case FROM_I64, FROM_U64 -> 64;
      case FROM_F16 -> 16;
      default -> format.width();
    };
  }

  private static int resultWidth(FpOp op, FpFormat format) {
    return switch (op) {
      case EQ, LT, LE -> 1;
      case CLASSIFY -> 10;
      case TO_I32, TO_U32, TO_F32 -> 32;
      case TO_I64, TO_U64 -> 64;
      case TO_F16 -> 16;
      default -> format.width();
    };
  }
}
