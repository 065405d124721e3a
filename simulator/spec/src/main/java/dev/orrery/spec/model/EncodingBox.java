package dev.orrery.spec.model;

import java.util.ArrayList;
import java.util.List;

/**
 * A field of a row's encoding as manuals draw it.
 *
 * @param hi highest bit of the word
 * @param lo lowest bit
 * @param text fixed bits as digits; an operand's name, with the bits of its value that stand here
 *     when they are not all; {@code -} for bits that mean nothing
 */
public record EncodingBox(int hi, int lo, String text) {
  /** How many bits it is. */
  public int width() {
    return hi - lo + 1;
  }

  /** Runs of bits that belong together, from the top of the word. */
  public static List<EncodingBox> of(Row row) {
    List<EncodingBox> boxes = new ArrayList<>();
    int top = row.length() * 8 - 1;
    int hi = top;
    while (hi >= 0) {
      String owner = owner(row, hi);
      int lo = hi;
      while (lo > 0 && owner(row, lo - 1).equals(owner) && !startsPart(row, lo - 1)) {
        lo--;
      }
      boxes.add(new EncodingBox(hi, lo, text(row, owner, hi, lo)));
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
}
