package dev.orrery.spec.ir;

import dev.orrery.spec.model.BitField;
import dev.orrery.spec.model.Operand;
import org.jspecify.annotations.Nullable;

/**
 * Builds expressions, folding literals and dropping what does nothing: parameters and views leave a
 * lot of that behind (a 32-bit register's low 32 bits, a condition that is fixed on this
 * instruction set), and the engines should not have to look at it again.
 */
public final class Simplify {
  private Simplify() {}

  /** A literal. */
  public static Expr.Const constant(int width, long value) {
    return new Expr.Const(width, value);
  }

  /** Whether {@code e} is the literal {@code value}, cut to its width. */
  public static boolean isConst(Expr e, long value) {
    return e instanceof Expr.Const c && c.value() == Bits.zext(value, c.width());
  }

  /** An operator before its operand, with a result of {@code width} bits. */
  public static Expr unary(UnaryOp op, int width, Expr a) {
    if (a instanceof Expr.Const c) {
      return constant(width, Fold.unary(op, width, a.width(), c.value()));
    }
    if (op == UnaryOp.NOT) {
      return not(a);
    }
    if (a instanceof Expr.Unary u) {
      boolean undone =
          op == UnaryOp.UNBOX && u.op() == UnaryOp.BOX && u.a().width() == width
              || op == UnaryOp.NEG && u.op() == UnaryOp.NEG
              || op == UnaryOp.BYTE_SWAP && u.op() == UnaryOp.BYTE_SWAP;
      if (undone) {
        return u.a();
      }
    }
    return new Expr.Unary(op, width, a);
  }

  /** The complement of each bit; of a comparison, the opposite one. */
  public static Expr not(Expr a) {
    if (a instanceof Expr.Const c) {
      return constant(c.width(), ~c.value());
    }
    if (a instanceof Expr.Unary u && u.op() == UnaryOp.NOT) {
      return u.a();
    }
    if (a instanceof Expr.Binary b && b.op().isComparison()) {
      return switch (b.op()) {
        case EQ -> new Expr.Binary(BinaryOp.NE, b.a(), b.b());
        case NE -> new Expr.Binary(BinaryOp.EQ, b.a(), b.b());
        case LT_S -> new Expr.Binary(BinaryOp.LE_S, b.b(), b.a());
        case LT_U -> new Expr.Binary(BinaryOp.LE_U, b.b(), b.a());
        case LE_S -> new Expr.Binary(BinaryOp.LT_S, b.b(), b.a());
        case LE_U -> new Expr.Binary(BinaryOp.LT_U, b.b(), b.a());
        default -> throw new IllegalStateException(b.op().name());
      };
    }
    return new Expr.Unary(UnaryOp.NOT, a.width(), a);
  }

  /** Both. */
  public static Expr and(Expr a, Expr b) {
    return binary(BinaryOp.AND, a, b);
  }

  /** Either. */
  public static Expr or(Expr a, Expr b) {
    return binary(BinaryOp.OR, a, b);
  }

  /** Whether {@code a} is {@code value}, cut to its width. */
  public static Expr equal(Expr a, long value) {
    return binary(BinaryOp.EQ, a, constant(a.width(), value));
  }

  /** An operator between two operands. */
  public static Expr binary(BinaryOp op, Expr a, Expr b) {
    if (a instanceof Expr.Const x && b instanceof Expr.Const y && !dividesByZero(op, y)) {
      int width = op.isComparison() ? 1 : a.width();
      return constant(width, Fold.binary(op, a.width(), x.value(), y.value()));
    }
    if (a instanceof Expr.Const && !(b instanceof Expr.Const) && commutes(op)) {
      return binary(op, b, a);
    }
    if (b instanceof Expr.Const c) {
      Expr e = withConstant(op, a, c);
      if (e != null) {
        return e;
      }
    }
    if (isConst(a, 0) && (op.isShift() || op == BinaryOp.LT_U && isConst(b, 0))) {
      return a;
    }
    return new Expr.Binary(op, a, b);
  }

  private static boolean dividesByZero(BinaryOp op, Expr.Const divisor) {
    return divides(op) && divisor.value() == 0;
  }

  /** Whether {@code op} divides: what it does with 0 is not a value. */
  public static boolean divides(BinaryOp op) {
    return switch (op) {
      case DIV_S, DIV_U, REM_S, REM_U -> true;
      default -> false;
    };
  }

  private static boolean commutes(BinaryOp op) {
    return switch (op) {
      case ADD, MUL, AND, OR, XOR, EQ, NE -> true;
      default -> false;
    };
  }

  /** What {@code a op c} is without the operator, null if nothing simpler. */
  private static @Nullable Expr withConstant(BinaryOp op, Expr a, Expr.Const c) {
    if ((op == BinaryOp.EQ || op == BinaryOp.NE)
        && a instanceof Expr.Extend x
        && x.a().width() == 1
        && !x.signed()) {
      return c.value() >>> 1 != 0
          ? constant(1, op == BinaryOp.NE ? 1 : 0)
          : binary(op, x.a(), constant(1, c.value()));
    }
    if ((op == BinaryOp.EQ || op == BinaryOp.NE)
        && a instanceof Expr.Binary(BinaryOp or, Expr x, Expr y)
        && or == BinaryOp.OR
        && y instanceof Expr.Const d
        && (d.value() & ~c.value()) != 0) {
      return constant(1, op == BinaryOp.NE ? 1 : 0);
    }
    boolean zero = c.value() == 0;
    boolean ones = c.value() == Bits.mask(c.width());
    return switch (op) {
      case ADD, SUB, SHL, SHR, SAR, ROTL, ROTR -> zero ? a : null;
      case XOR -> zero ? a : ones ? not(a) : null;
      case OR -> zero ? a : ones ? c : null;
      case AND -> zero ? c : ones ? a : null;
      case MUL -> zero ? c : c.value() == 1 ? a : null;
      case DIV_S, DIV_U -> c.value() == 1 && c.width() > 1 ? a : null;
      case EQ -> a.width() != 1 ? null : zero ? not(a) : a;
      case NE -> a.width() != 1 ? null : zero ? a : not(a);
      case LT_U -> zero ? constant(1, 0) : null;
      default -> null;
    };
  }

