package dev.orrery.spec.lang.parse;

import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.lang.source.SourceFile;
import dev.orrery.spec.lang.source.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Joins the lines of a block to one row of tokens, in which the ends of lines are semicolons and
 * what is indented below a line that ends in a colon is in braces.
 */
final class CoreLines {
  private final SourceFile file;
  private final List<Token> tokens;

  /** Columns of the blocks that are open, and whether the end of each adds a brace. */
  private final Deque<Level> open = new ArrayDeque<>();

  /** Lines that stand in one column and below one another. */
  private record Level(int column, boolean addsBrace) {}

  private CoreLines(SourceFile file, Line head) {
    this.file = file;
    this.tokens = new ArrayList<>(head.tokens());
  }

  /** The statements of a rule or a function. */
  static Cursor statements(SourceFile file, Line head, List<Line> body) {
    CoreLines lines = new CoreLines(file, head);
    lines.open.push(new Level(1, false));
    body.forEach(lines::statement);
    if (!body.isEmpty()) {
      lines.requireBody(); // a rule of one line may be empty: nothing happens
    }
    lines.open.forEach(lines::close);
    return lines.cursor();
  }

  /** A list that goes on below its first line. */
  static Cursor list(SourceFile file, Line head, List<Line> body) {
    CoreLines lines = new CoreLines(file, head);
    body.forEach(l -> lines.tokens.addAll(l.tokens()));
    return lines.cursor();
  }

  private Cursor cursor() {
    return new Cursor(file, tokens, tokens.getLast().end());
  }

  private void statement(Line line) {
    Token before = tokens.getLast();
    Token first = line.tokens().getFirst();
    int column = file.column(first.start());
    int outer = open.element().column();
    boolean isFirst = open.size() == 1;
    if (column > outer && (isFirst || before.is(":") || before.is("{"))) {
      boolean addsBrace = !isFirst && before.is(":");
      if (addsBrace) {
        add("{");
      }
      open.push(new Level(column, addsBrace));
    } else if (column > outer) {
      throw error(
          first,
          "this line is indented further than the one above it, which opens no block",
          "Begin it in the column of the lines that it belongs to.");
    } else {
      requireBody();
      while (column < open.element().column()) {
        close(open.pop());
      }
      if (column != open.element().column() && !first.is("}")) {
        throw error(
            first,
            "this line begins in a column in which none of the blocks around it has its lines",
            "Begin it in the column of the lines that it belongs to.");
      }
    }
    add(";");
    tokens.addAll(line.tokens());
  }

  /** Refuses the end of a block that has nothing behind its colon. */
  private void requireBody() {
    Token last = tokens.getLast();
    if (last.is(":")) {
      throw error(
          last,
          "there is nothing behind this ':', and nothing indented below it",
          "Write there what is to happen.");
    }
  }

  private Failure error(Token at, String message, String help) {
    return new Failure("E00", new Span(file, at.start(), at.end()), message, help);
  }

  private void close(Level level) {
    if (level.addsBrace()) {
      add("}");
    }
  }

  private void add(String op) {
    int end = tokens.getLast().end();
    tokens.add(new Token(Token.Kind.OP, op, end, end));
  }
}
