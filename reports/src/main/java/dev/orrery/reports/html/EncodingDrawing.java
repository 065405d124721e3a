package dev.orrery.reports.html;

import dev.orrery.reports.svg.Svg;
import dev.orrery.spec.model.EncodingBox;
import dev.orrery.spec.model.Row;
import java.util.List;

/** A row's encoding as manuals draw it: a box for each field, bit numbers above. */
public final class EncodingDrawing {
  private static final double BIT = 25;
  private static final double TOP = 18;
  private static final double HEIGHT = 34;

  /** Of a letter, about. */
  private static final double LETTER = 7.2;

  private EncodingDrawing() {}

  /** The drawing, as an SVG element. */
  public static String of(Row row) {
    List<EncodingBox> boxes = EncodingBox.of(row);
    double width = 2;
    StringBuilder words = new StringBuilder();
    for (EncodingBox b : boxes) {
      width += width(b);
      words.append("bits ").append(b.hi()).append(" to ").append(b.lo());
      words.append(": ").append(b.text()).append("; ");
    }
    Svg svg = new Svg(width, TOP + HEIGHT + 4, "encoding", "Encoding", words.toString().strip());
    double x = 1;
    for (EncodingBox b : boxes) {
      boolean fixed = Character.isDigit(b.text().charAt(0));
      svg.rect(x, TOP, width(b), HEIGHT, fixed ? "fixed" : "field");
      svg.text(x + 4, TOP - 5, "bit", "" + b.hi());
      if (b.hi() != b.lo()) {
        String low = "" + b.lo();
        svg.text(x + width(b) - 4 - 6.2 * low.length(), TOP - 5, "bit", low);
      }
      double text = LETTER * b.text().length();
      svg.text(x + (width(b) - text) / 2, TOP + HEIGHT / 2 + 4.5, "content", b.text());
      x += width(b);
    }
    return svg.done();
  }

  private static double width(EncodingBox b) {
    return Math.max(Math.max(BIT, b.width() * BIT / 2), LETTER * b.text().length() + 14);
  }
}
