package dev.orrery.engine.interp;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import dev.orrery.engine.emit.RowFrame;
import dev.orrery.engine.emit.Types;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.Register;
import dev.orrery.spec.model.RegisterFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.util.List;
import java.util.function.Consumer;

/** The frame of an {@link Op}: operands in its fields, registers in the hart's array. */
final class OpFrame implements RowFrame {
  private static final int HART = 1;

  private final ClassDesc op;
  private final List<OpOperands.Item> items;

  OpFrame(ClassDesc op, List<OpOperands.Item> items) {
    this.op = op;
    this.items = items;
  }

  static String fieldName(int item) {
    return "o" + item;
  }

  static ClassDesc fieldType(OpOperands.Item item) {
    return item.isInt() ? CD_int : CD_long;
  }

  private void pushItem(CodeBuilder code, OpOperands.Item item) {
    int i = items.indexOf(item);
    code.aload(0).getfield(op, fieldName(i), fieldType(item));
  }

  @Override
  public void pushFixed(CodeBuilder code, Expr fixed) {
    pushItem(code, new OpOperands.Fixed(fixed));
  }

  @Override
  public void pushHart(CodeBuilder code) {
    code.aload(HART);
  }

  @Override
  public void pushMemory(CodeBuilder code) {
    code.aload(HART).getfield(Types.HART, "memory", Types.MEMORY_PORT);
  }

  @Override
  public void pushFlags(CodeBuilder code) {
    code.aload(HART).getfield(Types.HART, "fp", Types.FP_FLAGS);
  }

  private static void pushRegs(CodeBuilder code) {
    code.aload(HART).getfield(Types.HART, "regs", Types.LONG_ARRAY);
  }

  @Override
  public void pushRegister(CodeBuilder code, RegisterFile file, Expr.Index index) {
    pushRegs(code);
    switch (index) {
      case Expr.Index.Fixed f -> code.loadConstant(file.readSlot(f.number()));
      case Expr.Index.Of of -> pushItem(code, new OpOperands.Source(file, of.operand()));
    }
    code.laload();
    fromSlot(code, file.width());
  }

  @Override
  public void pushRegister(CodeBuilder code, Register register) {
    pushRegs(code);
    code.loadConstant(register.slot()).laload();
    fromSlot(code, register.width());
  }

  @Override
  public void setRegister(CodeBuilder code, RegisterFile file, Expr.Index index, Runnable value) {
    pushRegs(code);
    switch (index) {
      case Expr.Index.Fixed f -> code.loadConstant(file.writeSlot(f.number()));
      case Expr.Index.Of of -> pushItem(code, new OpOperands.Destination(file, of.operand()));
    }
    value.run();
    toSlot(code, file.width());
    code.lastore();
  }

  @Override
  public void setRegister(CodeBuilder code, Register register, Runnable value) {
    pushRegs(code);
    code.loadConstant(register.slot());
    value.run();
    toSlot(code, register.width());
    code.lastore();
  }

  /** A slot's long to a value of {@code width} bits. */
  static void fromSlot(CodeBuilder code, int width) {
    if (width <= 32) {
      code.l2i();
    }
  }

  /** A value of {@code width} bits to a slot's long: zero-extended. */
  static void toSlot(CodeBuilder code, int width) {
    if (width <= 32) {
      code.i2l();
    }
    if (width == 32) {
      code.loadConstant(0xffff_ffffL).land();
    }
  }

  @Override
  public void retire(CodeBuilder code, Stmt.Retire retire, Consumer<Expr> push) {
    RetireFields.set(
        code,
        () -> code.aload(HART).getfield(Types.HART, "retiring", RetireFields.RETIRED),
        retire,
        push);
  }

  @Override
  public void mayRaise(CodeBuilder code) {
    // The block that runs the ops knows which of them it was running.
  }

  @Override
  public void jump(CodeBuilder code, Expr target, Runnable value) {
    value.run();
    toSlot(code, target.width());
    code.lreturn();
  }

  @Override
  public void enterBranch() {
    // Nothing is remembered about registers.
  }

  @Override
  public void leaveBranch(CodeBuilder code) {
    // Nothing is remembered about registers.
  }
}
