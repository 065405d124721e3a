package dev.orrery.spec.lang.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects findings over all passes, so that a user sees all of a table's errors at once. A finding
 * that is reported twice (a body is lowered once for each control register, say) counts once.
 * Warnings are kept beside the errors, and are none.
 */
public final class Diagnostics {
  /**
   * More findings than this are counted, not kept: a binary file fed by mistake gives one per line.
   */
  private static final int KEPT = 1000;

  private static final int SHOWN = 20;

  private record Key(String code, SourceFile file, int start) {}

  private final List<Diagnostic> found = new ArrayList<>();
  private final List<Diagnostic> warnings = new ArrayList<>();
  private final Set<Key> seen = new LinkedHashSet<>();
  private int dropped;

  /** Adds an error. */
  public void error(String code, Span span, String message, String help) {
    add(new Diagnostic(code, span, message, help));
  }

  /** Adds a warning. */
  public void warning(String code, Span span, String message, String help) {
    add(new Diagnostic(code, span, message, help, true));
  }

  /** Adds a finding. */
  public void add(Diagnostic d) {
    List<Diagnostic> list = d.isWarning() ? warnings : found;
    if (list.size() >= KEPT) {
      dropped += d.isWarning() ? 0 : 1;
    } else if (seen.add(new Key(d.code(), d.span().file(), d.span().start()))) {
      list.add(d);
    }
  }

  /** Whether there are no errors. */
  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** Number of errors that were kept. */
  public int size() {
    return found.size();
  }

  /** The errors, by file in the order they were first found in, then by position. */
  public List<Diagnostic> sorted() {
    return sorted(found);
  }

  /** The warnings, in the same order. */
  public List<Diagnostic> warnings() {
    return sorted(warnings);
  }

  private static List<Diagnostic> sorted(List<Diagnostic> found) {
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

  /** All errors for a reader, the first ones in full, ending with their number. */
  public String render() {
    return render(sorted(), dropped, "error");
  }

  /** The warnings in the same way; empty if there are none. */
  public String renderWarnings() {
    return warnings.isEmpty() ? "" : render(warnings(), 0, "warning");
  }

  private static String render(List<Diagnostic> all, int dropped, String kind) {
    StringBuilder out = new StringBuilder();
    for (Diagnostic d : all.subList(0, Math.min(SHOWN, all.size()))) {
      out.append(d.render());
    }
    int total = all.size() + dropped;
    if (total > SHOWN) {
      out.append("... and ").append(total - SHOWN).append(" more\n");
    }
    return out.append(total == 1 ? "1 " + kind : total + " " + kind + "s").toString();
  }
}
