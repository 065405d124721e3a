package dev.orrery.spec.lang.source;

/**
 * A piece of a source text.
 *
 * @param file the text
 * @param start offset of its first character
 * @param end offset behind its last character
 */
public record Span(SourceFile file, int start, int end) {

  /** From the start of this span to the end of {@code last}, which is in the same file. */
  public Span to(Span last) {
    return new Span(file, start, Math.max(end, last.end));
  }

  /** The text itself. */
  public String text() {
    return file.text().substring(start, end);
  }

  /** {@code file:line:column} of its start. */
  public String at() {
    return file.shownAs() + ":" + file.line(start) + ":" + file.column(start);
  }

  /** {@code file:line} of its start. */
  public String atLine() {
    return file.shownAs() + ":" + file.line(start);
  }
}
