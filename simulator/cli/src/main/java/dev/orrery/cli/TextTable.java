package dev.orrery.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Columns of text, two spaces apart, under a line of heads. */
final class TextTable {
  private final List<String[]> rows = new ArrayList<>();
  private final Set<Integer> right = new HashSet<>();

  TextTable(String... heads) {
    rows.add(heads);
  }

  /** Numbers read better on the right. */
  TextTable alignRight(int column) {
    right.add(column);
    return this;
  }

  /** Adds a row with as many cells as there are heads. */
  void row(String... cells) {
    rows.add(cells);
  }

  /** A word of {@code bytes} bytes: bits under {@code mask} as digits, others as dots. */
  static String bits(long mask, long match, int bytes) {
    StringBuilder bits = new StringBuilder();
    for (int b = bytes * 8 - 1; b >= 0; b--) {
      bits.append((mask >>> b & 1) == 0 ? "." : "" + (match >>> b & 1));
    }
    return bits.toString();
  }

  @Override
  public String toString() {
    int columns = rows.getFirst().length;
    int[] width = new int[columns];
    for (String[] r : rows) {
      for (int c = 0; c < columns; c++) {
        width[c] = Math.max(width[c], r[c].length());
      }
    }
    StringBuilder out = new StringBuilder();
    for (String[] r : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < columns; c++) {
        String pad = " ".repeat(width[c] - r[c].length());
        line.append(right.contains(c) ? pad + r[c] : r[c] + pad).append("  ");
      }
      out.append(line.toString().stripTrailing()).append('\n');
    }
    return out.toString();
  }
}
