package dev.orrery.reports.html;

import dev.orrery.reports.svg.Svg;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Arrows beside a listing, from the line of a jump to the line of its target. Every line gets its
 * own piece of the drawing, so that a listing can be broken over pages.
 */
final class Jumps {
  /** Height of a line of the listing in CSS pixels; the style sheet has the same. */
  private static final int LINE = 20;

  private static final int MIDDLE = LINE / 2;

  /** Leaves below the middle of a line and arrives above it, so that both can be told apart. */
  private static final int ASIDE = 3;

  private static final int BEND = 4;
  private static final int LANE = 9;
  private static final int MOST_LANES = 9;
  private static final int MOST_ARROWS = 60;

  private final List<StringBuilder> pieces = new ArrayList<>();
  private final List<int[]> lanes = new ArrayList<>();
  private final int right;

  private Jumps(List<Arrow> arrows, int lines) {
    int[] laneOf = new int[arrows.size()];
    for (int i = 0; i < laneOf.length; i++) {
      laneOf[i] = lane(arrows.get(i));
    }
    right = lanes.size() * LANE + 13;
    for (int i = 0; i < lines; i++) {
      pieces.add(new StringBuilder());
    }
    for (int i = 0; i < laneOf.length; i++) {
      arrow(arrows.get(i), right - 8 - laneOf[i] * LANE);
    }
  }

  /**
   * A jump.
   *
   * @param weight how often, 1 for the most frequent of the listing
   */
  record Arrow(int from, int to, double weight, String title) {
    int top() {
      return Math.min(from, to);
    }

    int bottom() {
      return Math.max(from, to);
    }
  }

  /**
   * For each of {@code lines} lines its piece of the drawing; empty texts if there are no arrows.
   */
  static List<String> draw(List<Arrow> all, int lines) {
    if (all.isEmpty()) {
      return Collections.nCopies(lines, "");
    }
    List<Arrow> arrows =
        all.stream()
            .sorted(Comparator.comparingDouble((Arrow a) -> -a.weight()))
            .limit(MOST_ARROWS)
            .sorted(
                Comparator.comparingInt((Arrow a) -> a.bottom() - a.top())
                    .thenComparingInt(Arrow::top))
            .toList();
    Jumps jumps = new Jumps(arrows, lines);
    String start =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"jumps\" aria-hidden=\"true\" width=\""
            + (jumps.right + 3)
            + "\" height=\""
            + LINE
            + "\">";
    return jumps.pieces.stream().map(p -> start + p + "</svg>").toList();
  }

  /** The innermost lane where the arrow crosses no other; short arrows come first. */
  private int lane(Arrow a) {
    for (int i = 0; i < lanes.size(); i++) {
      if (isFree(lanes.get(i), a)) {
        int[] lane = lanes.get(i);
        int[] more = Arrays.copyOf(lane, lane.length + 2);
        more[lane.length] = a.top();
        more[lane.length + 1] = a.bottom();
        lanes.set(i, more);
        return i;
      }
    }
    if (lanes.size() < MOST_LANES) {
      lanes.add(new int[] {a.top(), a.bottom()});
    }
    return lanes.size() - 1;
  }

  private static boolean isFree(int[] lane, Arrow a) {
    for (int i = 0; i < lane.length; i += 2) {
      if (a.top() <= lane[i + 1] && a.bottom() >= lane[i]) {
        return false;
      }
    }
    return true;
  }

  private void arrow(Arrow a, int x) {
    boolean up = a.to() <= a.from();
    for (int line = a.top(); line <= a.bottom(); line++) {
      StringBuilder d = new StringBuilder();
      if (line == a.from()) {
        int y = MIDDLE + ASIDE;
        int turn = up ? -BEND : BEND;
        // A jump to its own line goes up to where it arrives.
        int end = a.to() == a.from() ? MIDDLE - ASIDE + BEND : up ? 0 : LINE;
        d.append('M').append(right).append(' ').append(y).append('H').append(x + BEND);
        d.append('Q').append(x).append(' ').append(y).append(' ').append(x).append(' ');
        d.append(y + turn).append('V').append(end);
      }
      if (line == a.to()) {
        int y = MIDDLE - ASIDE;
        int turn = up ? BEND : -BEND;
        int start = a.to() == a.from() ? y + turn : up ? LINE : 0;
        d.append('M').append(x).append(' ').append(start).append('V').append(y + turn);
        d.append('Q').append(x).append(' ').append(y).append(' ').append(x + BEND).append(' ');
        d.append(y).append('H').append(right - 4);
      }
      if (line != a.from() && line != a.to()) {
        // A little longer than the line: no seam shows where a printer rounds.
        d.append('M').append(x).append(" -1V").append(LINE + 1);
      }
      piece(pieces.get(line), a, d, line == a.to(), up);
    }
  }

  private void piece(StringBuilder out, Arrow a, CharSequence d, boolean head, boolean up) {
    out.append(up ? "<g class=\"back\">" : "<g>");
    out.append("<title>").append(Svg.escape(a.title())).append("</title>");
    out.append("<path stroke-width=\"").append(Svg.number(0.9 + 2.1 * Math.sqrt(a.weight())));
    out.append("\" d=\"").append(d).append("\"/>");
    if (head) {
      out.append("<path class=\"head\" d=\"M").append(right).append(' ').append(MIDDLE - ASIDE);
      out.append("l-6 -3.5v7z\"/>");
    }
    out.append("</g>");
  }
}
