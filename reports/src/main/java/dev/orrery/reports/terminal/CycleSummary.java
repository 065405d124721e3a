package dev.orrery.reports.terminal;

import static dev.orrery.reports.text.Numbers.percent;
import static dev.orrery.reports.text.Numbers.rounded;

import dev.orrery.profiler.recording.BlockProfile;
import dev.orrery.profiler.recording.CycleProfile;
import dev.orrery.profiler.recording.CycleProfile.CauseCycles;
import dev.orrery.profiler.recording.FunctionProfile;
import dev.orrery.profiler.recording.Profile;
import dev.orrery.reports.text.AccessSites;
import dev.orrery.reports.text.Cycles;
import dev.orrery.reports.text.GuessSites;
import dev.orrery.reports.text.Numbers;
import dev.orrery.reports.text.Places;
import dev.orrery.reports.text.TopDown;
import dev.orrery.spec.diag.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The cycles of a core in a few lines: the CPI stack, and the functions and blocks that cost. */
final class CycleSummary {
  private static final int LABEL_END = 10;
  private static final int BAR = 10;
  private static final int FUNCTIONS = 5;
  private static final int BLOCKS = 3;
  private static final int SITES = 3;

  /** A site with less than this part of all cycles has no line. */
  private static final int WORTH = 100;

  /** Columns of the longest category. */
  private static final int CATEGORY = 15;

  private final Profile profile;
  private final Cycles cycles;
  private final int width;
  private final boolean colour;
  private final List<Line> lines = new ArrayList<>();

  private CycleSummary(Profile profile, Cycles cycles, int width, boolean colour) {
    this.profile = profile;
    this.cycles = cycles;
    this.width = width;
    this.colour = colour;
  }

  /** The lines; none if no cycles were counted. */
  static List<Line> of(Profile profile, int width, boolean colour) {
    Cycles cycles = Cycles.of(profile);
    if (cycles == null || cycles.total() == 0) {
      return List.of();
    }
    CycleSummary s = new CycleSummary(profile, cycles, width, colour);
    s.stack();
    s.topDown();
    s.functions();
    s.blocks();
    s.guesses();
    s.accesses();
    return s.lines;
  }

  private Line line(String label) {
    Line line = new Line(colour).add("  ").add(Ink.LABEL, label).to(LABEL_END);
    lines.add(line);
    return line;
  }

  private void stack() {
    long instructions = profile.totals().instructions();
    CycleProfile p = cycles.profile();
    String core = SafeText.shortened(SafeText.clean(p.core()), 40);
    line("cycles")
        .add(Ink.STRONG, Numbers.exact(cycles.total()))
        .add(" of ")
        .add(Ink.NAME, core)
        .add(", " + Cycles.perInstruction(cycles.total(), instructions) + " per instruction");
    int nameWidth =
        Math.min(24, cycles.causes().stream().mapToInt(c -> c.name().length()).max().orElse(0));
    for (CauseCycles c : cycles.causes()) {
      Line line =
          line("")
              .right(Ink.STRONG, LABEL_END + 7, percent(c.cycles(), cycles.total()))
              .add(" ")
              .add(Ink.HEAT, Bars.horizontal((double) c.cycles() / cycles.total(), BAR))
              .to(LABEL_END + 8 + BAR + 2)
              .add(Ink.NAME, SafeText.shortened(SafeText.clean(c.name()), nameWidth))
              .to(LABEL_END + 8 + BAR + 2 + nameWidth + 2);
      int room = Math.max(8, width - line.width());
      line.add(Ink.FAINT, SafeText.shortened(SafeText.clean(c.meaning()), room));
    }
  }

  private void topDown() {
    String label = "top-down";
    for (TopDown.Share x : TopDown.of(cycles.profile())) {
      Line line =
          line(label)
              .right(Ink.STRONG, LABEL_END + 7, percent(x.cycles(), cycles.total()))
              .add(" ")
              .add(Ink.HEAT, Bars.horizontal((double) x.cycles() / cycles.total(), BAR))
              .to(LABEL_END + 8 + BAR + 2)
              .add(Ink.NAME, x.name())
              .to(LABEL_END + 8 + BAR + 2 + CATEGORY + 2);
      int room = Math.max(8, width - line.width());
      String causes = x.causes().stream().map(CauseCycles::name).collect(Collectors.joining(", "));
      String text = x.meaning() + ": " + SafeText.clean(causes);
      line.add(Ink.FAINT, SafeText.shortened(text, room));
      label = "";
    }
  }