  /** An extension to {@code width} bits. */
  public static Expr extend(boolean signed, int width, Expr a) {
    if (width == a.width()) {
      return a;
    }
    if (a instanceof Expr.Const c) {
      return constant(width, signed ? Bits.sext(c.value(), c.width()) : c.value());
    }
    if (a instanceof Expr.Extend x && (x.signed() == signed || !x.signed())) {
      return extend(x.signed(), width, x.a());
    }
    if (signed && a instanceof Expr.Field f && isWhole(f)) {
      return new Expr.Field(width, f.operand());
    }
    return new Expr.Extend(signed, width, a);
  }

  /**
   * Whether {@code f} has all bits of a number with a sign: such a one is extended to any width.
   */
  private static boolean isWhole(Expr.Field f) {
    BitField field = f.operand().field();
    if (field != null) {
      boolean isPlain = field.bias() == 0 && field.special() == null;
      return isPlain && field.signed() && field.width() <= f.width();
    }
    return f.operand().from() instanceof Operand.From.Next n
        && n.signed()
        && n.bytes() instanceof Expr.Const bytes
        && Byte.SIZE * bytes.value() <= f.width();
  }

  /** Bits of a value. */
  public static Expr slice(Expr a, int hi, int lo) {
    int width = hi - lo + 1;
    if (width == a.width()) {
      return a;
    }
    return switch (a) {
      case Expr.Const c -> constant(width, c.value() >>> lo);
      case Expr.Slice s -> slice(s.a(), s.lo() + hi, s.lo() + lo);
      case Expr.Field f when lo == 0 -> new Expr.Field(width, f.operand());
      case Expr.Pc p when lo == 0 -> new Expr.Pc(width);
      case Expr.NextPc p when lo == 0 -> new Expr.NextPc(width);
      case Expr.Unary u when u.op() == UnaryOp.NOT -> not(slice(u.a(), hi, lo));
      case Expr.Extend x when hi < x.a().width() -> slice(x.a(), hi, lo);
      case Expr.Extend x when !x.signed() && lo >= x.a().width() -> constant(width, 0);
      case Expr.Extend x when lo == 0 -> extend(x.signed(), width, x.a());
      case Expr.Concat c when lo >= c.lo().width() ->
          slice(c.hi(), hi - c.lo().width(), lo - c.lo().width());
      case Expr.Concat c when hi < c.lo().width() -> slice(c.lo(), hi, lo);
      case Expr.Binary b when isBitwise(b.op()) && (isWider(b.a()) || isWider(b.b())) ->
          binary(b.op(), slice(b.a(), hi, lo), slice(b.b(), hi, lo));
      default -> new Expr.Slice(a, hi, lo);
    };
  }

  private static boolean isBitwise(BinaryOp op) {
    return op == BinaryOp.AND || op == BinaryOp.OR || op == BinaryOp.XOR;
  }

  /** Whether a slice of {@code e} is likely to be simpler than {@code e}. */
  private static boolean isWider(Expr e) {
    return switch (e) {
      case Expr.Const c -> true;
      case Expr.Extend x -> true;
      case Expr.Concat c -> true;
      case Expr.Unary u -> u.op() == UnaryOp.NOT && isWider(u.a());
      default -> false;
    };
  }

  /** The bits of {@code hi} above those of {@code lo}. */
  public static Expr concat(Expr hi, Expr lo) {
    int width = hi.width() + lo.width();
    if (hi instanceof Expr.Const h) {
      if (lo instanceof Expr.Const l) {
        return constant(width, h.value() << l.width() | l.value());
      }
      if (h.value() == 0) {
        return extend(false, width, lo);
      }
    }
    if (hi instanceof Expr.Slice h
        && lo instanceof Expr.Slice l
        && h.lo() == l.hi() + 1
        && h.a().equals(l.a())) {
      return slice(h.a(), h.hi(), l.lo());
    }
    if (hi instanceof Expr.Slice h
        && lo instanceof Expr.Concat c
        && c.hi() instanceof Expr.Slice l
        && h.lo() == l.hi() + 1
        && h.a().equals(l.a())) {
      return concat(slice(h.a(), h.hi(), l.lo()), c.lo());
    }
    return new Expr.Concat(hi, lo);
  }

  /** A choice. */
  public static Expr select(Expr cond, Expr a, Expr b) {
    if (cond instanceof Expr.Const c) {
      return c.value() != 0 ? a : b;
    }
    if (a.equals(b)) {
      return a;
    }
    if (a.width() == 1 && isConst(a, 1) && isConst(b, 0)) {
      return cond;
    }
    if (a.width() == 1 && isConst(a, 0) && isConst(b, 1)) {
      return not(cond);
    }
    return new Expr.Select(cond, a, b);
  }
}
