package dev.orrery.reports.terminal;

/** Bars made of block characters. */
final class Bars {
  private static final char[] EIGHTHS = {' ', '▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'};

  /** From little to much, for one column that says how hot a line is. */
  private static final char[] HEIGHTS = {' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'};

  /** Shades that keep neighbours apart where there is no colour. */
  private static final char[] SHADES = {'█', '▒', '▓', '░', '▚', '▞'};

  private Bars() {}

  /** {@code share} (0 to 1) of {@code columns} columns, to an eighth; at least a sliver. */
  static String horizontal(double share, int columns) {
    int eighths = (int) Math.round(Math.clamp(share, 0, 1) * columns * 8);
    if (eighths == 0 && share > 0) {
      eighths = 1;
    }
    String full = "█".repeat(eighths / 8);
    return eighths % 8 == 0 ? full : full + EIGHTHS[eighths % 8];
  }

  /** One column filled to {@code share} (0 to 1). */
  static String vertical(double share) {
    int eighths = (int) Math.round(Math.clamp(share, 0, 1) * 8);
    return String.valueOf(HEIGHTS[eighths == 0 && share > 0 ? 1 : eighths]);
  }

  /** What fills the part number {@code i} of a bar of several parts. */
  static String fill(int i, boolean colour) {
    return String.valueOf(colour ? '█' : SHADES[i % SHADES.length]);
  }
}
