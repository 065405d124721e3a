package dev.orrery.spec.lang.parse;

import dev.orrery.spec.lang.ast.ExprAst;
import dev.orrery.spec.lang.ast.ExprAst.BinaryOperator;
import dev.orrery.spec.lang.ast.ExprAst.UnaryOperator;
import dev.orrery.spec.lang.source.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads expressions. The depth of a tree is limited, counting each operator of a chain, so that no
 * later pass can run out of stack on a hostile file.
 */
final class ExprParser {
  private static final int MAX_DEPTH = 100;

  /** From loosest to tightest; {@code not} stands between {@code and} and the comparisons. */
  private static final BinaryOperator[][] LEVELS = {
    {BinaryOperator.OR},
    {BinaryOperator.XOR},
    {BinaryOperator.AND},
    {
      BinaryOperator.EQ,
      BinaryOperator.NE,
      BinaryOperator.LT_S,
      BinaryOperator.LT_U,
      BinaryOperator.LE_S,
      BinaryOperator.LE_U,
      BinaryOperator.GT_S,
      BinaryOperator.GT_U,
      BinaryOperator.GE_S,
      BinaryOperator.GE_U,
      BinaryOperator.LT,
      BinaryOperator.LE,
      BinaryOperator.GT,
      BinaryOperator.GE
    },
    {BinaryOperator.CONCAT},
    {BinaryOperator.SHL, BinaryOperator.SHR, BinaryOperator.SAR, BinaryOperator.SHIFT_RIGHT},
    {BinaryOperator.ADD, BinaryOperator.SUB},
    {
      BinaryOperator.MUL,
      BinaryOperator.DIV_S,
      BinaryOperator.DIV_U,
      BinaryOperator.REM_S,
      BinaryOperator.REM_U,
      BinaryOperator.DIV,
      BinaryOperator.REM
    }
  };

  private static final int COMPARISONS = 3;

  private final Cursor in;
  private int depth;

  ExprParser(Cursor in) {
    this.in = in;
  }

  static ExprAst parse(Cursor in) {
    return new ExprParser(in).expr();
  }

  ExprAst expr() {
    deeper();
    Span start = in.here();
    ExprAst e = binary(0);
    if (in.accept("?")) {
      ExprAst a = expr();
      in.expect(":", "between the two values of '?'");
      ExprAst b = expr();
      e = new ExprAst.Ternary(in.since(start), e, a, b);
    }
    depth--;
    return e;
  }

  private void deeper() {
    if (++depth > MAX_DEPTH) {
      throw in.error(
          in.here(),
          "E28",
          "the expression is nested more than " + MAX_DEPTH + " deep",
          "Name parts of it with `let`.");
    }
  }

  private ExprAst binary(int level) {
    if (level == LEVELS.length) {
      return unary();
    }
    Span start = in.here();
    if (level == COMPARISONS && in.acceptWord("not")) {
      deeper();
      ExprAst a = binary(level);
      depth--;
      return new ExprAst.Unary(in.since(start), UnaryOperator.NOT, a);
    }
    ExprAst a = binary(level + 1);
    int before = depth;
    while (true) {
      Span opSpan = in.here();
      if (level == COMPARISONS && in.acceptWord("in")) {
        a = new ExprAst.In(in.since(start), a, set());
        continue;
      }
      BinaryOperator op = operator(level);
      if (op == null) {
        depth = before;
        return a;
      }
      deeper();
      ExprAst b = binary(level + 1);
      a = new ExprAst.Binary(in.since(start), opSpan, op, a, b);
    }
  }

  private @Nullable BinaryOperator operator(int level) {
    Token t = in.peek();
    if (t == null || t.kind() != Token.Kind.OP && t.kind() != Token.Kind.WORD) {
      return null;
    }
    for (BinaryOperator op : LEVELS[level]) {
      if (t.text().equals(op.text())) {
        in.take();
        return op;
      }
    }
    return null;
  }

  private List<ExprAst> set() {
    in.expect("{", "before the values of 'in'");
    List<ExprAst> out = new ArrayList<>();
    do {
      out.add(expr());
    } while (in.accept(","));
    in.expect("}", "behind the values of 'in'");
    return out;
  }

