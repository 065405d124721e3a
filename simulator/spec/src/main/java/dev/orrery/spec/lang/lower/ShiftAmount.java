package dev.orrery.spec.lang.lower;

import dev.orrery.spec.ir.BinaryOp;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.lang.ast.ExprAst;
import dev.orrery.spec.lang.source.Failure;

/**
 * Tells an amount that was meant to reach the width of what is shifted from one whose mask was
 * forgotten (E19). Shifting past the width is defined, but most instruction sets take the amount
 * modulo the width, and a row that forgets to say so is right on small amounts only.
 *
 * <p>An amount with fewer bits than what is shifted was cut to size, and one that the word gives
 * has the size of its field: both are taken as meant. A wider one has to be cut, masked, or called
 * {@code sat(n)}.
 */
final class ShiftAmount {
  static final String SATURATES = "sat";

  private ShiftAmount() {}

  /** The second operand of {@code b}: of a shift by {@code sat(n)}, what stands in it. */
  static ExprAst of(ExprAst.Binary b) {
    return saturates(b) ? Builtins.args((ExprAst.Call) b.b(), 1).getFirst() : b.b();
  }

  private static boolean saturates(ExprAst.Binary b) {
    boolean shift =
        switch (b.op()) {
          case SHL, SHR, SAR -> true;
          default -> false;
        };
    return shift && b.b() instanceof ExprAst.Call c && c.name().name().equals(SATURATES);
  }

  /**
   * Checks the shift {@code b}.
   *
   * @param width bits of what is shifted
   * @param amount the amount as lowered
   */
  static void check(ExprAst.Binary b, int width, Expr amount) {
    if (saturates(b)) {
      return;
    }
    if (amount instanceof Expr.Const c) {
      if (Long.compareUnsigned(c.value(), width) >= 0) {
        throw new Failure(
            "E19",
            b.b().span(),
            "a shift by " + Long.toUnsignedString(c.value()) + " leaves nothing of b" + width,
            "Shift by less.");
      }
    } else if (amount.width() >= width
        && width > 1
        && !DecodeTime.isFixed(amount)
        && Long.compareUnsigned(most(amount), width) >= 0) {
      int bits = Math.max(1, 32 - Integer.numberOfLeadingZeros(width - 1));
      throw new Failure(
          "E19",
          b.b().span(),
          "this amount is b" + amount.width() + " and may reach the width, which is " + width,
          "Cut it: [" + (bits - 1) + ":0]; or say that past the width nothing is left: sat(...).");
    }
  }

  /** A bound for the value of {@code e}. */
  private static long most(Expr e) {
    return switch (e) {
      case Expr.Const c -> c.value();
      case Expr.Extend x when !x.signed() -> most(x.a());
      case Expr.Binary b when b.op() == BinaryOp.AND -> {
        long a = most(b.a());
        long c = most(b.b());
        yield Long.compareUnsigned(a, c) < 0 ? a : c;
      }
      default -> Bits.mask(e.width());
    };
  }
}
