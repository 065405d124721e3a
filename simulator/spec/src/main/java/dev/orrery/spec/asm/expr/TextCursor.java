package dev.orrery.spec.asm.expr;

import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.lang.source.Span;

/** A place in a statement that moves on. White space is skipped between words. */
public final class TextCursor {
  private final Text text;
  private final String chars;
  private int at;

  /** Starts at the front of {@code text}. */
  public TextCursor(Text text) {
    this.text = text;
    this.chars = text.chars();
  }

  /** The statement. */
  public Text text() {
    return text;
  }

  /** Position of the next character. */
  public int at() {
    return at;
  }

  /** Moves to a position that {@link #at} has given. */
  public void reset(int position) {
    at = position;
  }

  /** Skips white space. */
  public void skipSpace() {
    while (at < chars.length() && chars.charAt(at) <= ' ') {
      at++;
    }
  }

  /** Whether nothing but white space follows. */
  public boolean atEnd() {
    skipSpace();
    return at >= chars.length();
  }

  /** The next character as it stands, 0 at the end. */
  public char peek() {
    return peek(0);
  }

  /** The character {@code ahead} behind the next one, 0 behind the end. */
  public char peek(int ahead) {
    return at + ahead < chars.length() ? chars.charAt(at + ahead) : 0;
  }

  /** Takes the next character as it stands, 0 at the end. */
  public char take() {
    return at < chars.length() ? chars.charAt(at++) : 0;
  }

  /** Skips white space and {@code c}, if that comes next. */
  public boolean accept(char c) {
    skipSpace();
    if (peek() != c) {
      return false;
    }
    at++;
    return true;
  }

  /** Skips white space and {@code word}, if that comes next and no letter follows a letter. */
  public boolean accept(String word) {
    skipSpace();
    if (!chars.startsWith(word, at)) {
      return false;
    }
    int end = at + word.length();
    boolean cut =
        isNamePart(word.charAt(word.length() - 1))
            && end < chars.length()
            && isNamePart(chars.charAt(end));
    if (cut) {
      return false;
    }
    at = end;
    return true;
  }

  /**
   * Takes what makes {@code longer} of {@code start}, which was taken just now; a space in it is
   * any white space.
   */
  public boolean accept(String start, String longer) {
    int from = at;
    for (int i = start.length(); i < longer.length(); i++) {
      if (longer.charAt(i) == ' ') {
        skipSpace();
      } else if (take() != longer.charAt(i)) {
        at = from;
        return false;
      }
    }
    boolean cut = isNamePart(longer.charAt(longer.length() - 1)) && isNamePart(peek());
    at = cut ? from : at;
    return !cut;
  }

  /** A name (letters, digits, {@code _ . $}, not first a digit), empty if none comes next. */
  public String name() {
    skipSpace();
    int start = at;
    if (at < chars.length() && isNamePart(chars.charAt(at)) && !isDigit(chars.charAt(at))) {
      while (at < chars.length() && isNamePart(chars.charAt(at))) {
        at++;
      }
    }
    return chars.substring(start, at);
  }

  /** What comes next of letters, digits and {@code _ . $}, as it stands; it is not taken. */
  public String word() {
    int end = at;
    while (end < chars.length() && isNamePart(chars.charAt(end))) {
      end++;
    }
    return chars.substring(at, end);
  }

  /** Decimal digits, empty if none come next or if they belong to a longer word. */
  public String digits() {
    int start = at;
    while (isDigit(peek())) {
      at++;
    }
    return isNamePart(peek()) ? "" : chars.substring(start, at);
  }

  /** The rest of the statement, without white space around it. */
  public Text rest() {
    skipSpace();
    int start = at;
    int end = chars.length();
    while (end > start && chars.charAt(end - 1) <= ' ') {
      end--;
    }
    at = chars.length();
    return start == 0 && end == chars.length() ? text : text.part(start, end);
  }

  /** The place from {@code start} to here. */
  public Span since(int start) {
    return text.span(start, at);
  }

  /** The place of the next word. */
  public Span here() {
    skipSpace();
    int end = at;
    while (end < chars.length() && isNamePart(chars.charAt(end))) {
      end++;
    }
    return text.span(at, Math.max(end, Math.min(at + 1, chars.length())));
  }

  /** An error about the next word. */
  public Failure error(String message, String help) {
    return error(here(), message, help);
  }

  /** An error about {@code span}. */
  public Failure error(Span span, String message, String help) {
    return new Failure("", span, message + text.note(), help);
  }

  /** Whether {@code c} can be part of a name. */
  public static boolean isNamePart(char c) {
    return c == '_' || c == '.' || c == '$' || Character.isLetterOrDigit(c);
  }

  /** Whether {@code c} is a decimal digit. */
  public static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
