package dev.orrery.engine.emit;

import static java.lang.constant.ConstantDescs.CD_Integer;
import static java.lang.constant.ConstantDescs.CD_Long;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import dev.orrery.spec.ir.BinaryOp;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.UnaryOp;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.MethodTypeDesc;

/** Emits the operators whose result is a value, onto the operand stack. */
final class ArithmeticEmitter {
  private final CodeBuilder code;
  private final ExprEmitter exprs;

  /** Emits into {@code code}; {@code exprs} pushes the operands. */
  ArithmeticEmitter(CodeBuilder code, ExprEmitter exprs) {
    this.code = code;
    this.exprs = exprs;
  }

  /** Pushes what an operator makes of one value. */
  void unary(Expr.Unary u) {
    boolean narrow = Representation.isInt(u.a().width());
    int from = u.a().width();
    switch (u.op()) {
      case NOT -> {
        exprs.push(u.a());
        if (narrow) {
          code.loadConstant((int) Bits.mask(from)).ixor();
        } else {
          code.loadConstant(Bits.mask(from)).lxor();
        }
      }
      case NEG -> {
        exprs.push(u.a());
        if (narrow) {
          code.ineg();
        } else {
          code.lneg();
        }
        Representation.mask(code, from);
      }
      case BOX -> {
        exprs.pushAs(u.a(), u.width());
        exprs.constant(u.width(), Bits.mask(u.width()) & ~Bits.mask(from));
        or(u.width());
      }
      case UNBOX -> {
        exprs.push(u.a());
        code.invokestatic(
            Types.BOXING,
            "unbox" + u.width(),
            MethodTypeDesc.of(CD_int, Representation.desc(from)));
      }
      case POPCOUNT, CLZ, CTZ -> count(u, narrow, from);
      case BYTE_SWAP -> {
        exprs.push(u.a());
        if (narrow) {
          code.invokestatic(CD_Integer, "reverseBytes", MethodTypeDesc.of(CD_int, CD_int));
          if (from < 32) {
            code.loadConstant(32 - from).iushr();
          }
        } else {
          code.invokestatic(CD_Long, "reverseBytes", MethodTypeDesc.of(CD_long, CD_long));
          if (from < 64) {
            code.loadConstant(64 - from).lushr();
          }
        }
      }
    }
  }

  private void count(Expr.Unary u, boolean narrow, int from) {
    String method =
        u.op() == UnaryOp.POPCOUNT
            ? "bitCount"
            : u.op() == UnaryOp.CLZ ? "numberOfLeadingZeros" : "numberOfTrailingZeros";
    exprs.push(u.a());
    code.invokestatic(
        narrow ? CD_Integer : CD_Long,
        method,
        MethodTypeDesc.of(CD_int, narrow ? CD_int : CD_long));
    int spare = (narrow ? 32 : 64) - from;
    if (u.op() == UnaryOp.CLZ && spare > 0) {
      code.loadConstant(spare).isub();
    } else if (u.op() == UnaryOp.CTZ && spare > 0) {
      code.loadConstant(from)
          .invokestatic(Types.MATH, "min", MethodTypeDesc.of(CD_int, CD_int, CD_int));
    }
    if (!Representation.isInt(u.width())) {
      code.i2l();
    }
  }

  /** Pushes what an operator makes of two values; comparisons are conditions. */
  void binary(Expr.Binary b) {
    int w = b.a().width();
    boolean narrow = Representation.isInt(w);
    BinaryOp op = b.op();
    switch (op) {
      case ADD, SUB, MUL, AND, OR, XOR -> {
        exprs.push(b.a());
        exprs.push(b.b());
        plain(op, narrow);
        if (op == BinaryOp.ADD || op == BinaryOp.SUB || op == BinaryOp.MUL) {
          Representation.mask(code, w);
        }
      }
      case SHL, SHR, SAR -> shift(b, narrow, w);
      case ROTL, ROTR -> {
        exprs.push(b.a());
        exprs.push(b.b());
        if (!Representation.isInt(b.b().width())) {
          code.l2i();
        }
        code.invokestatic(
            narrow ? CD_Integer : CD_Long,
            op == BinaryOp.ROTL ? "rotateLeft" : "rotateRight",
            MethodTypeDesc.of(Representation.desc(w), Representation.desc(w), CD_int));
      }
      case MULH_S, MULH_U, MULH_SU -> high(b, w);
      case CLMUL, CLMULH -> {
        exprs.push(b.a());
        exprs.push(b.b());
        code.invokestatic(
            Types.ARITH,
            op == BinaryOp.CLMUL ? "carrylessLow" : "carrylessHigh",
            MethodTypeDesc.of(
                Representation.desc(w), Representation.desc(w), Representation.desc(w)));
      }
      case DIV_S, REM_S -> {
        exprs.pushSigned(b.a());
        exprs.pushSigned(b.b());
        plain(op, narrow);
        Representation.mask(code, w);
      }
      case DIV_U, REM_U -> {
        exprs.push(b.a());
        exprs.push(b.b());
        code.invokestatic(
            narrow ? CD_Integer : CD_Long,
            op == BinaryOp.DIV_U ? "divideUnsigned" : "remainderUnsigned",
            MethodTypeDesc.of(
                Representation.desc(w), Representation.desc(w), Representation.desc(w)));
      }
      case MIN_S, MAX_S -> {
        exprs.pushSigned(b.a());
        exprs.pushSigned(b.b());
        code.invokestatic(
            Types.MATH,
            op == BinaryOp.MIN_S ? "min" : "max",
            MethodTypeDesc.of(
                Representation.desc(w), Representation.desc(w), Representation.desc(w)));
        Representation.mask(code, w);
      }
      case MIN_U, MAX_U -> {
        exprs.push(b.a());
        exprs.push(b.b());
        code.invokestatic(
            Types.ARITH,
            op == BinaryOp.MIN_U ? "minUnsigned" : "maxUnsigned",
            MethodTypeDesc.of(
                Representation.desc(w), Representation.desc(w), Representation.desc(w)));
      }
      case EQ, NE, LT_S, LT_U, LE_S, LE_U -> throw new AssertionError(b);
    }
  }

