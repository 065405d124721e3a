package dev.orrery.cli;

import dev.orrery.cli.ValidateCommand.Finding;
import dev.orrery.machine.fault.FaultReport.CodeLine;
import dev.orrery.machine.validate.Divergence;
import dev.orrery.machine.validate.Fact;
import dev.orrery.machine.validate.Verdict;
import dev.orrery.machine.validate.repro.Reproduction;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What {@code orrery validate} found, for people: a column for each engine. */
final class ValidateText {
  private static final String BAD = "\u001b[1;31m";
  private static final String GOOD = "\u001b[32m";
  private static final String CHANGED = "\u001b[33m";
  private static final String STRONG = "\u001b[1m";
  private static final String END = "\u001b[0m";

  private final List<String> sides;
  private final boolean colour;

  ValidateText(List<String> sides, boolean colour) {
    this.sides = sides;
    this.colour = colour;
  }

  private String names() {
    return Verdict.names(sides);
  }

  /** All that was found. */
  String of(Finding finding) {
    Divergence divergence = finding.divergence();
    return divergence == null ? of(finding.verdict()) : of(divergence) + of(finding.reproduction());
  }

  private String of(@Nullable Reproduction reproduction) {
    return switch (reproduction) {
      case null -> "";
      case Reproduction.NotMade n -> format("%nno smaller program shows it: %s%n", n.why());
      case Reproduction.Made m ->
          format(
              "%n%s to %s%s:%n%n%s",
              paint(STRONG, "shrunk"),
              counted(m.instructions(), "instruction"),
              m.loops() ? ", executed often" : "",
              m.text());
    };
  }

  /** A verdict without an instruction to show. */
  private String of(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Agreed a ->
          format(
              "%s %s about %s, compared at %s%s%n",
              names(),
              paint(GOOD, "agree"),
              counted(a.instructions(), "instruction"),
              counted(a.checks(), "pause"),
              a.complete() ? "; the program " + a.end() : "; then --max-insns ended it");
      case Verdict.GivenUp g -> format("%s agree as far as they ran%n", names());
      case Verdict.Parted p ->
          format(
              "%s agree about %s; then %s%n",
              names(), counted(p.instructions(), "instruction"), p.why());
      case Verdict.Differed d ->
          format(
              "%s differ somewhere between instructions %,d and %,d, but did not differ there when"
                  + " run again: one of them does not do the same on every run%n",
              names(), d.instructions(), d.to());
    };
  }

  /** The instruction, the code around it, and what differs. */
  private String of(Divergence d) {
    StringBuilder out = new StringBuilder();
    out.append(
        format(
            "%s after %s%s%n",
            paint(STRONG, "first divergence"),
            counted(d.instructions(), "instruction"),
            d.thread() == null ? "" : ", in " + d.thread()));
    out.append(
        format(
            "  pc 0x%x%s  %s%s%n",
            d.pc(),
            d.function() == null ? "" : " <" + d.function() + ">",
            paint(STRONG, d.text()),
            d.source() == null ? "" : "  " + d.source()));
    if (d.row() != null) {
      out.append(format("  row %s%n", d.row()));
    }
    if (!d.exact()) {
      out.append(
          format(
              "  found %,d instructions later, and only when an engine may run on: %s%n",
              d.stretch(),
              d.alone()
                  ? "executed often, this instruction differs by itself"
                  : "this instruction wrote last what differs first"));
    }
    out.append('\n');
    for (CodeLine line : d.code()) {
      out.append(line.pc() == d.pc() ? "=> " : "   ").append(line.text()).append('\n');
    }
    out.append('\n').append(table(d));
    if (d.odd() >= 0) {
      out.append(format("%n%s differs from the others%n", d.sides().get(d.odd())));
    }
    return out.toString();
  }

  private String table(Divergence d) {
    int columns = 2 + d.sides().size();
    int[] widths = new int[columns];
    String[] heads = new String[columns];
    heads[0] = "";
    heads[1] = "before";
    for (int i = 2; i < columns; i++) {
      heads[i] = d.sides().get(i - 2);
    }
    for (int c = 0; c < columns; c++) {
      widths[c] = heads[c].length();
      for (Fact f : d.facts()) {
        widths[c] = Math.max(widths[c], cell(f, c).length());
      }
    }
    StringBuilder out = new StringBuilder();
    StringBuilder head = new StringBuilder("  ");
    for (int c = 0; c < columns; c++) {
      head.append(heads[c]).append(" ".repeat(widths[c] - heads[c].length() + 2));
    }
    out.append(head.toString().stripTrailing()).append('\n');
    for (Fact f : d.facts()) {
      StringBuilder line = new StringBuilder("  ");
      for (int c = 0; c < columns; c++) {
        String cell = cell(f, c);
        String ink = c < 2 ? null : f.differs() ? BAD : cell.equals(f.before()) ? null : CHANGED;
        line.append(paint(ink, cell)).append(" ".repeat(widths[c] - cell.length() + 2));
      }
      line.append(f.differs() ? paint(BAD, "✗") : "");
      out.append(line.toString().stripTrailing()).append('\n');
    }
    return out.toString();
  }

  private static String cell(Fact f, int column) {
    return switch (column) {
      case 0 -> f.name();
      case 1 -> f.before();
      default -> f.values().get(column - 2);
    };
  }

  /** A line about the whole, for standard error. */
  String summary(Finding finding, double seconds) {
    Verdict verdict = finding.verdict();
    Divergence divergence = finding.divergence();
    String what =
        switch (verdict) {
          case Verdict.Agreed a ->
              format("%,d bytes of output compared, exit status 0", a.printed());
          case Verdict.Differed d ->
              format("%d replays, exit status 3", divergence == null ? 0 : divergence.replays());
          case Verdict.GivenUp g -> "given up, exit status 5";
          case Verdict.Parted p -> "no more can be compared, exit status 1";
        };
    return format(
        "orrery: %s on %d engines in %.2f s, %s",
        counted(verdict.instructions(), "instruction"), sides.size(), seconds, what);
  }

  private String paint(@Nullable String ink, String text) {
    return colour && ink != null && !text.isEmpty() ? ink + text + END : text;
  }

  private static String counted(long n, String noun) {
    return format("%,d %s%s", n, noun, n == 1 ? "" : "s");
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
