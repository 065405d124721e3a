package dev.orrery.engine.emit;

import static java.lang.constant.ConstantDescs.CD_Integer;
import static java.lang.constant.ConstantDescs.CD_Long;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import dev.orrery.spec.ir.BinaryOp;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.UnaryOp;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.constant.MethodTypeDesc;
import java.util.Objects;

/** Emits conditions as jumps: comparisons, and what is made of them. */
final class ConditionEmitter {
  private final CodeBuilder code;
  private final RowFrame frame;
  private final ExprEmitter exprs;

  /** Emits into {@code code}; {@code exprs} pushes the operands. */
  ConditionEmitter(CodeBuilder code, RowFrame frame, ExprEmitter exprs) {
    this.code = code;
    this.frame = frame;
    this.exprs = exprs;
  }

  /** Pushes a condition as 0 or 1. */
  void materialise(Expr condition) {
    Label no = code.newLabel();
    Label end = code.newLabel();
    unless(condition, no);
    code.iconst_1().goto_(end);
    code.labelBinding(no);
    code.iconst_0();
    code.labelBinding(end);
  }

  /** Jumps to {@code target} unless the one-bit {@code condition} holds. */
  void unless(Expr condition, Label target) {
    jump(condition, false, target);
  }

  /** Jumps to {@code target} when {@code condition} is {@code sense}, else falls through. */
  private void jump(Expr condition, boolean sense, Label target) {
    if (!exprs.isGiven(condition)) {
      switch (condition) {
        case Expr.Unary u when u.op() == UnaryOp.NOT -> {
          jump(u.a(), !sense, target);
          return;
        }
        case Expr.Binary b when b.op().isComparison() -> {
          compare(b, sense, target);
          return;
        }
        case Expr.Binary b when b.op() == BinaryOp.AND || b.op() == BinaryOp.OR -> {
          shortCircuit(b, sense, target);
          return;
        }
        case Expr.GetReg g when frame.value(g.register()) != null -> {
          jump(Objects.requireNonNull(frame.value(g.register())), sense, target);
          return;
        }
        default -> {}
      }
    }
    exprs.push(condition);
    code.branch(sense ? Opcode.IFNE : Opcode.IFEQ, target);
  }

  private void shortCircuit(Expr.Binary b, boolean sense, Label target) {
    boolean decides = b.op() == BinaryOp.OR; // the outcome of the first operand that decides
    if (sense == decides) {
      jump(b.a(), sense, target);
      frame.enterBranch();
      jump(b.b(), sense, target);
      frame.leaveBranch(code);
    } else {
      Label skip = code.newLabel();
      jump(b.a(), decides, skip);
      frame.enterBranch();
      jump(b.b(), sense, target);
      frame.leaveBranch(code);
      code.labelBinding(skip);
    }
  }

  private void compare(Expr.Binary b, boolean sense, Label target) {
    BinaryOp op = b.op();
    int w = b.a().width();
    boolean unsigned = op == BinaryOp.LT_U || op == BinaryOp.LE_U;
    boolean zero = b.b() instanceof Expr.Const c && c.value() == 0;
    if (op == BinaryOp.EQ || op == BinaryOp.NE || unsigned) {
      exprs.push(b.a());
    } else {
      exprs.pushSigned(b.a());
    }
    boolean equality = op == BinaryOp.EQ || op == BinaryOp.NE;
    if (Representation.isInt(w) && zero && equality) {
      againstZero(op, sense, target);
      return;
    }
    if (equality || unsigned) {
      exprs.push(b.b());
    } else {
      exprs.pushSigned(b.b());
    }
    if (!Representation.isInt(w)) {
      if (unsigned) {
        code.invokestatic(CD_Long, "compareUnsigned", MethodTypeDesc.of(CD_int, CD_long, CD_long));
      } else {
        code.lcmp();
      }
      againstZero(op, sense, target);
    } else if (unsigned && w == 32) {
      code.invokestatic(CD_Integer, "compareUnsigned", MethodTypeDesc.of(CD_int, CD_int, CD_int));
      againstZero(op, sense, target);
    } else {
      switch (op) {
        case EQ -> code.branch(sense ? Opcode.IF_ICMPEQ : Opcode.IF_ICMPNE, target);
        case NE -> code.branch(sense ? Opcode.IF_ICMPNE : Opcode.IF_ICMPEQ, target);
        case LT_S, LT_U -> code.branch(sense ? Opcode.IF_ICMPLT : Opcode.IF_ICMPGE, target);
        default -> code.branch(sense ? Opcode.IF_ICMPLE : Opcode.IF_ICMPGT, target);
      }
    }
  }

  /** Compares the int on the stack with 0 as {@code op} says. */
  private void againstZero(BinaryOp op, boolean sense, Label target) {
    switch (op) {
      case EQ -> code.branch(sense ? Opcode.IFEQ : Opcode.IFNE, target);
      case NE -> code.branch(sense ? Opcode.IFNE : Opcode.IFEQ, target);
      case LT_S, LT_U -> code.branch(sense ? Opcode.IFLT : Opcode.IFGE, target);
      default -> code.branch(sense ? Opcode.IFLE : Opcode.IFGT, target);
    }
  }
}
