package dev.orrery.engine.interp;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_long;

import dev.orrery.engine.emit.Types;
import dev.orrery.engine.timing.Retired;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Stmt;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.util.function.Consumer;

/** Emits what fills a {@link Retired}. */
final class RetireFields {
  static final ClassDesc RETIRED = Types.of(Retired.class);

  private RetireFields() {}

  /**
   * Sets all fields but the instruction.
   *
   * @param object emits the push of the object
   * @param push emits the push of an input, a long, zero-extended
   */
  static void set(CodeBuilder code, Runnable object, Stmt.Retire retire, Consumer<Expr> push) {
    object.run();
    push.accept(retire.address());
    code.putfield(RETIRED, "addr", CD_long);
    object.run();
    push.accept(retire.taken());
    code.l2i().putfield(RETIRED, "taken", CD_boolean);
    object.run();
    push.accept(retire.target());
    code.putfield(RETIRED, "target", CD_long);
    object.run();
    pushSigned(code, retire.value1(), push);
    code.putfield(RETIRED, "value1", CD_long);
    object.run();
    pushSigned(code, retire.value2(), push);
    code.putfield(RETIRED, "value2", CD_long);
  }

  /** Pushes a register's contents, sign-extended. */
  static void pushSigned(CodeBuilder code, Expr value, Consumer<Expr> push) {
    push.accept(value);
    int spare = Long.SIZE - value.width();
    if (spare == Integer.SIZE) {
      code.l2i().i2l();
    } else if (spare > 0 && !(value instanceof Expr.Const)) {
      code.loadConstant(spare).lshl().loadConstant(spare).lshr();
    }
  }
}
