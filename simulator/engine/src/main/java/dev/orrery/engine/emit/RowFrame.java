package dev.orrery.engine.emit;

import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.Register;
import dev.orrery.spec.model.RegisterFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.MethodTypeDesc;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the code of a row finds its operands and keeps the hart's state: the difference between an
 * interpreter and a compiler. A {@link BodyEmitter} calls these while it emits; each method emits
 * code into the builder it is given. Ints and longs on the operand stack are as this package's page
 * says.
 */
public interface RowFrame {

  /** Pushes the value of an expression that is fixed at decode and not a literal. */
  void pushFixed(CodeBuilder code, Expr fixed);

  /** Pushes the {@link dev.orrery.engine.Hart}. */
  void pushHart(CodeBuilder code);

  /** Pushes the hart's {@link dev.orrery.engine.MemoryPort}. */
  void pushMemory(CodeBuilder code);

  /** Pushes the hart's {@link dev.orrery.engine.fp.FpFlags}. */
  void pushFlags(CodeBuilder code);

  /** Pushes the contents of a register of a file. */
  void pushRegister(CodeBuilder code, RegisterFile file, Expr.Index index);

  /** Pushes the contents of a single register other than the floating-point flags. */
  void pushRegister(CodeBuilder code, Register register);

  /**
   * Sets a register of a file.
   *
   * @param value emits the push of the value; not called when nothing would be written
   */
  void setRegister(CodeBuilder code, RegisterFile file, Expr.Index index, Runnable value);

  /** Sets a single register other than the floating-point flags. */
  void setRegister(CodeBuilder code, Register register, Runnable value);

  /**
   * What a single register holds, if that is still to be computed from temporaries of the frame:
   * theirs have negative numbers, the complements of the locals that hold them.
   *
   * @return null if {@link #pushRegister(CodeBuilder, Register)} is to be asked
   */
  default @Nullable Expr value(Register register) {
    return null;
  }

  /**
   * Leaves {@code put} to be computed where its register is needed.
   *
   * @param push emits the push of a part of the value, an int or a long by its width
   * @return whether the frame has done that; else the register has to be set
   */
  default boolean defer(CodeBuilder code, Stmt.PutReg put, Consumer<Expr> push) {
    return false;
  }

  /**
   * Whether {@code condition} is known not to hold, from a row before it that would have left. The
   * test is then not emitted.
   */
  default boolean isKnownFalse(Expr condition) {
    return false;
  }

  /** The code that follows is reached only if {@code condition} does not hold. */
  default void learnFalse(Expr condition) {}

  /** The code that follows may raise a guest trap or fault. */
  void mayRaise(CodeBuilder code);

  /**
   * Leaves the row for {@code target}; nothing follows on this path.
   *
   * @param value emits the push of the target's address, an int or long by its width
   */
  void jump(CodeBuilder code, Expr target, Runnable value);

  /**
   * Pushes what {@code load} loads, an int or a long, zero-extended.
   *
   * @param address emits the push of the address, a long
   */
  default void load(CodeBuilder code, Stmt.Load load, Runnable address) {
    int bytes = load.bytes();
    mayRaise(code);
    pushMemory(code);
    address.run();
    code.invokevirtual(
        Types.MEMORY_PORT,
        "load" + 8 * bytes,
        MethodTypeDesc.of(Representation.desc(8 * bytes), CD_long));
  }

  /**
   * Stores what {@code store} stores.
   *
   * @param address emits the push of the address, a long
   * @param value emits the push of the value, an int or a long
   */
  default void store(CodeBuilder code, Stmt.Store store, Runnable address, Runnable value) {
    int bytes = store.bytes();
    mayRaise(code);
    pushMemory(code);
    address.run();
    value.run();
    code.invokevirtual(
        Types.MEMORY_PORT,
        "store" + 8 * bytes,
        MethodTypeDesc.of(CD_void, CD_long, Representation.desc(8 * bytes)));
  }

  /**
   * Pushes what {@code fp} gives, if the frame has a way of its own for it.
   *
   * @param push emits the push of an argument, an int or a long by its width
   * @return whether it has; else nothing is emitted
   */
  default boolean floatingPoint(CodeBuilder code, Stmt.Fp fp, Consumer<Expr> push) {
    return false;
  }

  /**
   * Tells whoever models the core that the instruction retires on the path that the code is on.
   * Bodies only say so where somebody does.
   *
   * @param push emits the push of one of the inputs, a long, zero-extended
   */
  default void retire(CodeBuilder code, Stmt.Retire retire, Consumer<Expr> push) {
    throw new IllegalStateException("nobody models a core here");
  }

  /** The code that follows goes two ways. */
  default void beforeBranch(CodeBuilder code) {}

  /** Code that may be skipped starts: what it learns about registers must not outlive it. */
  void enterBranch();

  /** The code of the last {@link #enterBranch} ends. */
  void leaveBranch(CodeBuilder code);
}
