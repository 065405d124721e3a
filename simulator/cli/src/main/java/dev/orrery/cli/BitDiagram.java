package dev.orrery.cli;

import dev.orrery.spec.model.BitField;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.List;

/** Draws a row's encoding as manuals do: a box per field, bit numbers above, widths below. */
final class BitDiagram {
  private BitDiagram() {}

  /** One box: bits {@code hi..lo} and what they hold. */
  private record Box(int hi, int lo, String text) {
    int width() {
      return hi - lo + 1;
    }
  }

  /** The diagram's lines, without a line end at the last. */
  static String of(Row row) {
    List<Box> boxes = boxes(row);
    StringBuilder numbers = new StringBuilder(" ");
    StringBuilder edge = new StringBuilder("+");
    StringBuilder content = new StringBuilder("|");
    StringBuilder widths = new StringBuilder(" ");
    for (Box b : boxes) {
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

  /** Runs of bits that belong together, from the top of the word. */
  private static List<Box> boxes(Row row) {
    List<Box> boxes = new ArrayList<>();
    int top = row.length() * 8 - 1;
    int hi = top;
    while (hi >= 0) {
      String owner = owner(row, hi);
      int lo = hi;
      while (lo > 0 && owner(row, lo - 1).equals(owner) && !startsPart(row, lo - 1)) {
        lo--;
      }
      boxes.add(new Box(hi, lo, text(row, owner, hi, lo)));
      hi = lo - 1;
    }
    return boxes;
  }

  private static String owner(Row row, int bit) {
    if ((row.mask() >>> bit & 1) != 0) {
      return "";
    }
    for (Operand o : row.operands()) {
      if (o.field() != null && (o.field().mask() >>> bit & 1) != 0) {
        return o.name();
      }
    }
    return "-";
  }

  /** Whether {@code bit} is the top of a run within its field, so that a new box starts there. */
  private static boolean startsPart(Row row, int bit) {
    for (Operand o : row.operands()) {
      if (o.field() != null && (row.mask() >>> bit & 1) == 0) {
        for (BitField.Part p : o.field().parts()) {
          if (p.hi() == bit) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static String text(Row row, String owner, int hi, int lo) {
    if (owner.isEmpty()) {
      StringBuilder bits = new StringBuilder();
      for (int b = hi; b >= lo; b--) {
        bits.append(row.match() >>> b & 1);
      }
      return bits.toString();
    }
    for (Operand o : row.operands()) {
      if (o.name().equals(owner) && o.field() != null) {
        return slice(o.name(), o.field(), hi, lo);
      }
    }
    return owner;
  }

  /** The name of a field, with the bits of its value that stand here when they are not all. */
  private static String slice(String name, BitField field, int hi, int lo) {
    int below = field.width();
    for (BitField.Part p : field.parts()) {
      below -= p.width();
      if (p.hi() >= hi && p.lo() <= lo && p.hi() >= 0) {
        int low = below + (lo - p.lo());
        int high = low + (hi - lo);
        boolean whole = low == 0 && high == field.width() - 1;
        return whole
            ? name
            : high == low ? name + "[" + low + "]" : name + "[" + high + ":" + low + "]";
      }
    }
    return name;
  }

  private static String spread(Box b, int columns) {
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