  private void plain(BinaryOp op, boolean narrow) {
    switch (op) {
      case ADD -> pick(narrow, code::iadd, code::ladd);
      case SUB -> pick(narrow, code::isub, code::lsub);
      case MUL -> pick(narrow, code::imul, code::lmul);
      case AND -> pick(narrow, code::iand, code::land);
      case OR -> pick(narrow, code::ior, code::lor);
      case XOR -> pick(narrow, code::ixor, code::lxor);
      case DIV_S -> pick(narrow, code::idiv, code::ldiv);
      case REM_S -> pick(narrow, code::irem, code::lrem);
      default -> throw new AssertionError(op);
    }
  }

  private static void pick(boolean narrow, Runnable ifInt, Runnable ifLong) {
    (narrow ? ifInt : ifLong).run();
  }

  private void high(Expr.Binary b, int w) {
    BinaryOp op = b.op();
    if (w == 64) {
      exprs.push(b.a());
      exprs.push(b.b());
      String method =
          switch (op) {
            case MULH_S -> "multiplyHigh";
            case MULH_U -> "unsignedMultiplyHigh";
            default -> "multiplyHighSignedUnsigned";
          };
      code.invokestatic(
          op == BinaryOp.MULH_SU ? Types.ARITH : Types.MATH,
          method,
          MethodTypeDesc.of(CD_long, CD_long, CD_long));
      return;
    }
    if (w != 32) {
      throw new IllegalArgumentException(op + " of " + w + " bits");
    }
    exprs.push(b.a());
    if (op == BinaryOp.MULH_U) {
      Representation.widen(code, 32);
    } else {
      code.i2l();
    }
    exprs.push(b.b());
    if (op == BinaryOp.MULH_S) {
      code.i2l();
    } else {
      Representation.widen(code, 32);
    }
    code.lmul().loadConstant(32).lushr().l2i();
  }

  private void shift(Expr.Binary b, boolean narrow, int w) {
    BinaryOp op = b.op();
    int amountWidth = b.b().width();
    if (op == BinaryOp.SAR) {
      exprs.pushSigned(b.a());
    } else {
      exprs.push(b.a());
    }
    // The JVM takes amounts modulo 32 or 64, so that an amount that cannot reach that is plain.
    boolean plain = amountWidth <= (narrow ? 5 : 6);
    if (plain) {
      exprs.push(b.b());
      shift(op, narrow);
    } else {
      exprs.pushLong(b.b());
      code.invokestatic(
          Types.ARITH,
          op == BinaryOp.SHL ? "shl" : op == BinaryOp.SHR ? "shr" : "sar",
          MethodTypeDesc.of(Representation.desc(w), Representation.desc(w), CD_long));
    }
    if (op == BinaryOp.SHL || op == BinaryOp.SAR) {
      Representation.mask(code, w);
    }
  }

  /** Pops an amount that the JVM takes as it is, and a value, and pushes the value shifted. */
  void shift(BinaryOp op, boolean narrow) {
    switch (op) {
      case SHL -> pick(narrow, code::ishl, code::lshl);
      case SHR -> pick(narrow, code::iushr, code::lushr);
      default -> pick(narrow, code::ishr, code::lshr);
    }
  }

  /** Pops two values of {@code width} bits and pushes all bits of both. */
  void or(int width) {
    if (Representation.isInt(width)) {
      code.ior();
    } else {
      code.lor();
    }
  }
}
