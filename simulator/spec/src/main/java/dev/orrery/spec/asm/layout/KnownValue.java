package dev.orrery.spec.asm.layout;

import dev.orrery.spec.asm.expr.AsmExpr;
import dev.orrery.spec.asm.expr.BinaryOperator;
import dev.orrery.spec.asm.expr.ExprValue;
import dev.orrery.spec.lang.source.Failure;
import org.jspecify.annotations.Nullable;

/** What is known of an expression before anything has an address. */
public final class KnownValue {
  private static final int MAX_DEPTH = 64;

  private static final ExprValue.Operators NONE =
      m -> {
        throw new IllegalStateException(m.toString());
      };

  /** A number, or a distance from a place. */
  private record Relative(@Nullable Label base, long offset) {}

  private KnownValue() {}

  /**
   * The number that {@code e} is; null if that depends on where things come to stand. The distance
   * of two labels is known if nothing between them can grow.
   */
  public static @Nullable Long of(AsmExpr e) {
    Relative r = relative(e, 0);
    return r == null || r.base != null ? null : (Long) r.offset;
  }

  /** {@code e} as one label and a number, where it is that; else as it is. */
  public static AsmExpr simplified(AsmExpr e) {
    Relative r = relative(e, 0);
    if (r == null) {
      return e;
    }
    AsmExpr offset = new AsmExpr.Number(e.span(), r.offset);
    if (r.base == null) {
      return offset;
    }
    AsmExpr base = new AsmExpr.Ref(e.span(), r.base);
    return r.offset == 0 ? base : new AsmExpr.Binary(e.span(), BinaryOperator.ADD, base, offset);
  }

  /** The label that {@code e} is a number of bytes away from; null if it is not that. */
  static @Nullable Label base(AsmExpr e) {
    Relative r = relative(e, 0);
    return r == null ? null : r.base;
  }

  private static @Nullable Relative relative(AsmExpr e, int depth) {
    return switch (e) {
      case AsmExpr.Number n -> new Relative(null, n.value());
      case AsmExpr.Modified m -> null;
      case AsmExpr.Ref r -> place(r, depth);
      case AsmExpr.Unary u -> {
        Relative a = relative(u.a(), depth);
        yield a == null || a.base != null
            ? null
            : number(new AsmExpr.Unary(u.span(), u.op(), value(u.a(), a)));
      }
      case AsmExpr.Binary b -> binary(b, relative(b.a(), depth), relative(b.b(), depth));
    };
  }

  private static @Nullable Relative place(AsmExpr.Ref r, int depth) {
    return switch (r.place()) {
      case Label l -> new Relative(l, 0);
      case Symbol s when s.label() instanceof Label l -> new Relative(l, 0);
      case Symbol s when s.expression() instanceof AsmExpr e && depth < MAX_DEPTH ->
          relative(e, depth + 1);
      default -> null;
    };
  }

  private static @Nullable Relative binary(
      AsmExpr.Binary b, @Nullable Relative x, @Nullable Relative y) {
    if (x == null || y == null) {
      return null;
    }
    if (b.op() == BinaryOperator.ADD && (x.base == null || y.base == null)) {
      return new Relative(x.base == null ? y.base : x.base, x.offset + y.offset);
    }
    if (b.op() == BinaryOperator.SUBTRACT && y.base == null) {
      return new Relative(x.base, x.offset - y.offset);
    }
    Label from = x.base;
    Label to = y.base;
    if (from != null && to != null) {
      if (!from.isFixedTo(to)) {
        return null;
      }
      long distance = from.distanceFrom(to);
      AsmExpr left = new AsmExpr.Number(b.a().span(), distance + x.offset);
      AsmExpr right = new AsmExpr.Number(b.b().span(), y.offset);
      boolean makesSense = b.op().compares() || b.op() == BinaryOperator.SUBTRACT;
      return makesSense ? number(new AsmExpr.Binary(b.span(), b.op(), left, right)) : null;
    }
    return from != null || to != null
        ? null
        : number(new AsmExpr.Binary(b.span(), b.op(), value(b.a(), x), value(b.b(), y)));
  }

  private static AsmExpr value(AsmExpr e, Relative r) {
    return new AsmExpr.Number(e.span(), r.offset);
  }

  /** The value of an operator on numbers; a division by zero is a {@link Failure}. */
  private static Relative number(AsmExpr e) {
    return new Relative(null, ExprValue.of(e, NONE));
  }
}
