package dev.orrery.spec.lang.parse;

/**
 * A token.
 *
 * @param kind what it is
 * @param text its characters; of a string those between the quotes, of a bit string those behind
 *     the mark
 * @param start offset in the file
 * @param end offset behind it
 */
record Token(Kind kind, String text, int start, int end) {
  enum Kind {
    WORD,
    NUMBER,
    BITS,
    STRING,
    OP,
    BAD
  }

  boolean is(String op) {
    return kind == Kind.OP && text.equals(op);
  }

  boolean isWord(String word) {
    return kind == Kind.WORD && text.equals(word);
  }
}
