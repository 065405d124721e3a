package dev.orrery.spec.lang.check;

import dev.orrery.spec.decode.LengthRule;
import dev.orrery.spec.decode.Precedence;
import dev.orrery.spec.decode.RowSetCheck;
import dev.orrery.spec.decode.RowWords;
import dev.orrery.spec.disasm.InsnText;
import dev.orrery.spec.lang.lower.Lowerer;
import dev.orrery.spec.lang.source.Diagnostics;
import dev.orrery.spec.lang.source.Span;
import dev.orrery.spec.model.Row;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reports what {@link RowSetCheck} finds, each with a word that shows it. */
public final class RowSetDiagnostics {
  private final Lowerer lowerer;
  private final Diagnostics diagnostics;
  private final InsnText texts;

  /**
   * Reports to {@code diagnostics}, taking the places of rows from {@code lowerer}.
   *
   * @param texts prints words as instructions
   */
  public RowSetDiagnostics(Lowerer lowerer, Diagnostics diagnostics, InsnText texts) {
    this.lowerer = lowerer;
    this.diagnostics = diagnostics;
    this.texts = texts;
  }

  /** Checks {@code rows}. */
  public void check(List<Row> rows, Precedence precedence, LengthRule lengths) {
    if (!areEnumerable(rows, precedence)) {
      return;
    }
    RowSetCheck check = new RowSetCheck(rows, precedence);
    for (RowSetCheck.Finding f : check.wrongLengths(lengths)) {
      diagnostics.error(
          "E30",
          span(f.row()),
          "'"
              + f.row().name()
              + "' has "
              + f.row().length()
              + " bytes, but its words are "
              + lengths.length(f.word())
              + " bytes long, e.g. "
              + word(f),
          "Mend its bits, or the `length` block.");
    }
    for (RowSetCheck.Finding f : check.overlaps()) {
      Row other = Objects.requireNonNull(f.other());
      // The later row is the one that came last, and so the one to look at.
      diagnostics.error(
          "E01",
          span(other),
          "'%s' overlaps '%s' (%s): the word %s is both %s and %s"
              .formatted(
                  other.name(),
                  f.row().name(),
                  span(f.row()).at(),
                  word(f),
                  text(other, f.word()),
                  text(f.row(), f.word())),
          "Add `over " + f.row().name() + "` if '" + other.name() + "' should win there.");
    }
    for (RowSetCheck.Finding f : check.notSubsets()) {
      Row other = Objects.requireNonNull(f.other());
      String why =
          f.word() == -1
              ? "both have the same words"
              : "word " + word(f) + " is no '" + other.name() + "'";
      diagnostics.error(
          "E18",
          span(f.row()),
          "'" + f.row().name() + "' is not a strict subset of '" + other.name() + "': " + why,
          "Give it more fixed bits, or drop `over`.");
    }
    for (RowSetCheck.Finding f : check.unreachable()) {
      Row other = f.other();
      diagnostics.error(
          "E22",
          span(f.row()),
          "no word is a '"
              + f.row().name()
              + "': "
              + (other == null
                  ? "its conditions exclude each other"
                  : "rows that are `over` it win them all, such as '" + other.name() + "'"),
          "Mend `legal` or `over`, or remove the row.");
    }
  }

  /** Whether the conditions of each row, and of the rows it competes with, read few enough bits. */
  private boolean areEnumerable(List<Row> rows, Precedence precedence) {
    boolean all = true;
    Map<Row, Long> bits = new IdentityHashMap<>();
    for (Row row : rows) {
      try {
        bits.put(row, RowWords.touchedBits(row) & ~row.mask());
      } catch (IllegalArgumentException e) {
        diagnostics.error(
            "E28",
            span(row),
            "the condition of '"
                + row.name()
                + "' reads more than "
                + RowWords.MAX_TOUCHED_BITS
                + " bits of the word",
            "Split the row, or give it more fixed bits.");
        all = false;
      }
    }
    if (!all) {
      return false;
    }
    Map<Row, Long> together = new IdentityHashMap<>(bits);
    for (Row row : rows) {
      for (Row loser : precedence.losers(row)) {
        merge(together, row, bits, loser);
        merge(together, loser, bits, row);
      }
    }
    for (Row row : rows) {
      int count = Long.bitCount(together.getOrDefault(row, 0L) & ~row.mask());
      if (count > RowWords.MAX_TOUCHED_BITS) {
        diagnostics.error(
            "E28",
            span(row),
            "the conditions of '"
                + row.name()
                + "' and of the rows it competes with by `over` read "
                + count
                + " bits of the word, more than "
                + RowWords.MAX_TOUCHED_BITS,
            "Split the row, or give it more fixed bits.");
        all = false;
      }
    }
    return all;
  }

  private static void merge(Map<Row, Long> into, Row row, Map<Row, Long> bits, Row other) {
    into.merge(row, bits.getOrDefault(other, 0L), (x, y) -> x | y);
  }

  private Span span(Row row) {
    return lowerer.span(row);
  }

  /** The word as {@code row} would print it. */
  private String text(Row row, long word) {
    return '"' + texts.text(RowWords.at(row, word, 0)).replace('\t', ' ') + '"';
  }

  private static String word(RowSetCheck.Finding f) {
    return String.format("0x%0" + 2 * f.row().length() + "x", f.word());
  }
}
