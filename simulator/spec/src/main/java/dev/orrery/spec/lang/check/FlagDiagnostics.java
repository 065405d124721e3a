package dev.orrery.spec.lang.check;

import dev.orrery.spec.ir.Effects;
import dev.orrery.spec.lang.lower.Lowerer;
import dev.orrery.spec.lang.source.Diagnostics;
import dev.orrery.spec.lang.source.Span;
import dev.orrery.spec.model.Register;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Warns of flags that all lines of a table set but one (E23), which may have been forgotten there.
 * Lines are compared with those of the same class; a line that says {@code keep} or {@code undef}
 * has not forgotten the flag.
 */
public final class FlagDiagnostics {
  /** Fewer lines that set a flag make no rule. */
  private static final int FEWEST = 2;

  private final Lowerer lowerer;
  private final Diagnostics diagnostics;

  private record Siblings(Span table, String insnClass) {}

  /** A line of a table, whose rows differ in sizes and the like. */
  private record Line(Row row, Set<Register> flags) {}

  /** Reports to {@code diagnostics}, taking the places of rows from {@code lowerer}. */
  public FlagDiagnostics(Lowerer lowerer, Diagnostics diagnostics) {
    this.lowerer = lowerer;
    this.diagnostics = diagnostics;
  }

  /** Checks {@code rows}; those that stand for other rows are not looked at. */
  public void check(List<Row> rows) {
    Map<Siblings, Map<Span, Line>> tables = new LinkedHashMap<>();
    for (Row row : rows) {
      if (row.semantics() == null) {
        Siblings of = new Siblings(lowerer.table(row), row.insnClass());
        tables
            .computeIfAbsent(of, k -> new LinkedHashMap<>())
            .computeIfAbsent(lowerer.span(row), k -> new Line(row, new LinkedHashSet<>()))
            .flags()
            .addAll(flags(row));
      }
    }
    tables.values().forEach(this::check);
  }

  /** The flags, which are registers of one bit, that a row says something about. */
  private Set<Register> flags(Row row) {
    Set<Register> out = new LinkedHashSet<>(row.undefined());
    out.addAll(lowerer.kept(row));
    for (Effects.Location place : Effects.of(row.body()).writes()) {
      if (place instanceof Effects.Location.Single s) {
        out.add(s.register());
      }
    }
    out.removeIf(r -> r.width() != 1);
    return out;
  }

  private void check(Map<Span, Line> lines) {
    Map<Register, Row> setting = new LinkedHashMap<>();
    lines.values().forEach(l -> l.flags().forEach(f -> setting.putIfAbsent(f, l.row())));
    Map<Span, List<Register>> forgotten = new LinkedHashMap<>();
    for (Register flag : setting.keySet()) {
      List<Span> without = new ArrayList<>();
      lines.forEach(
          (span, line) -> {
            if (!line.flags().contains(flag)) {
              without.add(span);
            }
          });
      if (without.size() == 1 && lines.size() > FEWEST) {
        forgotten.computeIfAbsent(without.getFirst(), k -> new ArrayList<>()).add(flag);
      }
    }
    forgotten.forEach(
        (span, flags) ->
            warn(
                span,
                Objects.requireNonNull(lines.get(span)).row(),
                flags,
                Objects.requireNonNull(setting.get(flags.getFirst()))));
  }

  private void warn(Span span, Row row, List<Register> flags, Row other) {
    List<String> names = flags.stream().map(Register::name).toList();
    diagnostics.warning(
        "E23",
        span,
        "'%s' does nothing to %s, and all others of class %s in this table do, such as '%s' (%s)"
            .formatted(
                row.name(),
                String.join(", ", names),
                row.insnClass(),
                other.name(),
                lowerer.span(other).at()),
        "Set it, or say that this is meant: keep " + String.join("; keep ", names) + ".");
  }
}
