package dev.orrery.spec.lang.ast;

import dev.orrery.spec.lang.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement as written. */
public sealed interface StmtAst {
  /** Where it stands. */
  Span span();

  /** {@code let name = value}. */
  record Let(Span span, ExprAst.Name name, ExprAst value) implements StmtAst {}

  /** {@code let low, high = value}: two values at once. */
  record LetPair(Span span, ExprAst.Name low, ExprAst.Name high, ExprAst value)
      implements StmtAst {}

  /** {@code target = value}. */
  record Assign(Span span, ExprAst target, ExprAst value) implements StmtAst {}

  /** {@code if condition: then else: otherwise}. */
  record If(Span span, ExprAst condition, List<StmtAst> then, List<StmtAst> otherwise)
      implements StmtAst {}

  /** {@code goto target}. */
  record Goto(Span span, ExprAst target) implements StmtAst {}

  /** {@code trap kind, value}. */
  record Trap(Span span, ExprAst.Name kind, @Nullable ExprAst value) implements StmtAst {}

  /** {@code keep target}: the path leaves it as it is. */
  record Keep(Span span, ExprAst.Name target) implements StmtAst {}

  /** {@code undef name, name}: the manual leaves open what these registers hold afterwards. */
  record Undef(Span span, List<ExprAst.Name> registers) implements StmtAst {}

  /** A statement of one word. */
  record Simple(Span span, Word word) implements StmtAst {}

  /** An expression for its effect, or the value of a {@code sem}. */
  record Value(Span span, ExprAst e) implements StmtAst {}

  /** Statements of one word. */
  enum Word {
    NOP,
    UNIMPLEMENTED,
    FENCE,
    IFENCE
  }
}
