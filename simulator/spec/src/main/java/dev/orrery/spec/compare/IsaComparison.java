package dev.orrery.spec.compare;

import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.IrPrinter;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is different between two instruction sets. Rows are the same if they have the same name; of
 * several with one name, those with the same bits belong together, then the others in their order.
 *
 * @param removed rows that only the first set has, in its order
 * @param added rows that only the second set has, in its order
 * @param changed rows that both have and that differ, in the order of the first
 */
public record IsaComparison(List<Row> removed, List<Row> added, List<Change> changed) {
  public IsaComparison {
    removed = List.copyOf(removed);
    added = List.copyOf(added);
    changed = List.copyOf(changed);
  }

  /** What can differ. */
  public enum Aspect {
    ENCODING,
    ASM,
    CLASS,
    MEANING
  }

  /**
   * One difference of a row.
   *
   * @param before as the first set has it
   * @param after as the second has it
   */
  public record Detail(Aspect aspect, String before, String after) {}

  /** A row that differs. */
  public record Change(Row before, Row after, List<Detail> details) {
    public Change {
      details = List.copyOf(details);
    }
  }

  /** Whether the sets have the same rows. */
  public boolean isEmpty() {
    return removed.isEmpty() && added.isEmpty() && changed.isEmpty();
  }

  /** Compares two sets. */
  public static IsaComparison of(Isa first, Isa second) {
    Map<String, List<Row>> rest = new LinkedHashMap<>();
    for (Row row : second.rows()) {
      rest.computeIfAbsent(row.name(), n -> new ArrayList<>()).add(row);
    }
    Map<Row, Row> pairs = new LinkedHashMap<>();
    List<Row> unpaired = new ArrayList<>();
    for (Row row : first.rows()) {
      Row same = take(rest.get(row.name()), row, true);
      if (same == null) {
        unpaired.add(row);
      } else {
        pairs.put(row, same);
      }
    }
    List<Row> removed = new ArrayList<>();
    for (Row row : unpaired) {
      Row other = take(rest.get(row.name()), row, false);
      if (other == null) {
        removed.add(row);
      } else {
        pairs.put(row, other);
      }
    }
    List<Change> changed = new ArrayList<>();
    for (Row row : first.rows()) {
      Row other = pairs.get(row);
      List<Detail> details = other == null ? List.of() : details(row, other);
      if (other != null && !details.isEmpty()) {
        changed.add(new Change(row, other, details));
      }
    }
    List<Row> added =
        second.rows().stream()
            .filter(r -> rest.getOrDefault(r.name(), List.of()).contains(r))
            .toList();
    return new IsaComparison(removed, added, changed);
  }

  private static @Nullable Row take(
      @Nullable List<Row> candidates, Row row, boolean withTheSameBits) {
    if (candidates == null) {
      return null;
    }
    for (Row c : candidates) {
      if (!withTheSameBits || encoding(c).equals(encoding(row))) {
        candidates.remove(c);
        return c;
      }
    }
    return null;
  }

  private static List<Detail> details(Row a, Row b) {
    List<Detail> details = new ArrayList<>();
    add(Aspect.ENCODING, encoding(a), encoding(b), details);
    add(Aspect.ASM, a.asm(), b.asm(), details);
    add(Aspect.CLASS, a.insnClass(), b.insnClass(), details);
    add(
        Aspect.MEANING,
        IrPrinter.print(a.body()).strip(),
        IrPrinter.print(b.body()).strip(),
        details);
    return details;
  }

  private static void add(Aspect aspect, String before, String after, List<Detail> details) {
    if (!before.equals(after)) {
      details.add(new Detail(aspect, before, after));
    }
  }

  private static String encoding(Row row) {
    StringBuilder bits = new StringBuilder();
    for (int b = row.length() * 8 - 1; b >= 0; b--) {
      bits.append((row.mask() >>> b & 1) == 0 ? "." : "" + (row.match() >>> b & 1));
    }
    Expr legal = row.legal();
    return legal == null ? bits.toString() : bits + " legal " + IrPrinter.print(legal);
  }
}
