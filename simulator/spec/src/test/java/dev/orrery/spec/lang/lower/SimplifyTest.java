package dev.orrery.spec.lang.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.spec.ir.BinaryOp;
import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.IrPrinter;
import dev.orrery.spec.ir.UnaryOp;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.Row;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A simplified expression has the value and the width of the one that was written. */
class SimplifyTest {
  private static final List<Operand> OPERANDS =
      List.of(
          new Operand("a", 0, null, null, 0),
          new Operand("b", 1, null, null, 0),
          new Operand("c", 2, null, null, 0));

  private static final int[] WIDTHS = {1, 3, 8, 31, 32, 33, 64};

  @Property(tries = 5000)
  void valuesStayTheSame(@ForAll long seed) {
    Random random = new Random(seed);
    Expr plain = expr(random, WIDTHS[random.nextInt(WIDTHS.length)], 5);
    Expr simple = Rewrite.expr(plain, x -> x);
    assertThat(simple.width()).as(IrPrinter.print(plain)).isEqualTo(plain.width());
    for (int i = 0; i < 5; i++) {
      long[] values = {value(random), value(random), value(random)};
      DecodedInsn insn = new DecodedInsn(row(), 0x10000 + 2 * i, 0, values);
      assertThat(DecodeTime.value(simple, insn))
          .as("%s became %s", IrPrinter.print(plain), IrPrinter.print(simple))
          .isEqualTo(DecodeTime.value(plain, insn));
    }
  }

  private static long value(Random random) {
    return random.nextBoolean() ? random.nextInt(5) - 2 : random.nextLong();
  }

  private static Row row() {
    return new Row(
        0, "x", "x", "x", 4, 0, 0, null, OPERANDS, "", null, List.of(), null, null, "x:1");
  }

  /**
   * A random expression of a width, as it may come from the tables before anything is simplified.
   */
  private static Expr expr(Random random, int width, int depth) {
    if (depth == 0 || random.nextInt(8) == 0) {
      return leaf(random, width);
    }
    return switch (random.nextInt(9)) {
      case 0 -> new Expr.Unary(unary(random), width, expr(random, width, depth - 1));
      case 1, 2, 3 -> {
        BinaryOp op = binary(random, width);
        Expr b = op.isShift() ? expr(random, 7, depth - 1) : expr(random, width, depth - 1);
        yield new Expr.Binary(op, expr(random, width, depth - 1), b);
      }
      case 4 -> comparisonOr(random, width, depth);
      case 5 -> {
        int from = 1 + random.nextInt(width);
        yield from == width
            ? leaf(random, width)
            : new Expr.Extend(random.nextBoolean(), width, expr(random, from, depth - 1));
      }
      case 6 -> {
        int from = width + random.nextInt(65 - width);
        int lo = random.nextInt(from - width + 1);
        yield new Expr.Slice(expr(random, from, depth - 1), lo + width - 1, lo);
      }
      case 7 -> {
        int lo = random.nextInt(width);
        yield lo == 0
            ? leaf(random, width)
            : new Expr.Concat(expr(random, width - lo, depth - 1), expr(random, lo, depth - 1));
      }
      default ->
          new Expr.Select(
              expr(random, 1, depth - 1),
              expr(random, width, depth - 1),
              expr(random, width, depth - 1));
    };
  }

  private static Expr comparisonOr(Random random, int width, int depth) {
    if (width != 1) {
      return leaf(random, width);
    }
    BinaryOp[] all = {
      BinaryOp.EQ, BinaryOp.NE, BinaryOp.LT_S, BinaryOp.LT_U, BinaryOp.LE_S, BinaryOp.LE_U
    };
    int w = WIDTHS[random.nextInt(WIDTHS.length)];
    BinaryOp op = all[random.nextInt(all.length)];
    return new Expr.Binary(op, expr(random, w, depth - 1), expr(random, w, depth - 1));
  }

  private static Expr leaf(Random random, int width) {
    return switch (random.nextInt(5)) {
      case 0 -> new Expr.Const(width, 0);
      case 1 -> new Expr.Const(width, random.nextInt(4) - 2);
      case 2 -> random.nextBoolean() ? new Expr.Pc(width) : new Expr.NextPc(width);
      default -> new Expr.Field(width, OPERANDS.get(random.nextInt(OPERANDS.size())));
    };
  }

  private static UnaryOp unary(Random random) {
    UnaryOp[] ops = {UnaryOp.NOT, UnaryOp.NEG, UnaryOp.POPCOUNT, UnaryOp.CLZ, UnaryOp.CTZ};
    return ops[random.nextInt(ops.length)];
  }

  private static BinaryOp binary(Random random, int width) {
    BinaryOp[] ops = {
      BinaryOp.ADD, BinaryOp.SUB, BinaryOp.MUL, BinaryOp.AND, BinaryOp.OR, BinaryOp.XOR,
      BinaryOp.SHL, BinaryOp.SHR, BinaryOp.SAR, BinaryOp.DIV_S, BinaryOp.DIV_U, BinaryOp.REM_S,
      BinaryOp.REM_U, BinaryOp.MIN_S, BinaryOp.MAX_U, BinaryOp.ROTL, BinaryOp.MULH_SU
    };
    BinaryOp op = ops[random.nextInt(ops.length)];
    boolean words = op == BinaryOp.ROTL || op == BinaryOp.MULH_SU;
    return words && width != 32 && width != 64 ? BinaryOp.ADD : op;
  }
}
