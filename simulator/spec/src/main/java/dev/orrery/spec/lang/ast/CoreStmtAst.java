package dev.orrery.spec.lang.ast;

import dev.orrery.spec.lang.source.Span;
import java.util.List;

/** A statement of a core table's rule or function, as written. */
public sealed interface CoreStmtAst {
  /** Where it stands. */
  Span span();

  /** {@code let name = value}: a local. */
  record Let(Span span, ExprAst.Name name, ExprAst value) implements CoreStmtAst {}

  /** {@code target = value}: a local, a state or a cell of one. */
  record Assign(Span span, ExprAst target, ExprAst value) implements CoreStmtAst {}

  /** {@code if condition: then else: otherwise}. */
  record If(Span span, ExprAst condition, List<CoreStmtAst> then, List<CoreStmtAst> otherwise)
      implements CoreStmtAst {}

  /** {@code while condition: body}. */
  record While(Span span, ExprAst condition, List<CoreStmtAst> body) implements CoreStmtAst {}

  /** {@code take amount for cause}: that many cycles pass. */
  record Take(Span span, ExprAst amount, ExprAst.Name cause) implements CoreStmtAst {}

  /** {@code wait time for cause}: cycles pass until {@code time} is reached. */
  record Wait(Span span, ExprAst time, ExprAst.Name cause) implements CoreStmtAst {}

  /** {@code enter stage at time}: the instruction has entered the stage in that cycle. */
  record Enter(Span span, ExprAst.Name stage, ExprAst time) implements CoreStmtAst {}

  /** An expression: a call for its effect, or the value of a function. */
  record Value(Span span, ExprAst e) implements CoreStmtAst {}
}