  private Line row(String label, long[] byCause, String name, int nameEnd) {
    long sum = Cycles.sum(byCause);
    return line(label)
        .right(Ink.STRONG, LABEL_END + 7, percent(sum, cycles.total()))
        .add(" ")
        .add(Ink.HEAT, Bars.horizontal((double) sum / cycles.total(), BAR))
        .to(LABEL_END + 8 + BAR + 2)
        .add(Ink.NAME, SafeText.shortened(name, nameEnd - LABEL_END - 8 - BAR - 3))
        .to(nameEnd)
        .right(Ink.PLAIN, nameEnd + 8, rounded(sum));
  }

  private void functions() {
    int nameEnd = width - 40;
    line("slow")
        .add(Ink.FAINT, " cycles")
        .to(LABEL_END + 8 + BAR + 2)
        .add(Ink.FAINT, "function")
        .right(Ink.FAINT, nameEnd + 8, "cycles")
        .right(Ink.FAINT, nameEnd + 15, "CPI")
        .add(Ink.FAINT, "  waits for");
    for (int f : cycles.slowestFunctions().stream().limit(FUNCTIONS).toList()) {
      FunctionProfile function = profile.function(f);
      long[] of = cycles.ofFunction(f);
      row("", of, function.name(), nameEnd)
          .right(Ink.PLAIN, nameEnd + 15, Cycles.perInstruction(Cycles.sum(of), function.self()))
          .add("  " + cycles.mainly(of));
    }
  }

  private void blocks() {
    int nameEnd = width - 40;
    String label = "blocks";
    for (int b : cycles.slowestBlocks().stream().limit(BLOCKS).toList()) {
      BlockProfile block = profile.blocks().get(b);
      long[] of = cycles.ofBlock(b);
      String place = Places.in(profile.function(block.function()), block.address());
      row(label, of, place, nameEnd)
          .right(
              Ink.PLAIN, nameEnd + 15, Cycles.perInstruction(Cycles.sum(of), block.instructions()))
          .add("  " + cycles.mainly(of));
      label = "";
    }
  }

  /** The branches and jumps that cost most, if they cost enough to be worth a line. */
  private void guesses() {
    String label = "guessed";
    for (GuessSites.Site s :
        GuessSites.of(profile, cycles.profile()).stream().limit(SITES).toList()) {
      if (s.cycles() * WORTH < cycles.total()) {
        break;
      }
      site(label, s.cycles(), s.function(), s.address(), s.text())
          .add(
              "wrongly "
                  + Numbers.wholePercent(s.wrong(), s.executions())
                  + " of "
                  + rounded(s.executions()));
      label = "";
    }
  }

  private void accesses() {
    String label = "accesses";
    for (AccessSites.Site s : AccessSites.of(profile).stream().limit(SITES).toList()) {
      if (s.cycles() * WORTH < cycles.total()) {
        break;
      }
      Line line = site(label, s.cycles(), s.function(), s.address(), s.text());
      String touches =
          AccessSites.places(profile.accesses().getFirst(), s.access(), 1)
              + " "
              + AccessSites.stride(s.access());
      int room = Math.max(8, width - line.width());
      line.add(SafeText.shortened(SafeText.clean(touches), room));
      label = "";
    }
  }

  private Line site(String label, long taken, int function, long address, String text) {
    int nameEnd = width - 54;
    return line(label)
        .right(Ink.STRONG, LABEL_END + 7, percent(taken, cycles.total()))
        .add(" ")
        .add(Ink.HEAT, Bars.horizontal((double) taken / cycles.total(), BAR))
        .to(LABEL_END + 8 + BAR + 2)
        .add(
            Ink.NAME,
            SafeText.shortened(
                Places.in(profile.function(function), address),
                Math.max(8, nameEnd - LABEL_END - 8 - BAR - 3)))
        .to(nameEnd)
        .add(SafeText.shortened(SafeText.clean(text), 26))
        .to(nameEnd + 28);
  }
}
