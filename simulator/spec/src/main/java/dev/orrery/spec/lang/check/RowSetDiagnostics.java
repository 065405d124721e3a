package dev.orrery.spec.lang.check;

import dev.orrery.spec.decode.LengthRule;
import dev.orrery.spec.decode.Precedence;
import dev.orrery.spec.decode.RowSetCheck;
import dev.orrery.spec.lang.lower.Lowerer;
import dev.orrery.spec.lang.source.Diagnostics;
import dev.orrery.spec.lang.source.Span;
import dev.orrery.spec.model.Row;
import java.util.List;
import java.util.Objects;

/** Reports what {@link RowSetCheck} finds, each with a word that shows it. */
public final class RowSetDiagnostics {
  private final Lowerer lowerer;
  private final Diagnostics diagnostics;

  /** Reports to {@code diagnostics}, taking the places of rows from {@code lowerer}. */
  public RowSetDiagnostics(Lowerer lowerer, Diagnostics diagnostics) {
    this.lowerer = lowerer;
    this.diagnostics = diagnostics;
  }

  /** Checks {@code rows}. */
  public void check(List<Row> rows, Precedence precedence, LengthRule lengths) {
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
          "'"
              + other.name()
              + "' overlaps '"
              + f.row().name()
              + "' ("
              + span(f.row()).at()
              + "), e.g. word "
              + word(f),
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

  private Span span(Row row) {
    return lowerer.span(row);
  }

  private static String word(RowSetCheck.Finding f) {
    return String.format("0x%0" + 2 * f.row().length() + "x", f.word());
  }
}
