package dev.orrery.engine.emit;

import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.model.Register;
import dev.orrery.spec.model.RegisterFile;
import java.lang.classfile.CodeBuilder;

/** The frame of code that runs apart from any row: nothing of a hart can be reached from there. */
final class NoFrame implements RowFrame {
  private static AssertionError noHart() {
    return new AssertionError("no row's code");
  }

  @Override
  public void pushFixed(CodeBuilder code, Expr fixed) {
    throw noHart();
  }

  @Override
  public void pushHart(CodeBuilder code) {
    throw noHart();
  }

  @Override
  public void pushMemory(CodeBuilder code) {
    throw noHart();
  }

  @Override
  public void pushFlags(CodeBuilder code) {
    throw noHart();
  }

  @Override
  public void pushRegister(CodeBuilder code, RegisterFile file, Expr.Index index) {
    throw noHart();
  }

  @Override
  public void pushRegister(CodeBuilder code, Register register) {
    throw noHart();
  }

  @Override
  public void setRegister(CodeBuilder code, RegisterFile file, Expr.Index index, Runnable value) {
    throw noHart();
  }

  @Override
  public void setRegister(CodeBuilder code, Register register, Runnable value) {
    throw noHart();
  }

  @Override
  public void mayRaise(CodeBuilder code) {
    throw noHart();
  }

  @Override
  public void jump(CodeBuilder code, Expr target, Runnable value) {
    throw noHart();
  }

  @Override
  public void enterBranch() {
    // Nothing is remembered.
  }

  @Override
  public void leaveBranch(CodeBuilder code) {
    // Nothing is remembered.
  }
}
