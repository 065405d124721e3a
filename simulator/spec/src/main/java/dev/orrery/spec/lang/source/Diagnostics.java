package dev.orrery.spec.lang.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects findings over all passes, so that a user sees all of a table's errors at once. A finding
 * that is reported twice (a body is lowered once for each control register, say) counts once.
 */
public final class Diagnostics {
  /**
   * More findings than this are counted, not kept: a binary file fed by mistake gives one per line.
   */
  private static final int KEPT = 1000;

  private static final int SHOWN = 20;

  private record Key(String code, SourceFile file, int start) {}

  private final List<Diagnostic> found = new ArrayList<>();
  private final Set<Key> seen = new LinkedHashSet<>();
  private int dropped;

  /** Adds a finding. */
  public void error(String code, Span span, String message, String help) {
    add(new Diagnostic(code, span, message, help));
  }

  /** Adds a finding. */
  public void add(Diagnostic d) {
    if (found.size() >= KEPT) {
      dropped++;
    } else if (seen.add(new Key(d.code(), d.span().file(), d.span().start()))) {
      found.add(d);
    }
  }

  /** Whether nothing was found. */
  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** Number of findings that were kept. */
  public int size() {
    return found.size();
  }

  /** The findings, by file in the order they were first found in, then by position. */
  public List<Diagnostic> sorted() {
    List<SourceFile> files = new ArrayList<>();
    for (Diagnostic d : found) {
      if (!files.contains(d.span().file())) {
        files.add(d.span().file());
      }
    }
    List<Diagnostic> out = new ArrayList<>(found);
    out.sort(
        Comparator.comparingInt((Diagnostic d) -> files.indexOf(d.span().file()))
            .thenComparingInt(d -> d.span().start()));
    return out;
  }

  /** All findings for a reader, the first ones in full, ending with their number. */
  public String render() {
    List<Diagnostic> all = sorted();
    StringBuilder out = new StringBuilder();
    for (Diagnostic d : all.subList(0, Math.min(SHOWN, all.size()))) {
      out.append(d.render());
    }
    int total = all.size() + dropped;
    if (total > SHOWN) {
      out.append("... and ").append(total - SHOWN).append(" more\n");
    }
    return out.append(total == 1 ? "1 error" : total + " errors").toString();
  }
}
