package dev.orrery.spec.lang.parse;

import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.lang.source.SourceFile;
import dev.orrery.spec.lang.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Hands the lines of a block, or their cells, to a reader; an error in one does not touch the
 * others.
 */
final class LineReader {
  private final SourceFile file;
  private final List<Line> lines;
  private final Consumer<Failure> errors;
  private boolean read;

  LineReader(SourceFile file, List<Line> lines, Consumer<Failure> errors) {
    this.file = file;
    this.lines = lines;
    this.errors = errors;
  }

  boolean wereRead() {
    return read;
  }

  /** Reads each line from {@code from} on, as cells. */
  void lines(int from, Consumer<List<Cursor>> reader) {
    read = true;
    for (Line line : lines.subList(Math.min(from, lines.size()), lines.size())) {
      attempt(() -> reader.accept(cells(line)));
    }
  }

  /** Reads each cell of each line that is not empty. */
  void cells(Consumer<Cursor> reader) {
    read = true;
    for (Line line : lines) {
      for (Cursor cell : cells(line)) {
        if (!cell.atEnd()) {
          attempt(
              () -> {
                reader.accept(cell);
                cell.expectEnd();
              });
        }
      }
    }
  }

  private void attempt(Runnable reading) {
    try {
      reading.run();
    } catch (Failure e) {
      errors.accept(e);
    }
  }

  private List<Cursor> cells(Line line) {
    List<Cursor> out = new ArrayList<>();
    List<Token> tokens = line.tokens();
    for (Token t : tokens) {
      if (t.kind() == Token.Kind.BAD && t.text().startsWith("\"")) {
        // It has swallowed the cells behind it.
        throw new Failure(
            "E00",
            new Span(file, t.start(), t.end()),
            "this string has no end",
            "Close it with a double quote.");
      }
    }
    int from = 0;
    for (int i = 0; i <= tokens.size(); i++) {
      if (i == tokens.size() || tokens.get(i).is("|")) {
        int end = i < tokens.size() ? tokens.get(i).start() : tokens.get(i - 1).end();
        out.add(new Cursor(file, tokens.subList(from, i), end));
        from = i + 1;
      }
    }
    return out;
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  /** The cells of the first line. */
  List<Cursor> first() {
    read = true;
    return cells(lines.getFirst());
  }
}
