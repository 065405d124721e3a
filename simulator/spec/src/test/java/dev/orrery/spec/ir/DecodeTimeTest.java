package dev.orrery.spec.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Register;
import java.math.BigInteger;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Decode-time values against a walk over the expression in integers of unlimited width. */
class DecodeTimeTest {

  @Property(tries = 3000)
  void valuesAgreeWithBigIntegers(@ForAll long seed) {
    RandomExpr random = new RandomExpr(new Random(seed));
    Expr e = random.next();
    DecodedInsn insn = random.insn();
    assertThat(DecodeTime.isFixed(e)).isTrue();
    assertThat(DecodeTime.value(e, insn))
        .as(IrPrinter.print(e))
        .isEqualTo(value(e, insn).longValue());
  }

  @Test
  void stateIsNotFixed() {
    Expr state = new Expr.GetReg(new Register("r", 8, 0, false, 0));
    Expr sum = new Expr.Binary(BinaryOp.ADD, new Expr.Const(8, 1), state);
    assertThat(DecodeTime.isFixed(sum)).isFalse();
    assertThatThrownBy(() -> DecodeTime.value(sum, new RandomExpr(new Random(1)).insn()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static BigInteger value(Expr e, DecodedInsn insn) {
    return switch (e) {
      case Expr.Const c -> low(BigInteger.valueOf(c.value()), c.width());
      case Expr.Field f -> low(BigInteger.valueOf(insn.values()[f.operand().index()]), f.width());
      case Expr.Pc p -> low(BigInteger.valueOf(insn.pc()), p.width());
      case Expr.NextPc p ->
          low(BigInteger.valueOf(insn.pc()).add(BigInteger.valueOf(4)), p.width());
      case Expr.Unary u ->
          unsigned(Fold.unary(u.op(), u.width(), u.a().width(), value(u.a(), insn).longValue()));
      case Expr.Binary b ->
          unsigned(
              Fold.binary(
                  b.op(),
                  b.a().width(),
                  value(b.a(), insn).longValue(),
                  value(b.b(), insn).longValue()));
      case Expr.Extend x -> {
        BigInteger a = value(x.a(), insn);
        boolean negative = x.signed() && a.testBit(x.a().width() - 1);
        BigInteger all = BigInteger.ONE.shiftLeft(x.a().width());
        yield low(negative ? a.subtract(all) : a, x.width());
      }
      case Expr.Slice s -> low(value(s.a(), insn).shiftRight(s.lo()), s.width());
      case Expr.Concat c -> value(c.hi(), insn).shiftLeft(c.lo().width()).or(value(c.lo(), insn));
      case Expr.Select s ->
          value(s.cond(), insn).signum() != 0 ? value(s.a(), insn) : value(s.b(), insn);
      default -> throw new IllegalArgumentException(e.toString());
    };
  }

  private static BigInteger low(BigInteger v, int width) {
    return v.mod(BigInteger.ONE.shiftLeft(width));
  }

  private static BigInteger unsigned(long v) {
    return new BigInteger(Long.toUnsignedString(v));
  }
}
