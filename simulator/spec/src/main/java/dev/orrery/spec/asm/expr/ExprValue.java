package dev.orrery.spec.asm.expr;

import dev.orrery.spec.lang.source.Failure;

/** Values of expressions. */
public final class ExprValue {
  private ExprValue() {}

  /** What operators that the tables declare do. */
  @FunctionalInterface
  public interface Operators {
    /** The value of {@code e}. */
    long value(AsmExpr.Modified e);
  }

  /**
   * The value of {@code e}, as far as its places are known now.
   *
   * @throws Failure if it has none: a place is unknown, or a divisor is 0
   */
  public static long of(AsmExpr e, Operators operators) {
    return switch (e) {
      case AsmExpr.Number n -> n.value();
      case AsmExpr.Ref r -> r.place().value();
      case AsmExpr.Unary u -> ExprParser.unary(u.op(), of(u.a(), operators));
      case AsmExpr.Modified m -> operators.value(m);
      case AsmExpr.Binary b -> {
        long divisor = of(b.b(), operators);
        if (b.op().divides() && divisor == 0) {
          throw new Failure("", b.b().span(), "division by zero", "Divide by something else.");
        }
        yield b.op().apply(of(b.a(), operators), divisor);
      }
    };
  }
}
