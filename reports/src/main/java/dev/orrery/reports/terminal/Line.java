package dev.orrery.reports.terminal;

import dev.orrery.reports.text.Numbers;
import dev.orrery.spec.diag.SafeText;
import java.util.ArrayList;
import java.util.List;

/**
 * One line of coloured text that knows how wide it is. Everything that is added is cleaned, so that
 * no name in a program can command the terminal.
 */
final class Line {
  private final boolean colour;
  private final StringBuilder text = new StringBuilder();
  private int width;

  Line(boolean colour) {
    this.colour = colour;
  }

  /** Columns so far. */
  int width() {
    return width;
  }

  /** Adds {@code s}. */
  Line add(String s) {
    String plain = SafeText.clean(s.replace(Numbers.SPACE, ' ').replace(Numbers.GROUP, ' '));
    text.append(plain);
    width += plain.codePointCount(0, plain.length());
    return this;
  }

  /** Adds {@code s} in {@code ink}. */
  Line add(Ink ink, String s) {
    if (colour && !s.isEmpty()) {
      text.append(ink.start());
      add(s);
      text.append(Ink.END);
      return this;
    }
    return add(s);
  }

  /** Adds {@code s} so that it ends at {@code column}, or behind what is there. */
  Line right(Ink ink, int column, String s) {
    return to(column - s.codePointCount(0, s.length())).add(ink, s);
  }

  /** Adds spaces up to {@code column}. */
  Line to(int column) {
    while (width < column) {
      text.append(' ');
      width++;
    }
    return this;
  }

  /**
   * Adds words, as many lines of them as it takes.
   *
   * @param most columns that a line may have
   * @param indent what further lines begin with
   * @return this line and those below
   */
  List<Line> words(String words, int most, String indent) {
    List<Line> lines = new ArrayList<>(List.of(this));
    for (String word : words.split("(?<= )")) {
      if (lines.getLast().width() + word.stripTrailing().length() > most) {
        lines.add(new Line(colour).add(indent));
      }
      lines.getLast().add(word);
    }
    return lines;
  }

  @Override
  public String toString() {
    return text.toString().stripTrailing();
  }
}
