package dev.orrery.spec.asm.source;

import dev.orrery.spec.asm.expr.Text;
import dev.orrery.spec.lang.source.SourceFile;
import dev.orrery.spec.lang.source.Span;
import org.jspecify.annotations.Nullable;

/** A text whose statements are read one after the other, once or several times over. */
final class Input {
  private final String text;

  /** The file that the text is; null for one that a macro or a repetition made. */
  private final @Nullable SourceFile file;

  private final Span origin;
  private final String note;
  private final long times;

  /** Conditions that were open when the text began: it closes no others. */
  final int conditions;

  private long turn;
  private int at;

  private Input(
      String text,
      @Nullable SourceFile file,
      Span origin,
      String note,
      long times,
      int conditions) {
    this.text = text;
    this.file = file;
    this.origin = origin;
    this.note = note;
    this.times = times;
    this.conditions = conditions;
  }

  static Input file(SourceFile file, String clean, int conditions) {
    return new Input(clean, file, new Span(file, 0, 0), "", 1, conditions);
  }

  static Input made(String text, Span origin, String note, long times, int conditions) {
    return new Input(text, null, origin, note, times, conditions);
  }

  /** The next statement, without white space around it; null at the end. */
  @Nullable Text next() {
    if (at >= text.length()) {
      turn++;
      if (turn >= times || text.isEmpty()) {
        return null;
      }
      at = 0;
    }
    int end = text.indexOf('\n', at);
    int stop = end < 0 ? text.length() : end;
    int start = at;
    at = stop + 1;
    while (start < stop && text.charAt(start) <= ' ') {
      start++;
    }
    while (stop > start && text.charAt(stop - 1) <= ' ') {
      stop--;
    }
    return statement(start, stop);
  }

  private Text statement(int start, int end) {
    String chars = text.substring(start, end);
    if (file != null) {
      return new Text(chars, new Span(file, start, end), true, "");
    }
    return new Text(chars, origin, false, note + ": '" + chars.strip() + "'");
  }

  /** Ends it here. */
  void stop() {
    at = text.length();
    turn = times;
  }
}
