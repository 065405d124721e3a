package dev.orrery.spec.asm.expr;

import dev.orrery.spec.lang.source.Span;

/** An expression of assembly text. Values are 64-bit integers and wrap. */
public sealed interface AsmExpr {
  /** Where it stands. */
  Span span();

  /** A number, or what was folded to one. */
  record Number(Span span, long value) implements AsmExpr {}

  /** A name. */
  record Ref(Span span, Place place) implements AsmExpr {}

  /** An operator before its operand: {@code - ~ !}. */
  record Unary(Span span, char op, AsmExpr a) implements AsmExpr {}

  /** An operator between its operands. */
  record Binary(Span span, BinaryOperator op, AsmExpr a, AsmExpr b) implements AsmExpr {}

  /** {@code %NAME(a)}: an operator that the tables declare. */
  record Modified(Span span, String operator, AsmExpr a) implements AsmExpr {}

  /** Whether the value is known already. */
  default boolean isNumber() {
    return this instanceof Number;
  }
}
