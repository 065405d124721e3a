package dev.orrery.spec.asm.expr;

import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.lang.source.Span;
import org.jspecify.annotations.Nullable;

/** Reads expressions. What is known is folded at once, so that long sums of numbers stay small. */
public final class ExprParser {
  /** Parentheses and signs in each other. */
  private static final int MAX_DEPTH = 200;

  /** Operators that cannot be folded, in one expression: trees are walked recursively. */
  private static final int MAX_OPERATORS = 1000;

  private static final BinaryOperator[] OPERATORS = BinaryOperator.values();

  private final TextCursor in;
  private final Names names;
  private int operators;

  private ExprParser(TextCursor in, Names names) {
    this.in = in;
    this.names = names;
  }

  /**
   * Reads the longest expression that {@code in} starts with.
   *
   * @throws Failure if there is none
   */
  public static AsmExpr parse(TextCursor in, Names names) {
    return new ExprParser(in, names).binary(0, 0);
  }

  private AsmExpr binary(int rank, int depth) {
    in.skipSpace();
    int start = in.at();
    AsmExpr left = unary(depth);
    for (BinaryOperator op = operator(rank); op != null; op = operator(rank)) {
      in.accept(op.text());
      AsmExpr right = binary(op.rank() + 1, depth + 1);
      left = fold(in.since(start), op, left, right);
    }
    return left;
  }

  private @Nullable BinaryOperator operator(int rank) {
    in.skipSpace();
    BinaryOperator found = null;
    char c = in.peek();
    char next = in.peek(1);
    for (BinaryOperator op : OPERATORS) {
      String text = op.text();
      boolean matches = text.charAt(0) == c && (text.length() == 1 || text.charAt(1) == next);
      if (matches && (found == null || text.length() > found.text().length())) {
        found = op;
      }
    }
    return found != null && found.rank() >= rank ? found : null;
  }

  private AsmExpr fold(Span span, BinaryOperator op, AsmExpr a, AsmExpr b) {
    if (op.divides() && b instanceof AsmExpr.Number n && n.value() == 0) {
      throw in.error(b.span(), "division by zero", "Divide by something else.");
    }
    if (a instanceof AsmExpr.Number x && b instanceof AsmExpr.Number y) {
      return new AsmExpr.Number(span, op.apply(x.value(), y.value()));
    }
    count(span);
    return new AsmExpr.Binary(span, op, a, b);
  }

  private void count(Span span) {
    if (++operators > MAX_OPERATORS) {
      throw in.error(
          span,
          "more than " + MAX_OPERATORS + " operators on names in one expression",
          "Name parts of it with .equ.");
    }
  }

  private AsmExpr unary(int depth) {
    if (depth > MAX_DEPTH) {
      throw in.error(
          "parentheses are nested deeper than " + MAX_DEPTH, "Name parts of it with .equ.");
    }
    in.skipSpace();
    int start = in.at();
    char c = in.peek();
    switch (c) {
      case '-', '~', '!', '+' -> {
        in.take();
        AsmExpr a = unary(depth + 1);
        if (c == '+') {
          return a;
        }
        Span span = in.since(start);
        if (a instanceof AsmExpr.Number n) {
          return new AsmExpr.Number(span, unary(c, n.value()));
        }
        count(span);
        return new AsmExpr.Unary(span, c, a);
      }
      case '(' -> {
        in.take();
        AsmExpr a = binary(0, depth + 1);
        if (!in.accept(')')) {
          throw in.error("')' is missing", "Close the parenthesis.");
        }
        return a;
      }
      case '%' -> {
        return modified(start, depth);
      }
      case '\'' -> {
        in.take();
        long value = CharacterConstants.read(in);
        if (in.peek() == '\'') {
          in.take();
        }
        return new AsmExpr.Number(in.since(start), value);
      }
      default -> {}
    }
    if (TextCursor.isDigit(c)) {
      return number(start);
    }
    String name = in.name();
    if (name.isEmpty()) {
      throw in.error("a number or a name is missing", "Write an expression here.");
    }
    return names.name(name, in.since(start));
  }

  private AsmExpr modified(int start, int depth) {
    in.take();
    String name = in.name();
    if (!in.accept('(')) {
      throw in.error("'(' is missing", "Write %" + name + "(expression).");
    }
    AsmExpr a = binary(0, depth + 1);
    if (!in.accept(')')) {
      throw in.error("')' is missing", "Close the parenthesis.");
    }
    Span span = in.since(start);
    AsmExpr value = names.operator(new AsmExpr.Modified(span, name, a));
    if (value == null) {
      throw in.error(
          span, "there is no operator '%" + name + "'", "The tables declare operators by `reloc`.");
    }
    if (!value.isNumber()) {
      count(span);
    }
    return value;
  }

  static long unary(char op, long a) {
    return switch (op) {
      case '-' -> -a;
      case '~' -> ~a;
      default -> a == 0 ? 1 : 0;
    };
  }

  private AsmExpr number(int start) {
    int base = 10;
    if (in.peek() == '0') {
      char kind = Character.toLowerCase(in.peek(1));
      if (kind == 'x' && Character.digit(in.peek(2), 16) >= 0) {
        base = 16;
      } else if (kind == 'b' && Character.digit(in.peek(2), 2) >= 0) {
        base = 2;
      } else if (TextCursor.isDigit(kind)) {
        base = 8;
      }
      in.reset(start + (base == 16 || base == 2 ? 2 : 0));
    }
    long value = 0;
    boolean fits = true;
    for (int d = Character.digit(in.peek(), base); d >= 0; d = Character.digit(in.peek(), base)) {
      fits &= Long.compareUnsigned(value, Long.divideUnsigned(-1L - d, base)) <= 0;
      value = value * base + d;
      in.take();
    }
    char next = in.peek();
    if ((next == 'f' || next == 'b') && base != 16 && !TextCursor.isNamePart(in.peek(1))) {
      in.take();
      return names.local(value, next == 'f', in.since(start));
    }
    if (TextCursor.isNamePart(next)) {
      while (TextCursor.isNamePart(in.peek())) {
        in.take();
      }
      throw in.error(
          in.since(start),
          "'" + in.since(start).text() + "' is no number",
          "Numbers are 10, 0x1f, 0b101, 017 or 'a'; 1f and 1b are the labels 1: around here.");
    }
    if (!fits) {
      throw in.error(
          in.since(start), "this number has more than 64 bits", "Write it in parts, by .word.");
    }
    return new AsmExpr.Number(in.since(start), value);
  }
}
