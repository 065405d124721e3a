package dev.orrery.spec.lang.source;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A text with its name and its lines. */
public final class SourceFile {
  private final String path;
  private final String shownAs;
  private final String text;
  private final int[] lineStarts;
  private final @Nullable String use;

  /**
   * Creates a source file.
   *
   * @param path its path in the source tree, with {@code /} between the parts: what imports resolve
   *     against
   * @param shownAs its name in reports, as the user knows it
   * @param text its contents
   */
  public SourceFile(String path, String shownAs, String text) {
    this(path, shownAs, text, null);
  }

  private SourceFile(String path, String shownAs, String text, @Nullable String use) {
    this.use = use;
    this.path = path;
    this.shownAs = shownAs;
    this.text = text;
    int[] starts = new int[16];
    int n = 1;
    for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
      if (n == starts.length) {
        starts = Arrays.copyOf(starts, 2 * n);
      }
      starts[n++] = i + 1;
    }
    this.lineStarts = Arrays.copyOf(starts, n);
  }

  /** Path in the source tree. */
  public String path() {
    return path;
  }

  /** Name in reports. */
  public String shownAs() {
    return shownAs;
  }

  /** The whole text. */
  public String text() {
    return text;
  }

  /** The same text where something uses it: findings in it are findings about that use. */
  public SourceFile usedBy(String use) {
    return new SourceFile(path, shownAs, text, use);
  }

  /** What uses this text, for a reader; null if it stands for itself. */
  public @Nullable String use() {
    return use;
  }

  /** Number of the line, from 1, that holds the character at {@code offset}. */
  public int line(int offset) {
    int i = Arrays.binarySearch(lineStarts, offset);
    return i >= 0 ? i + 1 : -i - 1;
  }

  /**
   * Column, from 1 and in characters as a reader counts them, of the character at {@code offset}.
   */
  public int column(int offset) {
    return text.codePointCount(lineStarts[line(offset) - 1], offset) + 1;
  }

  /** Offset of the first character of the line that holds {@code offset}. */
  int lineStart(int offset) {
    return lineStarts[line(offset) - 1];
  }

  /** Offset behind the last character, line end excluded, of the line that holds {@code offset}. */
  int lineEnd(int offset) {
    int line = line(offset);
    int end = line < lineStarts.length ? lineStarts[line] - 1 : text.length();
    return end > lineStarts[line - 1] && text.charAt(end - 1) == '\r' ? end - 1 : end;
  }

  @Override
  public String toString() {
    return shownAs;
  }
}
