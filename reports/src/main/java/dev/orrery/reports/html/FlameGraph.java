package dev.orrery.reports.html;

import dev.orrery.profiler.recording.CallTreeNode;
import dev.orrery.profiler.recording.Profile;
import dev.orrery.profiler.recording.SourceProfile.Place;
import dev.orrery.profiler.recording.ThreadProfile;
import dev.orrery.reports.svg.Svg;
import dev.orrery.reports.text.Numbers;
import dev.orrery.spec.diag.SafeText;
import java.util.List;

/**
 * The call tree as a hanging flame graph: callers above callees, width is instructions. Frames too
 * narrow to be seen are left out and counted.
 */
final class FlameGraph {
  private static final double WIDTH = 1040;
  private static final double ROW = 19;
  private static final double GAP = 1;

  /** Narrower frames are not drawn. */
  private static final double NARROWEST = 1.2;

  /** Average width of a letter of the frames' font. */
  private static final double LETTER = 6.65;

  private static final int DEEPEST = 48;
  private static final int COLOURS = 6;

  private final Profile profile;
  private final List<CallTreeNode> tree;
  private final long total;
  private int hidden;

  private FlameGraph(Profile profile, List<CallTreeNode> tree, long total) {
    this.profile = profile;
    this.tree = tree;
    this.total = Math.max(1, total);
  }

  /**
   * A drawing.
   *
   * @param svg its text
   * @param hidden frames that were left out
   */
  record Drawing(String svg, int hidden) {}

  /** The flame graph of {@code profile}. */
  static Drawing of(Profile profile) {
    return of(profile, profile.callTree(), profile.totals().instructions());
  }

  /** The flame graph of one thread of {@code profile}. */
  static Drawing of(Profile profile, ThreadProfile thread) {
    return of(profile, thread.callTree(), thread.instructions());
  }

  private static Drawing of(Profile profile, List<CallTreeNode> tree, long total) {
    FlameGraph g = new FlameGraph(profile, tree, total);
    String svg = g.draw();
    return new Drawing(svg, g.hidden);
  }

  private String draw() {
    int rows = 1;
    for (CallTreeNode n : tree) {
      if (n.depth() < DEEPEST && width(n) >= NARROWEST) {
        rows = Math.max(rows, n.depth() + 1);
      }
    }
    Svg svg =
        new Svg(
            WIDTH,
            rows * ROW,
            "flame",
            "Flame graph of the call tree",
            "Each bar is a function below its caller; its width is the instructions retired in it "
                + "and in what it calls. The table of calls below holds the same numbers.");
    // Where the next child of each level begins, in instructions.
    long[] next = new long[tree.size() + 2];
    for (CallTreeNode n : tree) {
      long start = next[n.depth()];
      next[n.depth()] = start + n.total();
      next[n.depth() + 1] = start;
      if (n.depth() >= DEEPEST || width(n) < NARROWEST) {
        hidden++;
      } else {
        frame(svg, n, start);
      }
    }
    return svg.done();
  }

  private double width(CallTreeNode n) {
    return WIDTH * n.total() / total;
  }

  private void frame(Svg svg, CallTreeNode n, long start) {
    String name = SafeText.clean(profile.function(n.function()).name());
    String calls = n.calls() == 0 ? "" : ", " + Numbers.plural(n.calls(), "call", "calls");
    svg.group(
        "%s%s: %s of the run, %s instructions with what it calls, %s own%s"
            .formatted(
                SafeText.shortened(name, 200),
                place(n),
                Numbers.percent(n.total(), total),
                Numbers.exact(n.total()),
                Numbers.exact(n.self()),
                calls));
    double x = WIDTH * start / total;
    double width = width(n);
    double y = n.depth() * ROW;
    svg.rect(x, y, Math.max(0.6, width - GAP), ROW - GAP, "c" + colour(name));
    int letters = (int) ((width - 7) / LETTER);
    if (name.length() <= letters) {
      svg.text(x + 4, y + 13, "t", name);
    } else if (letters >= 4) {
      svg.text(x + 4, y + 13, "t", name.substring(0, letters - 1) + "…");
    }
    svg.end();
  }

  private String place(CallTreeNode n) {
    Place p = profile.source().at(profile.function(n.function()).address());
    String text = p == null ? "" : profile.source().text(profile.source().outermost(p));
    return text.isEmpty() ? "" : " at " + SafeText.shortened(SafeText.clean(text), 200);
  }

  /** A colour that a function keeps from report to report. */
  private static int colour(String name) {
    return Math.floorMod(name.hashCode() * 0x9e3779b1 >>> 16, COLOURS);
  }
}
