package dev.orrery.reports.html;

import dev.orrery.reports.svg.Svg;
import dev.orrery.reports.text.Family;
import dev.orrery.reports.text.Numbers;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The instruction mix as one bar of parts, labelled where there is room. */
final class MixBar {
  private static final double WIDTH = 1040;
  private static final double HEIGHT = 46;

  private MixBar() {}

  static String of(List<Family.Share> shares, long total) {
    String words =
        shares.stream()
            .map(s -> s.family().label() + " " + Numbers.percent(s.count(), total))
            .collect(Collectors.joining(", "));
    Svg svg = new Svg(WIDTH, HEIGHT, "mix", "Instruction mix", words);
    double x = 0;
    for (Family.Share s : shares) {
      double width = WIDTH * s.count() / Math.max(1, total);
      svg.group(
          s.family().label()
              + ": "
              + Numbers.exact(s.count())
              + " instructions, "
              + Numbers.percent(s.count(), total));
      svg.rect(x, 0, Math.max(0.5, width - 1.5), HEIGHT, cssClass(s.family()));
      String label = s.family().label();
      if (width > label.length() * 7.2 + 16) {
        svg.text(x + 9, 20, "t strong", label);
        svg.text(x + 9, 36, "t", Numbers.percent(s.count(), total));
      } else if (width > 50) {
        svg.text(x + 7, 28, "t", Numbers.percent(s.count(), total));
      }
      svg.end();
      x += width;
    }
    return svg.done();
  }

  /** The style of a family of instructions. */
  static String cssClass(Family family) {
    return "f-" + family.name().toLowerCase(Locale.ROOT);
  }
}
