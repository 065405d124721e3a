package dev.orrery.reports.terminal;

import dev.orrery.profiler.recording.PipelineWindow;
import dev.orrery.profiler.recording.PipelineWindow.PipelineInstruction;
import dev.orrery.profiler.recording.PipelineWindow.PipelineStay;
import dev.orrery.reports.pipeline.PipelineColumns;
import dev.orrery.reports.pipeline.PipelineMarks;
import dev.orrery.spec.diag.SafeText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline as text: a row for each instruction, two columns for each cycle. The first says in
 * which stage the instruction is, the second what holds it. Where the rows leave the width, the
 * drawing begins again further left.
 */
public final class PipelineText {
  private static final int INDENT = 2;
  private static final int CELL = 2;
  private static final int LONGEST_TEXT = 28;

  /** So many cycles that are alike are shown. */
  private static final int ALIKE = 5;

  /** Cycles are numbered at every so many columns. */
  private static final int RULER = 5;

  private final PipelineWindow window;
  private final PipelineMarks marks;
  private final int width;
  private final boolean colour;
  private final List<Line> lines = new ArrayList<>();
  private final int cells;
  private String function = "";

  private PipelineText(PipelineWindow window, int width, boolean colour) {
    this.window = window;
    this.marks = new PipelineMarks(window);
    this.width = width;
    this.colour = colour;
    int addresses = 0;
    int texts = 0;
    for (PipelineInstruction i : window.instructions()) {
      addresses = Math.max(addresses, address(i).length());
      texts = Math.max(texts, text(i).length());
    }
    this.cells = INDENT + addresses + 2 + Math.min(Math.max(texts, 12), width / 3) + 2;
  }

  /**
   * The drawing, with a legend below it.
   *
   * @param width columns of the terminal
   * @param colour whether it has colours
   */
  public static String of(PipelineWindow window, int width, boolean colour) {
    PipelineText t = new PipelineText(window, width, colour);
    t.draw();
    StringBuilder out = new StringBuilder();
    t.lines.forEach(l -> out.append(l).append('\n'));
    return out.toString();
  }

  private Line line() {
    Line line = new Line(colour);
    lines.add(line);
    return line;
  }

  private static String address(PipelineInstruction i) {
    return Long.toHexString(i.address());
  }

  private static String text(PipelineInstruction i) {
    return SafeText.shortened(SafeText.clean(i.text()), LONGEST_TEXT);
  }

  private void draw() {
    line().add(Ink.STRONG, SafeText.shortened(marks.title(), width));
    int room = Math.max(1, (width - cells) / CELL);
    PipelineColumns.parts(window.instructions(), ALIKE, room).forEach(rows -> part(rows, room));
    legend();
  }

  private void part(List<PipelineInstruction> rows, int room) {
    PipelineColumns columns = new PipelineColumns(rows, ALIKE);
    int shown = Math.min(room, columns.count());
    line();
    ruler(columns, shown);
    for (PipelineInstruction i : rows) {
      String name = i.place().replaceFirst("\\+0x[0-9a-f]+$", "");
      if (!name.equals(function)) {
        function = name;
        line()
            .to(INDENT)
            .add(Ink.NAME, SafeText.shortened(SafeText.clean(name), width - INDENT - 1) + ":");
      }
      row(i, columns, shown);
    }
  }

  private void ruler(PipelineColumns columns, int shown) {
    Line line = line().add(Ink.FAINT, "  cycle");
    int next = 0;
    for (int c = 0; c < shown; c++) {
      long cycle = columns.cycle(c);
      String number = "" + cycle;
      boolean fits = cells + c * CELL + number.length() <= width;
      boolean wanted = c == 0 || cycle % RULER == 0;
      if (cycle != PipelineColumns.LEFT_OUT && wanted && c >= next && fits) {
        line.to(cells + c * CELL).add(Ink.FAINT, number);
        next = c + number.length() / CELL + 1;
      }
    }
  }

  private void row(PipelineInstruction i, PipelineColumns columns, int shown) {
    Line line = line().to(INDENT).add(Ink.FAINT, address(i)).add("  ");
    line.add(SafeText.shortened(text(i), Math.max(1, cells - line.width() - 2)));
    boolean before = true;
    for (int c = 0; c < shown; c++) {
      long cycle = columns.cycle(c);
      boolean isLeftOut = cycle == PipelineColumns.LEFT_OUT;
      PipelineStay stay = PipelineColumns.at(i, isLeftOut ? columns.cycle(c - 1) : cycle);
      if (stay != null) {
        line.to(cells + c * CELL);
        if (isLeftOut) {
          line.add(Ink.FAINT, "┄┄");
        } else {
          cell(line, stay);
        }
        before = false;
      }
    }
    boolean cut = shown < columns.count() && i.retired() > columns.cycle(Math.max(0, shown - 1));
    if (cut || before && !i.stays().isEmpty()) {
      line.add(Ink.FAINT, "…");
    }
  }

  private void cell(Line line, PipelineStay stay) {
    char stage = marks.stage(stay.stage());
    if (stay.cause() == PipelineStay.MOVES) {
      line.add(Ink.STRONG, "" + stage);
    } else {
      String both =
          "" + (stay.own() ? stage : Character.toLowerCase(stage)) + marks.cause(stay.cause());
      line.add(ink(stay), both);
    }
  }

  private static Ink ink(PipelineStay stay) {
    return stay.stage() == PipelineStay.NOWHERE ? Ink.MAGENTA : stay.own() ? Ink.BAD : Ink.HEAT;
  }

  private void legend() {
    line();
    Line stages = line().add("  stages  ");
    for (String s : marks.stageLegend()) {
      if (stages.width() > 10 && stages.width() + s.length() + 3 > width) {
        stages = line().to(10);
      }
      stages.add(Ink.STRONG, s.substring(0, 1)).add(s.substring(1) + "   ");
    }
    PipelineStay own = null;
    PipelineStay waits = null;
    boolean isLate = false;
    for (int c : marks.held()) {
      String name = marks.name(c);
      line()
          .add(c == marks.held().getFirst() ? "  held by " : "          ")
          .add(Ink.BAD, "" + marks.cause(c))
          .add(" ")
          .add(Ink.NAME, name)
          .add(" ")
          .right(Ink.PLAIN, 44, "" + marks.charged(c))
          .add(marks.charged(c) == 1 ? " cycle   " : " cycles  ")
          .add(Ink.FAINT, SafeText.shortened(marks.meaning(c), Math.max(8, width - 54)));
    }
    for (PipelineInstruction i : window.instructions()) {
      for (PipelineStay s : i.stays()) {
        if (s.cause() != PipelineStay.MOVES && s.stage() != PipelineStay.NOWHERE) {
          own = own == null && s.own() ? s : own;
          waits = waits == null && !s.own() ? s : waits;
        }
        isLate |= s.stage() == PipelineStay.NOWHERE;
      }
    }
    explain(own, waits, isLate);
  }

  private void explain(@Nullable PipelineStay own, @Nullable PipelineStay waits, boolean isLate) {
    String label = "  cells   ";
    for (PipelineStay s : new @Nullable PipelineStay[] {own, waits}) {
      if (s != null) {
        Line line = line().add(label);
        cell(line, s);
        line.add(" " + marks.reason(s));
        label = "          ";
      }
    }
    if (isLate) {
      line().add(label).add(Ink.MAGENTA, "·").add(" cannot be fetched yet");
    }
  }
}
