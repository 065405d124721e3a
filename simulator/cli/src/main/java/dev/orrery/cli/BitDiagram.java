package dev.orrery.cli;

import dev.orrery.spec.model.EncodingBox;
import dev.orrery.spec.model.Row;
import java.util.List;

/** Draws a row's encoding as manuals do: a box per field, bit numbers above, widths below. */
final class BitDiagram {
  private BitDiagram() {}

  /** The diagram's lines, without a line end at the last. */
  static String of(Row row) {
    List<EncodingBox> boxes = EncodingBox.of(row);
    StringBuilder numbers = new StringBuilder(" ");
    StringBuilder edge = new StringBuilder("+");
    StringBuilder content = new StringBuilder("|");
    StringBuilder widths = new StringBuilder(" ");
    for (EncodingBox b : boxes) {
      String bits = b.hi() == b.lo() ? "" + b.hi() : b.hi() + " " + b.lo();
      int columns = Math.max(Math.max(b.text().length(), bits.length()), b.width() / 2) + 2;
      numbers.append(spread(b, columns)).append(' ');
      edge.append("-".repeat(columns)).append('+');
      content.append(centred(b.text(), columns)).append('|');
      widths.append(centred("" + b.width(), columns)).append(' ');
    }
    return String.join(
        "\n",
        numbers.toString().stripTrailing(),
        edge,
        content,
        edge,
        widths.toString().stripTrailing());
  }

  private static String spread(EncodingBox b, int columns) {
    if (b.hi() == b.lo()) {
      return centred("" + b.hi(), columns);
    }
    String high = "" + b.hi();
    String low = "" + b.lo();
    return high + " ".repeat(Math.max(1, columns - high.length() - low.length())) + low;
  }

  private static String centred(String text, int columns) {
    int left = (columns - text.length()) / 2;
    return " ".repeat(left) + text + " ".repeat(columns - text.length() - left);
  }
}
