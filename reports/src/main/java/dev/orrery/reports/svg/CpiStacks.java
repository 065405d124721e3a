package dev.orrery.reports.svg;

import static dev.orrery.reports.text.Numbers.exact;
import static dev.orrery.reports.text.Numbers.percent;

import dev.orrery.profiler.recording.CycleProfile.CauseCycles;
import dev.orrery.spec.diag.SafeText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * CPI stacks one below the other, as bars of one scale: before a change and after it, with the
 * estimate between. It measures no text, so that it is the same on every host.
 */
public final class CpiStacks {
  private static final double WIDTH = 760;
  private static final double BAR = 34;
  private static final double ROW = 72;
  private static final double LEGEND = 21;
  private static final double CHARACTER = 7.3;
  private static final int LONGEST_LABEL = 60;
  private static final int MARGIN = 16;
  private static final String ESTIMATE = "estimate";

  /** Causes with a smaller share of every stack are not in the legend. */
  private static final double SMALL = 0.005;

  private final List<Stack> stacks;
  private final CauseColours colours;
  private final List<CauseCycles> legend;
  private final long longest;

  /**
   * A bar.
   *
   * @param label what it is
   * @param cycles all of them
   * @param causes which they were for; empty if that is not known
   */
  public record Stack(String label, long cycles, List<CauseCycles> causes) {}

  private CpiStacks(List<Stack> stacks, List<CauseCycles> causes) {
    this.stacks = stacks;
    this.colours = new CauseColours(causes);
    this.longest = Math.max(1, stacks.stream().mapToLong(Stack::cycles).max().orElse(1));
    this.legend =
        causes.stream()
            .filter(
                c ->
                    stacks.stream()
                        .anyMatch(s -> cycles(s, c.name()) >= Math.max(1, SMALL * s.cycles())))
            .toList();
  }

  private static long cycles(Stack s, String cause) {
    return s.causes().stream()
        .filter(c -> c.name().equals(cause))
        .mapToLong(CauseCycles::cycles)
        .sum();
  }

  /**
   * The drawing for a page with the style sheet of the report.
   *
   * @param causes those of all bars, in the order of the parts
   */
  public static String of(List<Stack> stacks, List<CauseCycles> causes) {
    return new CpiStacks(stacks, causes).draw("");
  }

  /** The drawing, a file of its own, light or dark as the reader's scheme is. */
  public static String file(List<Stack> stacks, List<CauseCycles> causes) {
    return new CpiStacks(stacks, causes).draw(style()) + "\n";
  }

  private static String style() {
    try (InputStream in = CpiStacks.class.getResourceAsStream("stacks.css")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String draw(String style) {
    double height = stacks.size() * ROW + legend.size() * LEGEND + 6;
    List<String> words = new ArrayList<>();
    stacks.forEach(s -> words.add(clean(s.label()) + ": " + exact(s.cycles()) + " cycles"));
    Svg svg = new Svg(WIDTH, height, "stacks", "CPI stacks", String.join("; ", words));
    if (!style.isEmpty()) {
      svg.style(style);
    }
    double y = 0;
    for (Stack s : stacks) {
      stack(svg, s, y);
      y += ROW;
    }
    for (CauseCycles c : legend) {
      svg.rect(0, y, 14, 14, colours.style(c.name()));
      String meaning = c.meaning().isEmpty() ? "" : ": " + clean(c.meaning());
      String text = clean(c.name()) + meaning;
      svg.text(24, y + 11.5, "label", SafeText.shortened(text, (int) ((WIDTH - 24) / CHARACTER)));
      y += LEGEND;
    }
    return svg.done();
  }

  private void stack(Svg svg, Stack s, double y) {
    svg.text(0, y + 14, "label strong", SafeText.shortened(clean(s.label()), LONGEST_LABEL));
    String total = exact(s.cycles()) + " cycles";
    svg.text(WIDTH - total.length() * CHARACTER, y + 14, "label", total);
    double top = y + 22;
    if (s.causes().isEmpty()) {
      double width = WIDTH * s.cycles() / longest;
      svg.rect(0.5, top + 0.5, Math.max(0.5, width - 1), BAR - 1, "estimate");
      if (fits(ESTIMATE, width)) {
        svg.text(8, top + 21, "label", ESTIMATE);
      }
    }
    double x = 0;
    for (CauseCycles c : s.causes()) {
      double width = WIDTH * c.cycles() / longest;
      String share = percent(c.cycles(), s.cycles());
      svg.group(clean(c.name()) + ": " + exact(c.cycles()) + " cycles, " + share);
      svg.rect(x, top, Math.max(0.5, width - 1.5), BAR, colours.style(c.name()));
      String name = clean(c.name());
      String both = name + " " + share;
      String text = fits(both, width) ? both : fits(share, width) ? share : "";
      if (!text.isEmpty()) {
        svg.text(x + 8, top + 21, "t", text);
      }
      svg.end();
      x += width;
    }
  }

  private static boolean fits(String text, double width) {
    return text.length() * CHARACTER + MARGIN <= width;
  }

  private static String clean(String s) {
    return SafeText.clean(s);
  }
}
