package dev.orrery.engine.interp;

import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.DecodedInsn;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Tells nobody: the bodies say nothing of what retires. */
final class RegionSilence implements RegionRetires {
  @Override
  public void begin(CodeBuilder code, RegionPlan plan, List<List<List<Stmt>>> bodies) {}

  @Override
  public Map<String, ClassDesc> fields() {
    return Map.of();
  }

  @Override
  public List<Object> values() {
    return List.of();
  }

  @Override
  public void emit(CodeBuilder code, DecodedInsn insn, Stmt.Retire retire, Consumer<Expr> push) {
    throw new AssertionError(retire);
  }
}
