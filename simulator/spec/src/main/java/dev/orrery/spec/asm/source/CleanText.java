package dev.orrery.spec.asm.source;

/**
 * A text without its comments: they become spaces, so that everything else stays where it was, and
 * every statement ends in a line feed.
 */
final class CleanText {
  private final String text;
  private final char[] out;
  private final boolean hashIsComment;
  private int at;

  private CleanText(String text, boolean hashIsComment) {
    this.text = text;
    this.out = text.toCharArray();
    this.hashIsComment = hashIsComment;
  }

  /**
   * Cleans {@code text}.
   *
   * @param hashIsComment whether {@code #} starts a comment anywhere; else only at the start of a
   *     line
   */
  static String of(String text, boolean hashIsComment) {
    CleanText clean = new CleanText(text, hashIsComment);
    clean.run();
    return new String(clean.out);
  }

  private void run() {
    boolean lineStart = true;
    while (at < out.length) {
      char c = out[at];
      char next = at + 1 < out.length ? out[at + 1] : 0;
      if (c == '\n' || c == ';') {
        out[at] = '\n';
        lineStart = c == '\n';
        at++;
        continue;
      }
      if (c == '"') {
        string();
      } else if (c == '\'') {
        character(next);
      } else if (c == '/' && next == '*') {
        block();
        continue;
      } else if ((c == '/' && next == '/') || (c == '#' && (hashIsComment || lineStart))) {
        line();
      } else {
        at++;
      }
      lineStart &= c <= ' ';
    }
  }

  private void string() {
    at++;
    while (at < out.length && out[at] != '"' && out[at] != '\n') {
      at += out[at] == '\\' && at + 1 < out.length && out[at + 1] != '\n' ? 2 : 1;
    }
    if (at < out.length && out[at] == '"') {
      at++;
    }
  }

  /** {@code 'a}, {@code 'a'}, {@code '\n'}: the character may be one that ends statements. */
  private void character(char next) {
    if (next == '\n' || next == 0) {
      at++;
      return;
    }
    at += next == '\\' && at + 2 < out.length && out[at + 2] != '\n' ? 3 : 2;
    if (at < out.length && out[at] == '\'') {
      at++;
    }
  }

  private void block() {
    int end = text.indexOf("*/", at + 2);
    int stop = end < 0 ? out.length : end + 2;
    for (; at < stop; at++) {
      out[at] = ' ';
    }
  }

  private void line() {
    while (at < out.length && out[at] != '\n') {
      out[at++] = ' ';
    }
  }
}
