package dev.orrery.spec.asm.expr;

import dev.orrery.spec.lang.source.SourceFile;
import dev.orrery.spec.lang.source.Span;

/**
 * One statement's characters and where they come from.
 *
 * @param chars the statement
 * @param origin its place; what a macro made has the place of the call
 * @param exact whether the characters stand at {@code origin} as they are
 * @param note said behind errors: which line of which macro it is; empty for none
 */
public record Text(String chars, Span origin, boolean exact, String note) {

  /** Text that stands in {@code file} from {@code start} to {@code end}. */
  public static Text of(SourceFile file, int start, int end) {
    return new Text(file.text().substring(start, end), new Span(file, start, end), true, "");
  }

  /** A text of its own, for example an instruction that a program asks for. */
  public static Text of(String name, String chars) {
    return of(new SourceFile(name, name, chars), 0, chars.length());
  }

  /** The place of characters {@code from} to {@code to}. */
  public Span span(int from, int to) {
    return exact
        ? new Span(origin.file(), origin.start() + from, origin.start() + Math.max(from, to))
        : origin;
  }

  /** Characters {@code from} to {@code to} as a text. */
  public Text part(int from, int to) {
    return new Text(chars.substring(from, to), span(from, to), exact, note);
  }
}
