package dev.orrery.reports.svg;

import java.util.Locale;

/** Writes an SVG drawing as text. Names and texts are escaped here and nowhere else. */
public final class Svg {
  private final StringBuilder out = new StringBuilder(4096);

  /**
   * A drawing that scales to the width of its place.
   *
   * @param title what a screen reader says first
   * @param description what can be seen, in a sentence
   */
  public Svg(double width, double height, String cssClass, String title, String description) {
    out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" class=\"").append(cssClass);
    out.append("\" viewBox=\"0 0 ").append(number(width)).append(' ').append(number(height));
    out.append("\" aria-label=\"").append(escape(title + ". " + description)).append("\">");
  }

  /** The style sheet of a drawing that is a file of its own. */
  public Svg style(String css) {
    out.append("<style>\n").append(css).append("</style>");
    return this;
  }

  /** A rectangle. */
  public Svg rect(double x, double y, double width, double height, String cssClass) {
    out.append("<rect class=\"").append(cssClass).append("\" x=\"").append(number(x));
    out.append("\" y=\"").append(number(y)).append("\" width=\"").append(number(width));
    out.append("\" height=\"").append(number(height)).append("\"/>");
    return this;
  }

  /** A text whose baseline begins at a point. */
  public Svg text(double x, double y, String cssClass, String text) {
    out.append("<text class=\"").append(cssClass).append("\" x=\"").append(number(x));
    out.append("\" y=\"").append(number(y)).append("\">").append(escape(text)).append("</text>");
    return this;
  }

  /** A path. */
  public Svg path(String d, String cssClass, double strokeWidth) {
    out.append("<path class=\"").append(cssClass).append("\" stroke-width=\"");
    out.append(number(strokeWidth)).append("\" d=\"").append(d).append("\"/>");
    return this;
  }

  /** Begins a group that shows {@code title} when pointed at. */
  public Svg group(String title) {
    out.append("<g><title>").append(escape(title)).append("</title>");
    return this;
  }

  /** Ends a group. */
  public Svg end() {
    out.append("</g>");
    return this;
  }

  /** The finished drawing. */
  public String done() {
    return out.append("</svg>").toString();
  }

  /** A coordinate, to a hundredth. */
  public static String number(double n) {
    String s = String.format(Locale.ROOT, "%.2f", n);
    int end = s.length();
    while (s.charAt(end - 1) == '0') {
      end--;
    }
    return s.substring(0, s.charAt(end - 1) == '.' ? end - 1 : end);
  }

  /** Text for element content or a quoted attribute. */
  public static String escape(String s) {
    StringBuilder safe = new StringBuilder(s.length() + 16);
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        default -> safe.append(c);
      }
    }
    return safe.toString();
  }
}
