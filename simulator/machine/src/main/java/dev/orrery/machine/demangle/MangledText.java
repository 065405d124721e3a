package dev.orrery.machine.demangle;

/** The characters of a mangled name, read from the left. */
final class MangledText {
  private final String text;
  private int at;

  MangledText(String text, int start) {
    this.text = text;
    this.at = start;
  }

  boolean atEnd() {
    return at >= text.length();
  }

  /** The next character, or 0 at the end. */
  char peek() {
    return peek(0);
  }

  /** The character {@code ahead} of the next one, or 0 behind the end. */
  char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
  }

  char next() throws UnreadableException {
    if (atEnd()) {
      throw UnreadableException.INSTANCE;
    }
    return text.charAt(at++);
  }

  /** Whether {@code expected} is next, which is then read. */
  boolean accept(char expected) {
    if (peek() != expected || atEnd()) {
      return false;
    }
    at++;
    return true;
  }

  /** Whether {@code expected} is next, which is then read. */
  boolean accept(String expected) {
    if (!text.startsWith(expected, at)) {
      return false;
    }
    at += expected.length();
    return true;
  }

  void expect(char expected) throws UnreadableException {
    if (!accept(expected)) {
      throw UnreadableException.INSTANCE;
    }
  }

  boolean atDigit() {
    return isDigit(peek());
  }

  /** A decimal number of at least one digit. */
  int decimal() throws UnreadableException {
    if (!atDigit()) {
      throw UnreadableException.INSTANCE;
    }
    int value = 0;
    while (atDigit()) {
      if (value > 100_000_000) {
        throw UnreadableException.INSTANCE;
      }
      value = value * 10 + next() - '0';
    }
    return value;
  }

  /** The digits of a number, as they stand; at least one. */
  String digits() throws UnreadableException {
    int start = at;
    while (atDigit()) {
      at++;
    }
    if (start == at) {
      throw UnreadableException.INSTANCE;
    }
    return text.substring(start, at);
  }

  String take(int length) throws UnreadableException {
    if (length > text.length() - at) {
      throw UnreadableException.INSTANCE;
    }
    at += length;
    return text.substring(at - length, at);
  }

  /** All before {@code end}, which is read too. */
  String takeUntil(char end) throws UnreadableException {
    int found = text.indexOf(end, at);
    if (found < 0) {
      throw UnreadableException.INSTANCE;
    }
    String taken = text.substring(at, found);
    at = found + 1;
    return taken;
  }

  /** What is left. */
  String rest() {
    return text.substring(at);
  }

  /** How many characters were read. */
  int position() {
    return at;
  }

  /** Goes back to where {@link #position} was taken. */
  void back(int position) {
    at = position;
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
