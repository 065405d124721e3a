package dev.orrery.reports.terminal;

import dev.orrery.profiler.recording.Profile;
import dev.orrery.profiler.recording.Recording;
import dev.orrery.reports.diff.Change;
import dev.orrery.reports.diff.Comparison;
import dev.orrery.reports.diff.Comparison.Cause;
import dev.orrery.reports.diff.Comparison.Counted;
import dev.orrery.reports.diff.Comparison.Row;
import dev.orrery.reports.diff.DiffText;
import dev.orrery.reports.text.Numbers;
import dev.orrery.spec.diag.SafeText;
import java.util.ArrayList;
import java.util.List;

/** What differs between two recordings, in the lines of a terminal. */
public final class DiffSummary {
  private static final int LABEL_END = 12;
  private static final int PERCENT = 10;
  private static final int ROWS = 10;
  private static final int BLOCKS = 6;

  /** Columns for what a row waits for more or less than before. */
  private static final int CAUSE = 26;

  /** Columns from which on there is room for that. */
  private static final int WIDE = 96;

  private final Comparison c;
  private final int width;
  private final boolean colour;

  /** Columns of a count, with what sets it apart. */
  private final int number;

  private final int nameEnd;
  private final boolean causesShown;
  private final List<Line> lines = new ArrayList<>();

  private DiffSummary(Comparison c, int width, boolean colour) {
    this.c = c;
    this.width = width;
    this.colour = colour;
    this.causesShown = !c.causes().isEmpty() && width >= WIDE;
    int cause = causesShown ? CAUSE : 0;
    long most = Math.max(most(c.cycles()), most(c.instructions()));
    this.number = Math.max(Numbers.exact(most).length(), 6) + 3;
    this.nameEnd =
        Math.clamp(width - 3 * number - PERCENT - cause - 1, LABEL_END + 16, LABEL_END + 48);
  }

  /** The text, in so many columns. */
  public static String of(Comparison comparison, int width, boolean colour) {
    DiffSummary s = new DiffSummary(comparison, width, colour);
    s.write();
    StringBuilder text = new StringBuilder();
    s.lines.forEach(l -> text.append(l).append('\n'));
    return text.toString();
  }

  private void write() {
    side("A", c.a());
    side("B", c.b());
    for (String note : c.notes()) {
      wrapped("note", note);
    }
    lines.add(new Line(colour));
    wrapped("in short", DiffText.sentence(c));
    lines.add(new Line(colour));
    head("");
    if (c.counted() == Counted.CYCLES) {
      change(line("cycles"), c.cycles());
    }
    change(line("instructions"), c.instructions());
    if (!c.changedCauses().isEmpty()) {
      head("cycles for");
      for (Cause cause : c.changedCauses()) {
        change(named(cause.name()), cause.cycles());
      }
    }
    rows("function", c.changed(c.functions()), ROWS);
    rows("line", c.changed(c.lines()), ROWS);
    rows("block", c.changed(c.blocks()), BLOCKS);
    lines.add(new Line(colour));
    wrapped("exact", DiffText.exact(c));
  }

  private static long most(Change change) {
    return Math.max(change.a(), change.b());
  }

  private Line line(String label) {
    Line line = new Line(colour).add("  ").add(Ink.LABEL, label).to(LABEL_END + 1);
    lines.add(line);
    return line;
  }

  private void wrapped(String label, String text) {
    Line line = line(label);
    for (String word : text.split(" ")) {
      if (line.width() + 1 + word.length() > width) {
        line = line("");
      }
      line.add(line.width() > LABEL_END + 1 ? " " : "").add(word);
    }
  }

  private void side(String label, Recording r) {
    Profile p = r.profile();
    String core = p.cycles().isEmpty() ? "" : " · " + p.cycles().getFirst().core();
    String facts = " · " + p.run().isa() + core + " · " + p.outcome().message();
    Line line =
        line(label).add(Ink.STRONG, SafeText.shortened(SafeText.clean(p.run().program()), 32));
    line.add(SafeText.shortened(SafeText.clean(facts), Math.max(16, width - line.width())));
  }

  private void head(String label) {
    line(label)
        .right(Ink.FAINT, nameEnd + number, "A")
        .right(Ink.FAINT, nameEnd + 2 * number, "B")
        .right(Ink.FAINT, nameEnd + 3 * number, "B − A");
  }

  private Line named(String name) {
    String cut = SafeText.shortened(SafeText.clean(name), nameEnd - LABEL_END - 2);
    return line("").add(Ink.NAME, cut);
  }

  private Line change(Line line, Change change) {
    Ink ink = change.difference() < 0 ? Ink.GOOD : change.difference() > 0 ? Ink.RED : Ink.FAINT;
    return line.right(Ink.PLAIN, nameEnd + number, Numbers.exact(change.a()))
        .right(Ink.PLAIN, nameEnd + 2 * number, Numbers.exact(change.b()))
        .right(ink, nameEnd + 3 * number, change.signed())
        .right(ink, nameEnd + 3 * number + PERCENT, change.percent());
  }

  private void rows(String label, List<Row> rows, int most) {
    if (rows.isEmpty()) {
      return;
    }
    head(label);
    for (Row r : rows.stream().limit(most).toList()) {
      Line line = change(named(r.name()), r.of(c.counted()));
      if (causesShown && r.mainCause() >= 0) {
        Cause cause = c.causes().get(r.mainCause());
        String main = cause.name() + " " + r.causes().get(r.mainCause()).signed();
        line.add("  ").add(Ink.FAINT, SafeText.shortened(SafeText.clean(main), CAUSE - 2));
      }
    }
    if (rows.size() > most) {
      line("").add(Ink.FAINT, "and " + (rows.size() - most) + " more");
    }
  }
}
