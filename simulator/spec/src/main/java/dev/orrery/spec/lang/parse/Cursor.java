package dev.orrery.spec.lang.parse;

import dev.orrery.spec.lang.ast.DeclAst.Word;
import dev.orrery.spec.lang.source.Diagnostic;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.lang.source.SourceFile;
import dev.orrery.spec.lang.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks over the tokens of a line or of a cell. */
final class Cursor {
  /** How files of core tables end. */
  private static final String CORE_TABLE = ".core";

  private final SourceFile file;
  private final List<Token> tokens;
  private final int endOffset;
  private int next;

  /**
   * Over {@code tokens}; {@code endOffset} is where something missing behind the last one is
   * missed.
   */
  Cursor(SourceFile file, List<Token> tokens, int endOffset) {
    this.file = file;
    this.tokens = tokens;
    this.endOffset = endOffset;
  }

  static Cursor of(SourceFile file, Line line) {
    return new Cursor(file, line.tokens(), line.tokens().getLast().end());
  }

  SourceFile file() {
    return file;
  }

  boolean atEnd() {
    return next == tokens.size();
  }

  @Nullable Token peek() {
    return atEnd() ? null : tokens.get(next);
  }

  @Nullable Token peek(int ahead) {
    return next + ahead < tokens.size() ? tokens.get(next + ahead) : null;
  }

  boolean at(String op) {
    return !atEnd() && tokens.get(next).is(op);
  }

  boolean atWord(String word) {
    return !atEnd() && tokens.get(next).isWord(word);
  }

  boolean at(Token.Kind kind) {
    return !atEnd() && tokens.get(next).kind() == kind;
  }

  /** Whether the next token stands directly behind the last one. */
  boolean isAdjacent() {
    return next > 0 && !atEnd() && tokens.get(next - 1).end() == tokens.get(next).start();
  }

  boolean accept(String op) {
    if (at(op)) {
      next++;
      return true;
    }
    return false;
  }

  boolean acceptWord(String word) {
    if (atWord(word)) {
      next++;
      return true;
    }
    return false;
  }

  Token take() {
    return tokens.get(next++);
  }

  void expect(String op, String where) {
    if (!accept(op)) {
      throw unexpected("'" + op + "' " + where);
    }
  }

  Word word(String what) {
    if (!at(Token.Kind.WORD)) {
      throw unexpected(what);
    }
    Token t = take();
    return new Word(span(t), t.text());
  }

  /** A word with dots in it, such as {@code fadd.s} or {@code F.s}. */
  Word dotted(String what) {
    Word first = word(what);
    Span span = first.span();
    while (at(".") && isAdjacent()) {
      Token dot = take();
      if (!isAdjacent() || !(at(Token.Kind.WORD) || at(Token.Kind.NUMBER))) {
        next--;
        break;
      }
      span = span.to(span(dot)).to(span(take()));
    }
    return new Word(span, span.text());
  }

  /** Tokens up to the next white space: {@code t0-2}, {@code 01}, {@code .rl}. */
  Word chunk(String what) {
    if (atEnd()) {
      throw unexpected(what);
    }
    Token t = bad(take());
    Span span = span(t);
    while (isAdjacent() && !at(",") && !at(":") && !at(";") && !at(Token.Kind.STRING)) {
      span = span.to(span(bad(take())));
    }
    return new Word(span, span.text());
  }

  private Token bad(Token t) {
    if (t.kind() == Token.Kind.BAD) {
      next--;
      throw unexpected("a word");
    }
    return t;
  }

  void expectEnd() {
    if (!atEnd()) {
      throw unexpected("the end of the line");
    }
  }

  int mark() {
    return next;
  }

  void reset(int mark) {
    next = mark;
  }

  Span span(Token t) {
    return new Span(file, t.start(), t.end());
  }

  /** Where the next token stands, or where one is missing. */
  Span here() {
    return atEnd() ? new Span(file, endOffset, endOffset) : span(tokens.get(next));
  }

  /** From {@code start} to the last token taken. */
  Span since(Span start) {
    return next == 0 ? start : start.to(span(tokens.get(next - 1)));
  }

  Failure unexpected(String wanted) {
    String found =
        atEnd() || tokens.get(next).start() == tokens.get(next).end()
            ? "the line ends"
            : switch (tokens.get(next).kind()) {
              case STRING -> "there is a string";
              case BAD -> "there is " + tokens.get(next).text();
              default -> "there is '" + span(tokens.get(next)).text() + "'";
            };
    return error("expected " + wanted + ", but " + found, "See isa-specs/" + page() + ".");
  }

  private String page() {
    return file.path().endsWith(CORE_TABLE) ? "CORES.md" : "LANGUAGE.md";
  }

  Failure error(String message, String help) {
    return new Failure(new Diagnostic("E00", here(), message, help));
  }

  Failure error(Span span, String code, String message, String help) {
    return new Failure(new Diagnostic(code, span, message, help));
  }
}
