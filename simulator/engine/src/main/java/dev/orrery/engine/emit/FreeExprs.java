package dev.orrery.engine.emit;

import dev.orrery.spec.ir.Expr;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;

/** Emits expressions that belong to no row: they are made of literals and locals. */
public final class FreeExprs extends ExprEmitter {
  /** Into {@code code}. */
  public FreeExprs(CodeBuilder code) {
    super(code, new NoFrame());
  }

  /** That is in a local of the JVM already, as a long. */
  public static Expr.Tmp local(int local) {
    return new Expr.Tmp(Long.SIZE, ~local);
  }

  @Override
  boolean isGiven(Expr e) {
    return false;
  }

  /** Pushes the value of {@code e}. */
  @Override
  public void push(Expr e) {
    super.push(e);
  }

  /** Jumps to {@code target} unless the one-bit {@code condition} holds. */
  @Override
  public void unless(Expr condition, Label target) {
    super.unless(condition, target);
  }
}
