package dev.orrery.spec.lang.parse;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text into lines of tokens. It never fails: what is no token becomes a {@code BAD} one,
 * which the parser reports where it meets it.
 */
final class Lexer {
  private static final byte LETTER = 1;
  private static final byte DIGIT = 2;

  /** By character: what it can be a part of. */
  private static final byte[] KINDS = new byte[128];

  /** By first character: operators, longer ones first. */
  private static final String[][] OPERATORS = new String[128][];

  static {
    for (char c = 'a'; c <= 'z'; c++) {
      KINDS[c] = LETTER;
      KINDS[c - 'a' + 'A'] = LETTER;
    }
    KINDS['_'] = LETTER;
    for (char c = '0'; c <= '9'; c++) {
      KINDS[c] = DIGIT;
    }
    String[] groups = {
      ">>u >>s >> >=s >=u >= >s >u >",
      "<=s <=u <= << <s <u <",
      "== =",
      "!=",
      "##",
      ".. .",
      "/s /u /",
      "%s %u %",
      "|",
      ":",
      ";",
      ",",
      "(",
      ")",
      "[",
      "]",
      "{",
      "}",
      "?",
      "+",
      "-",
      "*",
      "~",
      "@"
    };
    for (String group : groups) {
      OPERATORS[group.charAt(0)] = group.split(" ");
    }
  }

  private final String text;
  private final List<Line> lines = new ArrayList<>();
  private List<Token> tokens = new ArrayList<>();
  private int lineStart;
  private boolean indented;
  private int pos;

  private Lexer(String text) {
    this.text = text;
  }

  static List<Line> lines(String text) {
    Lexer lexer = new Lexer(text);
    lexer.run();
    return lexer.lines;
  }

  private void run() {
    while (pos < text.length()) {
      char c = text.charAt(pos);
      if (c == '\n') {
        endLine();
        pos++;
        lineStart = pos;
      } else if (c == ' ' || c == '\t' || c == '\r') {
        pos++;
      } else if (c == '#' && !isConcat()) {
        skipComment();
      } else if (c == '\\' && continues()) {
        pos = text.indexOf('\n', pos) + 1;
      } else {
        token(c);
      }
    }
    endLine();
  }

  private void endLine() {
    if (!tokens.isEmpty()) {
      lines.add(new Line(indented, List.copyOf(tokens)));
      tokens = new ArrayList<>();
    }
  }

  /** At the start of a line {@code ##} is a comment too: an operator needs something before it. */
  private boolean isConcat() {
    return !tokens.isEmpty() && text.startsWith("##", pos);
  }

  private void skipComment() {
    int end = text.indexOf('\n', pos);
    pos = end < 0 ? text.length() : end;
  }

  private boolean continues() {
    int i = pos + 1;
    while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\r')) {
      i++;
    }
    return i < text.length() && text.charAt(i) == '\n';
  }

  private void token(char c) {
    if (isLetter(c)) {
      word(Token.Kind.WORD, pos, pos);
    } else if (isDigit(c)) {
      word(Token.Kind.NUMBER, pos, pos);
    } else if (c == '\'' && pos + 1 < text.length() && isDigit(text.charAt(pos + 1))) {
      word(Token.Kind.BITS, pos, pos + 1);
    } else if (c == '"') {
      string();
    } else {
      operator();
    }
  }

  private void word(Token.Kind kind, int start, int from) {
    int end = from;
    while (end < text.length() && kind(text.charAt(end)) != 0) {
      end++;
    }
    add(kind, text.substring(from, end), start, end);
  }

  private void string() {
    int end = pos + 1;
    while (end < text.length() && text.charAt(end) != '"' && text.charAt(end) != '\n') {
      end++;
    }
    boolean closed = end < text.length() && text.charAt(end) == '"';
    add(
        closed ? Token.Kind.STRING : Token.Kind.BAD,
        closed ? text.substring(pos + 1, end) : "\" without its end",
        pos,
        closed ? end + 1 : end);
  }

  private void operator() {
    char first = text.charAt(pos);
    String[] candidates = first < 128 ? OPERATORS[first] : null;
    for (String op : candidates == null ? new String[0] : candidates) {
      if (text.startsWith(op, pos) && !isCutWord(op)) {
        add(Token.Kind.OP, op, pos, pos + op.length());
        return;
      }
    }
    int code = text.codePointAt(pos);
    int end = pos + Character.charCount(code);
    String shown =
        Character.isISOControl(code) || Character.isSurrogate((char) code)
            ? String.format("character U+%04X", code)
            : "'" + Character.toString(code) + "'";
    add(Token.Kind.BAD, shown, pos, end);
  }

  /**
   * Whether the sign letter of {@code op} is the start of a word: {@code %shown(x)}, {@code a/u8}.
   */
  private boolean isCutWord(String op) {
    int end = pos + op.length();
    return isLetter(op.charAt(op.length() - 1))
        && end < text.length()
        && kind(text.charAt(end)) != 0;
  }

  private void add(Token.Kind kind, String value, int start, int end) {
    if (tokens.isEmpty()) {
      indented = start > lineStart;
    }
    tokens.add(new Token(kind, value, start, end));
    pos = end;
  }

  private static byte kind(char c) {
    return c < 128 ? KINDS[c] : 0;
  }

  private static boolean isLetter(char c) {
    return kind(c) == LETTER;
  }

  private static boolean isDigit(char c) {
    return kind(c) == DIGIT;
  }
}
