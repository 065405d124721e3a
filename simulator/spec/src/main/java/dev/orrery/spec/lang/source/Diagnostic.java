package dev.orrery.spec.lang.source;

/**
 * One finding about a table.
 *
 * @param code its number in the language's list of errors, for example {@code E04}; empty for a
 *     language that has no such list
 * @param span what it is about
 * @param message what is wrong, and why
 * @param help what to do
 * @param isWarning whether it may be right as it is
 */
public record Diagnostic(String code, Span span, String message, String help, boolean isWarning) {
  private static final int LONGEST_TEXT = 400;
  private static final int SHOWN_BEFORE = 100;
  private static final int SHOWN_AFTER = 60;

  /** An error. */
  public Diagnostic(String code, Span span, String message, String help) {
    this(code, span, message, help, false);
  }

  public Diagnostic {
    message = cut(message);
    help = cut(help);
  }

  /**
   * The finding for a reader: place and message, the line, a mark under it, what uses it, what to
   * do.
   */
  public String render() {
    SourceFile file = span.file();
    int start = span.start();
    int from = Math.max(file.lineStart(start), start - SHOWN_BEFORE);
    int to = Math.min(file.lineEnd(start), start + SHOWN_AFTER);
    String number = String.format("%5d", file.line(start));
    StringBuilder out = new StringBuilder();
    out.append(span.at())
        .append(isWarning ? ": warning" : ": error")
        .append(code.isEmpty() ? "" : " " + code)
        .append(": ")
        .append(message)
        .append('\n');
    out.append(number).append(" | ").append(printable(file.text(), from, to)).append('\n');
    out.append("      | ");
    file.text()
        .substring(from, Math.max(from, Math.min(start, to)))
        .codePoints()
        .forEach(c -> out.append(c == '\t' ? '\t' : ' '));
    out.append('^');
    int length = Math.min(span.end(), to) - start;
    out.repeat('~', Math.max(0, length - 1)).append('\n');
    if (file.use() != null) {
      out.append("      = ").append(file.use()).append('\n');
    }
    return out.append("      = ").append(help).append('\n').toString();
  }

  /** Messages quote the text, which may be one word of a megabyte. */
  private static String cut(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "...";
  }

  private static String printable(String text, int from, int to) {
    StringBuilder out = new StringBuilder();
    text.substring(Math.min(from, to), to)
        .codePoints()
        .forEach(c -> out.appendCodePoint(Character.isISOControl(c) && c != '\t' ? '\ufffd' : c));
    return out.toString().stripTrailing();
  }
}
