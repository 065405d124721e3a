package dev.orrery.reports.svg;

import dev.orrery.profiler.recording.PipelineWindow;
import dev.orrery.profiler.recording.PipelineWindow.PipelineInstruction;
import dev.orrery.profiler.recording.PipelineWindow.PipelineStay;
import dev.orrery.reports.pipeline.PipelineColumns;
import dev.orrery.reports.pipeline.PipelineMarks;
import dev.orrery.spec.diag.SafeText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * A pipeline as a drawing: a row for each instruction, a column for each cycle. A cell in which an
 * instruction moves on is grey; one in which it is held has the colour of the cause, and that is
 * pale where the instruction waits for the one before it, or cannot be fetched yet. What is pointed
 * at says why.
 */
public final class PipelineSvg {
  private static final double ROW = 21;
  private static final double CELL = 24;
  private static final double CHARACTER = 7.3;
  private static final int LONGEST_TEXT = 34;
  private static final int COLOURS = 8;

  /** Instructions that are wider begin at the left again. */
  private static final double WIDTH = 1040;

  /** So many cycles that are alike are shown. */
  private static final int ALIKE = 10;

  /** Cycles are numbered at every so many columns. */
  private static final int RULER = 5;

  /** A row of the legend. */
  private static final double LEGEND = 20;

  private final PipelineWindow window;
  private final PipelineMarks marks;
  private final List<PipelineInstruction> rows;
  private final List<List<PipelineInstruction>> parts;

  /** Of the part that is being drawn. */
  private PipelineColumns columns;

  private final int addresses;
  private final double left;

  private PipelineSvg(PipelineWindow window) {
    this.window = window;
    this.marks = new PipelineMarks(window);
    this.rows = window.instructions();
    this.addresses =
        rows.stream().mapToInt(i -> Long.toHexString(i.address()).length()).max().orElse(1);
    int texts = rows.stream().mapToInt(i -> text(i).length()).max().orElse(1);
    this.left = (addresses + 2 + texts + 1) * CHARACTER;
    this.parts = PipelineColumns.parts(rows, ALIKE, (int) ((WIDTH - left) / CELL));
    this.columns = new PipelineColumns(rows, ALIKE);
  }

  /**
   * A drawing.
   *
   * @param svg for a page that has {@link #style()}
   * @param width of it, in pixels, at which its letters can be read
   */
  public record Drawing(String svg, double width) {}

  /** The drawing for a page. */
  public static Drawing of(PipelineWindow window) {
    PipelineSvg s = new PipelineSvg(window);
    return new Drawing(s.draw(""), s.width());
  }

  /** The drawing, a file of its own, light or dark as the reader's scheme is. */
  public static String file(PipelineWindow window) {
    return new PipelineSvg(window).draw(style()) + "\n";
  }

