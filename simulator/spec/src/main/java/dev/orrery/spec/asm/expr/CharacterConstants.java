package dev.orrery.spec.asm.expr;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Characters and strings with the escapes of the GNU assembler's manual, section "Strings". */
public final class CharacterConstants {
  private static final int OCTAL_DIGITS = 3;

  private CharacterConstants() {}

  /** The value of the character, perhaps escaped, that {@code in} is at. */
  static long read(TextCursor in) {
    char c = in.take();
    if (c == 0) {
      throw in.error("a character is missing", "Write 'a'.");
    }
    if (c != '\\') {
      return Character.isHighSurrogate(c) ? Character.toCodePoint(c, in.take()) : c;
    }
    return escaped(in);
  }

  private static int escaped(TextCursor in) {
    char c = in.take();
    switch (c) {
      case 'b':
        return '\b';
      case 'f':
        return '\f';
      case 'n':
        return '\n';
      case 'r':
        return '\r';
      case 't':
        return '\t';
      case 'v':
        return 0x0b;
      case '\\', '"', '\'':
        return c;
      case 'x', 'X':
        int hex = 0;
        for (int d = Character.digit(in.peek(), 16); d >= 0; d = Character.digit(in.peek(), 16)) {
          hex = (hex << 4 | d) & 0xff;
          in.take();
        }
        return hex;
      default:
        int octal = Character.digit(c, 8);
        if (octal < 0) {
          throw in.error(
              in.text().span(in.at() - 2, in.at()),
              "there is no escape '\\" + c + "'",
              "Escapes are \\b \\f \\n \\r \\t \\v \\\\ \\\" \\' \\0 to \\377 and \\x41.");
        }
        for (int i = 1; i < OCTAL_DIGITS && Character.digit(in.peek(), 8) >= 0; i++) {
          octal = octal << 3 | Character.digit(in.take(), 8);
        }
        return octal & 0xff;
    }
  }

  /** The bytes of the string in {@code "..."} that {@code in} is at; text is UTF-8. */
  public static byte[] string(TextCursor in) {
    in.skipSpace();
    int start = in.at();
    if (in.peek() != '"') {
      throw in.error("a string is missing", "Write \"text\".");
    }
    in.take();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    while (in.peek() != '"') {
      char c = in.take();
      if (c == 0 && in.at() >= in.text().chars().length()) {
        throw in.error(
            in.text().span(start, start + 1), "this string has no end", "Close it by \".");
      }
      if (c == '\\') {
        out.write(escaped(in));
      } else if (c < 0x80) {
        out.write(c);
      } else {
        String pair = Character.isHighSurrogate(c) ? "" + c + in.take() : String.valueOf(c);
        out.writeBytes(pair.getBytes(StandardCharsets.UTF_8));
      }
    }
    in.take();
    return out.toByteArray();
  }
}
