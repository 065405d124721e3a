package dev.orrery.engine.interp;

import dev.orrery.engine.timing.CoreModel;
import dev.orrery.engine.timing.RetireListener;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.DecodedInsn;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Emits what tells of instructions that retire, in the code of one region. */
sealed interface RegionRetires permits RegionCycles, RegionListener, RegionSilence {
  /**
   * Tells {@code listener}.
   *
   * @param self the region's class
   * @param cache of the code that it is made of
   * @param listener null for nobody
   */
  static RegionRetires of(ClassDesc self, CodeCache cache, @Nullable RetireListener listener) {
    if (listener == null) {
      return new RegionSilence();
    }
    return listener instanceof CoreModel model && model.isCompiled()
        ? new RegionCycles(self, cache, model)
        : new RegionListener(self, cache.isa(), listener);
  }

  /** The code of {@code plan} begins, perhaps anew, with these bodies of its nodes. */
  void begin(CodeBuilder code, RegionPlan plan, List<List<List<Stmt>>> bodies);

  /** The constants that the code uses, by the names of their fields. */
  Map<String, ClassDesc> fields();

  /** Their values, in the same order. */
  List<Object> values();

  /** Whether the region may have to be left for what {@link #enter} and {@link #resume} see. */
  default boolean mayWait() {
    return false;
  }

  /**
   * Addresses of code that this one relies on to stay as it is, whether it is part of it or not.
   */
  default Set<Long> looked() {
    return Set.of();
  }

  /** Bytes of the class files of what the code calls and nothing else needs. */
  default int calledBytes() {
    return 0;
  }

  /**
   * The part of the code that every entry goes through.
   *
   * @param otherwise where it goes if the region cannot be executed now
   */
  default void enter(CodeBuilder code, Label otherwise) {}

  /** The code that follows is that of {@code node}. */
  default void start(RegionPlan.Node node) {}

  /** The code that follows is that of the node's next instruction. */
  default void next() {}

  /** The code is where {@code insn} retires. */
  void emit(CodeBuilder code, DecodedInsn insn, Stmt.Retire retire, Consumer<Expr> push);

  /** The code goes two ways, or may raise something, or ends: what was put off is done before. */
  default void settle(CodeBuilder code) {}

  /** The code leaves here, on a way of its own, for where what was put off must have been done. */
  default void settleAside(CodeBuilder code) {}

  /** Code that may be skipped starts. */
  default void enterBranch() {}

  /** The code of the last {@link #enterBranch} ends. */
  default void leaveBranch() {}

  /** The code goes where other code may run, and what it counts must be known. */
  default void leave(CodeBuilder code) {}

  /**
   * The code goes on behind a call, where {@code node} begins.
   *
   * @param otherwise where it goes if the region cannot go on now
   */
  default void resume(CodeBuilder code, RegionPlan.Node node, Label otherwise) {}
}