  /** The style sheet of these drawings. */
  public static String style() {
    try (InputStream in = PipelineSvg.class.getResourceAsStream("pipeline.css")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(PipelineInstruction i) {
    return SafeText.shortened(SafeText.clean(i.text()), LONGEST_TEXT);
  }

  private double width() {
    int most =
        parts.stream().mapToInt(part -> new PipelineColumns(part, ALIKE).count()).max().orElse(1);
    double title = marks.title().length() * CHARACTER + 4;
    return Math.max(Math.max(620, title), left + most * CELL + 4);
  }

  private String draw(String style) {
    double bottom = ROW + rows.size() * ROW + parts.size() * 1.5 * ROW;
    double height = bottom + 14 + marks.held().size() * LEGEND + LEGEND;
    String title = "Pipeline of " + PipelineMarks.name(window.core());
    Svg svg = new Svg(width(), height, "pipe", title, marks.title());
    if (!style.isEmpty()) {
      svg.style(style);
    }
    svg.text(0, 14, "p-strong", marks.title());
    double top = ROW;
    for (List<PipelineInstruction> part : parts) {
      columns = new PipelineColumns(part, ALIKE);
      top += 1.5 * ROW;
      ruler(svg, top, top + part.size() * ROW);
      for (PipelineInstruction i : part) {
        row(svg, i, top);
        top += ROW;
      }
    }
    legend(svg, bottom + 14);
    return svg.done();
  }

  private double x(int column) {
    return left + column * CELL;
  }

  private void ruler(Svg svg, double top, double bottom) {
    double free = left;
    for (int c = 0; c < columns.count(); c++) {
      long cycle = columns.cycle(c);
      if (cycle == PipelineColumns.LEFT_OUT) {
        svg.text(x(c) + 6, top - 6, "p-faint", "…");
      } else if (x(c) >= free && (c == 0 || cycle % RULER == 0)) {
        double end = x(c) + ("" + cycle).length() * CHARACTER;
        svg.rect(x(c) - 0.5, top - 3, 1, bottom - top + 3, "p-line");
        if (end <= width()) {
          svg.text(x(c) + 1, top - 6, "p-faint", "" + cycle);
        }
        free = end + CHARACTER;
      }
    }
  }

  private void row(Svg svg, PipelineInstruction i, double y) {
    String place = i.place().isEmpty() ? "" : SafeText.clean(i.place()) + ": ";
    svg.group(place + SafeText.clean(i.text()));
    svg.text(0, y + 15, "p-faint", Long.toHexString(i.address()));
    svg.text((addresses + 2) * CHARACTER, y + 15, "", text(i));
    svg.end();
    int stage = PipelineStay.NOWHERE;
    for (PipelineStay s : i.stays()) {
      cells(svg, s, y, s.stage() != stage);
      stage = s.stage();
    }
  }

  private void cells(Svg svg, PipelineStay s, double y, boolean isNew) {
    int first = -1;
    int last = -1;
    for (int c = 0; c < columns.count(); c++) {
      if (s.from() <= columns.cycle(c) && columns.cycle(c) < s.to()) {
        first = first < 0 ? c : first;
        last = c;
      }
    }
    long n = s.to() - s.from();
    svg.group(
        marks.reason(s) + (n == 1 ? ", cycle " + s.from() : ", " + n + " cycles from " + s.from()));
    double width = (last - first + 1) * CELL - 1.5;
    svg.rect(x(first), y + 1.5, width, ROW - 3, style(s));
    boolean isHeld = s.cause() != PipelineStay.MOVES;
    String name = s.stage() == PipelineStay.NOWHERE ? "" : window.stages().get(s.stage()).name();
    String label = isHeld ? marks.name(s.cause()) : isNew ? PipelineMarks.name(name) : "";
    if (label.length() * CHARACTER > width - 4) {
      label =
          isHeld ? "" + marks.cause(s.cause()) : label.isEmpty() ? "" : "" + marks.stage(s.stage());
    }
    if (!label.isEmpty()) {
      svg.text(x(first) + Math.max(2, (width - label.length() * CHARACTER) / 2), y + 15, "", label);
    }
    svg.end();
  }

  private String style(PipelineStay s) {
    if (s.cause() == PipelineStay.MOVES) {
      return "p-move";
    }
    String colour = colour(s.cause());
    return s.own() ? colour : colour + (s.stage() == PipelineStay.NOWHERE ? " p-late" : " p-wait");
  }

  private String colour(int cause) {
    return "p-" + marks.held().indexOf(cause) % COLOURS;
  }

  private void legend(Svg svg, double top) {
    double y = top;
    for (int c : marks.held()) {
      long n = marks.charged(c);
      svg.rect(0, y, 16, 14, colour(c));
      svg.text(4.5, y + 11.5, "", "" + marks.cause(c));
      String text =
          marks.name(c) + ", " + n + (n == 1 ? " cycle: " : " cycles: ") + marks.meaning(c);
      svg.text(24, y + 11.5, "", SafeText.shortened(text, (int) ((width() - 24) / CHARACTER)));
      y += LEGEND;
    }
    String how = "Pale: waits for the instruction before it, or cannot be fetched yet.";
    svg.text(0, y + 11.5, "p-faint", marks.held().isEmpty() ? "Nothing is held." : how);
  }
}
