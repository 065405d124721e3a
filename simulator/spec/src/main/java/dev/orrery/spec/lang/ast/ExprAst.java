package dev.orrery.spec.lang.ast;

import dev.orrery.spec.lang.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression as written. */
public sealed interface ExprAst {
  /** Where it stands. */
  Span span();

  /**
   * A number.
   *
   * @param value its value; numbers from 2 to the power 63 on wrap to negative ones
   * @param large whether it is 2 to the power 63 or more
   */
  record Num(Span span, long value, boolean large) implements ExprAst {}

  /** A bit string, which has a width of its own. */
  record Bits(Span span, int width, long value) implements ExprAst {}

  /** A name, with its dots. */
  record Name(Span span, String name) implements ExprAst {}

  /** {@code @name}: the raw field of an operand. */
  record Raw(Span span, String name) implements ExprAst {}

  /** An operator before its operand. */
  record Unary(Span span, UnaryOperator op, ExprAst a) implements ExprAst {}

  /** An operator between its operands, at {@code opSpan}. */
  record Binary(Span span, Span opSpan, BinaryOperator op, ExprAst a, ExprAst b)
      implements ExprAst {}

  /** {@code c ? a : b}. */
  record Ternary(Span span, ExprAst cond, ExprAst a, ExprAst b) implements ExprAst {}

  /** {@code e in {1, 5}}. */
  record In(Span span, ExprAst e, List<ExprAst> set) implements ExprAst {}

  /** {@code base[hi]} or {@code base[hi:lo]}: a slice, a register of a file, or memory. */
  record Bracket(Span span, ExprAst base, ExprAst hi, @Nullable ExprAst lo) implements ExprAst {}

  /** {@code e.w}: the low 32 bits. */
  record Low(Span span, ExprAst e) implements ExprAst {}

  /** {@code name(args)}. */
  record Call(Span span, Name name, List<ExprAst> args) implements ExprAst {}

  /** {@code base.name(args)}: an atomic access to memory. */
  record Method(Span span, ExprAst base, Name name, List<ExprAst> args) implements ExprAst {}

  /** Operators before their operand. */
  enum UnaryOperator {
    NOT,
    NEG
  }

  /** Operators between their operands. */
  enum BinaryOperator {
    OR("or"),
    XOR("xor"),
    AND("and"),
    EQ("=="),
    NE("!="),
    LT_S("<s"),
    LT_U("<u"),
    LE_S("<=s"),
    LE_U("<=u"),
    GT_S(">s"),
    GT_U(">u"),
    GE_S(">=s"),
    GE_U(">=u"),
    CONCAT("##"),
    SHL("<<"),
    SHR(">>u"),
    SAR(">>s"),
    ADD("+"),
    SUB("-"),
    MUL("*"),
    DIV_S("/s"),
    DIV_U("/u"),
    REM_S("%s"),
    REM_U("%u"),
    /** Of numbers that have a sign of their own, as constants have; so the next ones. */
    DIV("/"),
    REM("%"),
    LT("<"),
    LE("<="),
    GT(">"),
    GE(">="),
    SHIFT_RIGHT(">>");

    private final String text;

    BinaryOperator(String text) {
      this.text = text;
    }

    /** How it is written. */
    public String text() {
      return text;
    }
  }
}