  private ExprAst unary() {
    Span start = in.here();
    UnaryOperator op = in.at("-") ? UnaryOperator.NEG : in.at("~") ? UnaryOperator.NOT : null;
    if (op == null) {
      return postfix();
    }
    deeper();
    in.take();
    ExprAst a = unary();
    depth--;
    return new ExprAst.Unary(in.since(start), op, a);
  }

  private ExprAst postfix() {
    Span start = in.here();
    ExprAst e = primary();
    int before = depth;
    while (true) {
      if (in.accept("[")) {
        deeper();
        ExprAst hi = expr();
        ExprAst lo = in.accept(":") ? expr() : null;
        in.expect("]", "behind the bits or the index");
        e = new ExprAst.Bracket(in.since(start), e, hi, lo);
      } else if (in.at(".") && in.peek(1) instanceof Token t && t.kind() == Token.Kind.WORD) {
        deeper();
        in.take();
        Span nameSpan = in.here();
        String name = in.take().text();
        if (name.equals("w") && !in.at("(")) {
          e = new ExprAst.Low(in.since(start), e);
        } else {
          List<ExprAst> args = args(name);
          e = new ExprAst.Method(in.since(start), e, new ExprAst.Name(nameSpan, name), args);
        }
      } else {
        depth = before;
        return e;
      }
    }
  }

  private List<ExprAst> args(String of) {
    in.expect("(", "before the arguments of '" + of + "'");
    List<ExprAst> out = new ArrayList<>();
    if (in.accept(")")) {
      return out;
    }
    do {
      // The operation of an atomic may be called as an operator is.
      if (of.equals("amo") && out.isEmpty() && in.at(Token.Kind.WORD)) {
        var word = in.dotted("an operation");
        out.add(new ExprAst.Name(word.span(), word.text()));
      } else {
        out.add(expr());
      }
    } while (in.accept(","));
    in.expect(")", "behind the arguments of '" + of + "'");
    return out;
  }

  private ExprAst primary() {
    Token t = in.peek();
    if (t == null) {
      throw in.unexpected("a value");
    }
    Span span = in.here();
    switch (t.kind()) {
      case NUMBER -> {
        in.take();
        return number(span, t.text());
      }
      case BITS -> {
        in.take();
        return bits(span, t.text());
      }
      case WORD -> {
        return named();
      }
      default -> {}
    }
    if (in.accept("(")) {
      ExprAst e = expr();
      in.expect(")", "behind the expression");
      return e;
    }
    if (in.accept("@")) {
      var name = in.word("the name of an operand");
      return new ExprAst.Raw(in.since(span), name.text());
    }
    throw in.unexpected("a value");
  }

  private ExprAst named() {
    Span start = in.here();
    Token first = in.take();
    if (isOperatorWord(first.text())) {
      in.reset(in.mark() - 1);
      throw in.unexpected("a value");
    }
    // `.w` is a slice, `.name(` behind a bracket a method; any other dots belong to the name.
    while (in.at(".")
        && in.isAdjacent()
        && in.peek(1) instanceof Token t
        && t.kind() == Token.Kind.WORD
        && !(t.text().equals("w") && !(in.peek(2) instanceof Token u && u.is("(")))) {
      in.take();
      in.take();
    }
    Span span = in.since(start);
    ExprAst.Name name = new ExprAst.Name(span, span.text());
    if (!in.at("(")) {
      return name;
    }
    List<ExprAst> args = args(name.name());
    return new ExprAst.Call(in.since(start), name, args);
  }

  private static boolean isOperatorWord(String word) {
    return switch (word) {
      case "or", "and", "xor", "not", "in" -> true;
      default -> false;
    };
  }

  private ExprAst number(Span span, String text) {
    Long value = Numbers.parse(text);
    if (value == null) {
      throw in.error(
          span,
          "E10",
          "'" + text + "' is no number of up to 64 bits",
          "Write 42, 0x2a or 0b101010.");
    }
    return new ExprAst.Num(span, value, value < 0);
  }

  private ExprAst bits(Span span, String text) {
    Long value = Numbers.bits(text);
    if (value == null) {
      throw in.error(
          span,
          "E10",
          "'" + text + "' is no bit string of up to 64 bits",
          "Write digits 0 and 1 behind the mark.");
    }
    return new ExprAst.Bits(span, text.length(), value);
  }
}
