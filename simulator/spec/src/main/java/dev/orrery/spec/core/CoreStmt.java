package dev.orrery.spec.core;

import dev.orrery.spec.ir.Expr;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement of a rule. Statements are executed in order; locals are temporaries that may be set
 * more than once, of 64 bits or of one. Inputs and parameters of the routine are locals as well.
 */
public sealed interface CoreStmt {

  /** Sets a local. */
  record Set(Expr.Tmp local, Expr value) implements CoreStmt {}

  /** Sets a local to a state, or to a cell of one; {@code index} is null for a single value. */
  record Read(Expr.Tmp local, CoreState state, @Nullable Expr index) implements CoreStmt {}

  /** Sets a state, or a cell of one. */
  record Write(CoreState state, @Nullable Expr index, Expr value) implements CoreStmt {}

  /** Sets a local to what the code at {@code address} is. */
  record Look(Expr.Tmp local, CodeFact fact, Expr address) implements CoreStmt {}

  /** Sets a local to the cycle reached. */
  record Now(Expr.Tmp local) implements CoreStmt {}

  /** Calls a function; {@code result} is null if it has no value. */
  record Call(Expr.@Nullable Tmp result, CoreRoutine function, List<Expr> arguments)
      implements CoreStmt {}

  /** Statements under a one-bit condition. */
  record If(Expr condition, List<CoreStmt> then, List<CoreStmt> otherwise) implements CoreStmt {}

  /**
   * As long as the one-bit {@code condition} holds, which is computed after {@code before} each
   * time.
   */
  record While(List<CoreStmt> before, Expr condition, List<CoreStmt> body) implements CoreStmt {}

  /** That many cycles pass; none if {@code amount} is negative. */
  record Take(Expr amount, Cause cause) implements CoreStmt {}

  /** Cycles pass until {@code time} is reached, if it is not already. */
  record Wait(Expr time, Cause cause) implements CoreStmt {}

  /**
   * The instruction has entered {@code stage} in the cycle {@code time}, which is computed after
   * {@code before}. It changes nothing, and is left out where nobody looks at stages.
   */
  record Enter(CoreStage stage, List<CoreStmt> before, Expr time) implements CoreStmt {}
}
