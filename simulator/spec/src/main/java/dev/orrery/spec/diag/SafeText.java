package dev.orrery.spec.diag;

/**
 * Makes text that a program brought with it safe to show: symbols and paths may be anything, and a
 * terminal obeys some characters.
 */
public final class SafeText {
  private SafeText() {}

  /**
   * {@code s} with every character replaced that would act instead of being seen: controls
   * (terminal commands, characters that XML forbids), unpaired surrogates, and those that turn the
   * direction of writing.
   */
  public static String clean(String s) {
    return isAscii(s) ? s : cleaned(s, false);
  }

  /** As {@link #clean}, and lines stay lines: their ends and tabs are kept. */
  public static String cleanLines(String s) {
    return isAscii(s) ? s : cleaned(s, true);
  }

  /** Nearly all names are: then there is nothing to replace. */
  private static boolean isAscii(String s) {
    for (int i = 0; i < s.length(); i++) {
      if (s.charAt(i) < ' ' || s.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  private static String cleaned(String s, boolean lines) {
    StringBuilder clean = new StringBuilder(s.length());
    s.codePoints()
        .forEach(
            c -> {
              boolean kept = isHarmless(c) || lines && (c == '\n' || c == '\t');
              clean.appendCodePoint(kept ? c : 0xfffd);
            });
    return clean.toString();
  }

  /** Whether a character only stands for itself. */
  public static boolean isHarmless(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.SURROGATE, Character.UNASSIGNED -> false;
      case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
      default -> true;
    };
  }

  /** {@code s} in at most {@code length} characters, its middle left out if it is longer. */
  public static String shortened(String s, int length) {
    int n = s.codePointCount(0, s.length());
    if (n <= length) {
      return s;
    }
    int head = (length - 1) * 2 / 3;
    int tail = length - 1 - head;
    return s.substring(0, s.offsetByCodePoints(0, head))
        + "…"
        + s.substring(s.offsetByCodePoints(0, n - tail));
  }
}
