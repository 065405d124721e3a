package dev.orrery.engine.emit;

import static java.lang.constant.ConstantDescs.CD_long;

import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.RegisterFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.MethodTypeDesc;

/**
 * Emits the computation of what is fixed at decode from a {@link
 * dev.orrery.spec.model.DecodedInsn}: the code does what {@link dev.orrery.spec.ir.DecodeTime}
 * would, without looking at the IR.
 */
public final class DecodeEmitter {
  private final CodeBuilder code;
  private final int insn;
  private final ExprEmitter exprs;

  /** Emits into {@code code}, where the decoded instruction is the local {@code insn}. */
  public DecodeEmitter(CodeBuilder code, int insn) {
    this.code = code;
    this.insn = insn;
    this.exprs =
        new ExprEmitter(code, new NoFrame()) {
          @Override
          boolean isGiven(Expr e) {
            return false;
          }

          @Override
          void pushDecoded(Expr leaf) {
            DecodeEmitter.this.pushDecoded(leaf);
          }
        };
  }

  /** Pushes the value of {@code fixed}, an int or a long by its width. */
  public void push(Expr fixed) {
    exprs.push(fixed);
  }

  /** Jumps to {@code target} unless the one-bit {@code condition} holds. */
  public void unless(Expr condition, Label target) {
    exprs.unless(condition, target);
  }

  /** Pushes the slot, an int, that register operand {@code operand} is read from. */
  public void pushReadSlot(RegisterFile file, Operand operand) {
    pushOperand(operand);
    code.l2i().loadConstant(file.slot()).iadd();
  }

  /** Pushes the slot, an int, that register operand {@code operand} is written to. */
  public void pushWriteSlot(RegisterFile file, Operand operand) {
    if (file.zero() < 0) {
      pushReadSlot(file, operand);
      return;
    }
    Label ordinary = code.newLabel();
    Label end = code.newLabel();
    pushOperand(operand);
    code.l2i().loadConstant(file.zero()).if_icmpne(ordinary);
    code.loadConstant(file.sink()).goto_(end);
    code.labelBinding(ordinary);
    pushReadSlot(file, operand);
    code.labelBinding(end);
  }

  private void pushOperand(Operand operand) {
    code.aload(insn)
        .invokevirtual(Types.DECODED_INSN, "values", MethodTypeDesc.of(Types.LONG_ARRAY))
        .loadConstant(operand.index())
        .laload();
  }

  private void pushDecoded(Expr leaf) {
    if (leaf instanceof Expr.Field f) {
      pushOperand(f.operand());
    } else {
      String method = leaf instanceof Expr.Pc ? "pc" : "nextPc";
      code.aload(insn).invokevirtual(Types.DECODED_INSN, method, MethodTypeDesc.of(CD_long));
    }
    Representation.narrow(code, leaf.width());
  }
}
