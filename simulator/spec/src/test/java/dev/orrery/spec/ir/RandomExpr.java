package dev.orrery.spec.ir;

import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.Row;
import java.util.List;
import java.util.Random;

/**
 * Random decode-time expressions of many widths, not simplified, and random words to try them on.
 */
public final class RandomExpr {
  private static final List<Operand> OPERANDS =
      List.of(
          new Operand("a", 0, null, null, 0),
          new Operand("b", 1, null, null, 0),
          new Operand("c", 2, null, null, 0));

  private static final int[] WIDTHS = {1, 3, 8, 31, 32, 33, 64};

  private final Random random;

  /** Draws from {@code random}. */
  public RandomExpr(Random random) {
    this.random = random;
  }

  /** An expression. */
  public Expr next() {
    return expr(WIDTHS[random.nextInt(WIDTHS.length)], 5);
  }

  /** A decoded instruction with values for the operands of all expressions. */
  public DecodedInsn insn() {
    long[] values = {value(), value(), value()};
    Row row =
        new Row(0, "x", "x", "x", 4, 0, 0, null, OPERANDS, "", null, List.of(), null, null, "x:1");
    return new DecodedInsn(row, random.nextInt() & ~1L, 0, values);
  }

  private long value() {
    return random.nextBoolean() ? random.nextInt(5) - 2 : random.nextLong();
  }

  private Expr expr(int width, int depth) {
    if (depth == 0 || random.nextInt(8) == 0) {
      return leaf(width);
    }
    return switch (random.nextInt(9)) {
      case 0 -> new Expr.Unary(unary(), width, expr(width, depth - 1));
      case 1, 2, 3 -> {
        BinaryOp op = binary(width);
        Expr b = op.isShift() ? expr(7, depth - 1) : expr(width, depth - 1);
        yield new Expr.Binary(op, expr(width, depth - 1), b);
      }
      case 4 -> width == 1 ? comparison(depth) : leaf(width);
      case 5 -> {
        int from = 1 + random.nextInt(width);
        yield from == width
            ? leaf(width)
            : new Expr.Extend(random.nextBoolean(), width, expr(from, depth - 1));
      }
      case 6 -> {
        int from = width + random.nextInt(65 - width);
        int lo = random.nextInt(from - width + 1);
        yield new Expr.Slice(expr(from, depth - 1), lo + width - 1, lo);
      }
      case 7 -> {
        int lo = random.nextInt(width);
        yield lo == 0
            ? leaf(width)
            : new Expr.Concat(expr(width - lo, depth - 1), expr(lo, depth - 1));
      }
      default ->
          new Expr.Select(expr(1, depth - 1), expr(width, depth - 1), expr(width, depth - 1));
    };
  }

  private Expr comparison(int depth) {
    BinaryOp[] all = {
      BinaryOp.EQ, BinaryOp.NE, BinaryOp.LT_S, BinaryOp.LT_U, BinaryOp.LE_S, BinaryOp.LE_U
    };
    int w = WIDTHS[random.nextInt(WIDTHS.length)];
    BinaryOp op = all[random.nextInt(all.length)];
    return new Expr.Binary(op, expr(w, depth - 1), expr(w, depth - 1));
  }

  private Expr leaf(int width) {
    return switch (random.nextInt(5)) {
      case 0 -> new Expr.Const(width, 0);
      case 1 -> new Expr.Const(width, random.nextInt(4) - 2);
      case 2 -> random.nextBoolean() ? new Expr.Pc(width) : new Expr.NextPc(width);
      default -> new Expr.Field(width, OPERANDS.get(random.nextInt(OPERANDS.size())));
    };
  }

  private UnaryOp unary() {
    UnaryOp[] ops = {UnaryOp.NOT, UnaryOp.NEG, UnaryOp.POPCOUNT, UnaryOp.CLZ, UnaryOp.CTZ};
    return ops[random.nextInt(ops.length)];
  }

  private BinaryOp binary(int width) {
    BinaryOp[] ops = {
      BinaryOp.ADD,
      BinaryOp.SUB,
      BinaryOp.MUL,
      BinaryOp.AND,
      BinaryOp.OR,
      BinaryOp.XOR,
      BinaryOp.SHL,
      BinaryOp.SHR,
      BinaryOp.SAR,
      BinaryOp.DIV_S,
      BinaryOp.DIV_U,
      BinaryOp.REM_S,
      BinaryOp.REM_U,
      BinaryOp.MIN_S,
      BinaryOp.MAX_U,
      BinaryOp.ROTL,
      BinaryOp.MULH_SU,
      BinaryOp.CLMUL,
      BinaryOp.CLMULH
    };
    BinaryOp op = ops[random.nextInt(ops.length)];
    boolean words =
        switch (op) {
          case ROTL, MULH_SU, CLMUL, CLMULH -> true;
          default -> false;
        };
    return words && width != 32 && width != 64 ? BinaryOp.ADD : op;
  }
}
