package dev.orrery.reports.html;

import static dev.orrery.reports.text.Numbers.exact;
import static dev.orrery.reports.text.Numbers.percent;

import dev.orrery.profiler.recording.BlockProfile;
import dev.orrery.profiler.recording.CycleProfile;
import dev.orrery.profiler.recording.CycleProfile.CauseCycles;
import dev.orrery.profiler.recording.CycleProfile.IdealRun;
import dev.orrery.profiler.recording.CycleProfile.OperandWait;
import dev.orrery.profiler.recording.FunctionProfile;
import dev.orrery.profiler.recording.Profile;
import dev.orrery.profiler.recording.Recording;
import dev.orrery.profiler.recording.SourceProfile.LineCount;
import dev.orrery.reports.svg.CauseColours;
import dev.orrery.reports.svg.Svg;
import dev.orrery.reports.text.Bottlenecks;
import dev.orrery.reports.text.Cycles;
import dev.orrery.reports.text.GuessSites;
import dev.orrery.reports.text.Numbers;
import dev.orrery.reports.text.Places;
import dev.orrery.reports.text.Sentence;
import dev.orrery.reports.text.Sources;
import dev.orrery.reports.text.TopDown;
import dev.orrery.spec.diag.SafeText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the cycles of a core went, as finished text.
 *
 * @param core its name
 * @param title what it is
 * @param accuracy how near it is to hardware
 * @param perInstruction cycles for each instruction
 * @param bar the CPI stack as a drawing
 * @param overTime the CPI stack from the beginning of the run to its end as a drawing; may be empty
 * @param bottlenecks what costs, where, why, and what would change it
 * @param causes those with cycles, most first
 * @param topDown the same cycles by category; empty if the core's table says none
 * @param guesses branches and jumps that were guessed wrongly, by cycles
 * @param guessesLeft how many more there are
 * @param waits instructions with those that they wait for, by cycles
 * @param waitsLeft how many more there are
 * @param ideals what the program would take with a mechanism made ideal
 * @param functions the slowest
 * @param blocks the slowest
 * @param lines the slowest; empty without debugging information
 * @param parameters of the core
 */
public record CycleSection(
    String core,
    String title,
    String accuracy,
    String perInstruction,
    String bar,
    String overTime,
    List<Sentence> bottlenecks,
    List<CauseRow> causes,
    List<CategoryRow> topDown,
    List<GuessRow> guesses,
    int guessesLeft,
    List<WaitRow> waits,
    int waitsLeft,
    List<IdealRow> ideals,
    List<Row> functions,
    List<Row> blocks,
    List<Row> lines,
    List<ReportModel.Fact> parameters) {
  private static final int MOST_ROWS = 15;
  private static final int NAME = 90;
  private static final double WIDTH = 1040;
  private static final double HEIGHT = 46;

  /** A cause: cycles for each instruction are a layer of the CPI stack. */
  public record CauseRow(
      String name,
      String style,
      String meaning,
      String cycles,
      String percent,
      double bar,
      String perInstruction) {}

  /** A category of the top-down view; its causes are parts of its bar. */
  public record CategoryRow(
      String name,
      String meaning,
      String cycles,
      String percent,
      List<Segment> stack,
      String causes) {}

  /** A branch or jump that was guessed wrongly. */
  public record GuessRow(
      String to,
      String place,
      String text,
      String executions,
      String taken,
      String wrong,
      String rate,
      double bar,
      String cycles) {}

  /** An instruction and the one that it waits for. */
  public record WaitRow(
      String to,
      String place,
      String text,
      String cause,
      String toWriter,
      String writerPlace,
      String writer,
      String times,
      String cycles,
      String percent) {}

  /** What the program would take with a mechanism made ideal. */
  public record IdealRow(
      String cause, String meaning, String settings, String cycles, String change) {}

  /** A part of a bar. */
  public record Segment(String style, double width, String title) {}

  /**
   * Something with cycles.
   *
   * @param to a link to its code; may be empty
   * @param detail more about it: an address, or the text of a source line
   * @param toDetail a link to that; may be empty
   * @param waits what it waits for most
   * @param stack its causes, as parts of all cycles of the slowest row
   */
  public record Row(
      String to,
      String name,
      String detail,
      String toDetail,
      String cycles,
      String percent,
      String perInstruction,
      String waits,
      List<Segment> stack) {}

  /**
   * The section; null if no cycles were counted.
   *
   * @param anchors what of the code is shown
   * @param chart draws a chart, or nothing where that cannot be done
   */
  static @Nullable CycleSection of(Recording recording, Anchors anchors, ChartMaker chart) {
    Cycles cycles = Cycles.of(recording.profile());
    return cycles == null || cycles.total() == 0
        ? null
        : new Builder(recording, cycles, anchors).build(chart);
  }

  /** A text, and where it leads to; that may be empty. */
  private record Link(String to, String text) {
    static final Link NONE = new Link("", "");
  }

  private static final class Builder {
    private final Recording recording;
    private final Profile all;
    private final Cycles cycles;
    private final Anchors anchors;
    private final CauseColours colours;
    private final long instructions;

    Builder(Recording recording, Cycles cycles, Anchors anchors) {
      this.anchors = anchors;
      this.recording = recording;
      this.all = recording.profile();
      this.cycles = cycles;
      this.colours = new CauseColours(cycles.causes());
      this.instructions = all.totals().instructions();
    }

    CycleSection build(ChartMaker chart) {
      CycleProfile p = cycles.profile();
      return new CycleSection(
          name(p.core()),
          name(p.title()),
          accuracy(p),
          Cycles.perInstruction(cycles.total(), instructions),
          bar(),
          chart.draw(() -> CyclesOverTime.of(all, cycles)),
          Bottlenecks.on(all),
          cycles.causes().stream().map(this::cause).toList(),
          TopDown.of(p).stream().map(this::category).toList(),
          guesses().stream().limit(MOST_ROWS).map(this::guess).toList(),
          Math.max(0, guesses().size() - MOST_ROWS),
          p.operandWaits().stream().limit(MOST_ROWS).map(this::wait).toList(),
          Math.max(0, p.operandWaits().size() - MOST_ROWS),
          p.ideals().stream()
              .sorted(Comparator.comparingLong(IdealRun::cycles))
              .map(this::ideal)
              .toList(),
          functions(),
          blocks(),
          lines(),
          p.parameters().stream()
              .map(x -> new ReportModel.Fact(name(x.name()) + " = " + x.value(), name(x.meaning())))
              .toList());
    }

    private static String accuracy(CycleProfile p) {
      if (p.rtl().isEmpty()) {
        return "No hardware is known that this model could be held against: it is for teaching and research, and its cycles are those of no real core.";
      }
      String within =
          Stream.of(limit(p.rtlError(), "for any"), limit(p.rtlMeanError(), "in the mean"))
              .filter(s -> !s.isEmpty())
              .collect(Collectors.joining(" and "));
      return "Its table is held against the RTL of %s, by orrery validate timing: the cycles of the measured programs differ %s. That says nothing about other parameters than the table's."
          .formatted(name(p.rtl()), within.isEmpty() ? "by an amount that is not limited" : within);
    }

    private static String limit(long millionths, String what) {
      return millionths < 0
          ? ""
          : millionths == 0
              ? "by 0 " + what
              : "by at most " + percent(millionths, 1e6) + " " + what;
    }

    private String style(CauseCycles cause) {
      return colours.style(cause.name());
    }

    private CauseRow cause(CauseCycles c) {
      return new CauseRow(
          name(c.name()),
          style(c),
          SafeText.clean(c.meaning()),
          exact(c.cycles()),
          percent(c.cycles(), cycles.total()),
          100.0 * c.cycles() / cycles.causes().getFirst().cycles(),
          Cycles.perInstruction(c.cycles(), instructions));
    }

    private CategoryRow category(TopDown.Share x) {
      return new CategoryRow(
          x.name(),
          x.meaning(),
          exact(x.cycles()),
          percent(x.cycles(), cycles.total()),
          x.causes().stream().map(c -> segment(c, c.cycles(), cycles.total())).toList(),
          x.causes().stream().map(c -> name(c.name())).collect(Collectors.joining(", ")));
    }

    private Segment segment(CauseCycles c, long n, long whole) {
      String title = name(c.name()) + ": " + exact(n) + " cycles";
      return new Segment(style(c), 100.0 * n / whole, title);
    }

    private List<GuessSites.Site> guesses() {
      return GuessSites.of(all, cycles.profile());
    }

    private GuessRow guess(GuessSites.Site s) {
      return new GuessRow(
          anchors.toCode(s.address()),
          name(Places.in(all.function(s.function()), s.address())),
          name(s.text()),
          exact(s.executions()),
          percent(s.taken(), s.executions()),
          exact(s.wrong()),
          percent(s.wrong(), s.executions()),
          100.0 * s.wrong() / Math.max(1, s.executions()),
          exact(s.cycles()));
    }

    private WaitRow wait(OperandWait w) {
      BlockProfile block = all.blocks().get(w.block());
      BlockProfile.Instruction insn = block.code().get(w.instruction());
      BlockProfile writers = all.blocks().get(w.writerBlock());
      BlockProfile.Instruction writer = writers.code().get(w.writerInstruction());
      return new WaitRow(
          anchors.toCode(insn.address()),
          name(Places.in(all.function(block.function()), insn.address())),
          name(insn.text().replace('\t', ' ')),
          name(cycles.profile().causes().get(w.cause()).name()),
          anchors.toCode(writer.address()),
          name(Places.in(all.function(writers.function()), writer.address())),
          name(writer.text().replace('\t', ' ')),
          exact(w.times()),
          exact(w.cycles()),
          percent(w.cycles(), cycles.total()));
    }

    private IdealRow ideal(IdealRun r) {
      long fewer = cycles.total() - r.cycles();
      long by = Math.abs(fewer);
      String change =
          1000 * (double) by < cycles.total()
              ? Numbers.plural(by, "cycle", "cycles")
              : percent(by, cycles.total());
      return new IdealRow(
          name(cycles.profile().causes().get(r.cause()).name()),
          SafeText.clean(r.meaning()),
          name(Bottlenecks.settings(r)),
          exact(r.cycles()),
          fewer == 0 ? "–" : (fewer > 0 ? "−" : "+") + change);
    }

    private String bar() {
      String words =
          cycles.causes().stream()
              .map(c -> name(c.name()) + " " + percent(c.cycles(), cycles.total()))
              .collect(Collectors.joining(", "));
      Svg svg = new Svg(WIDTH, HEIGHT, "mix", "Cycles by cause", words);
      double x = 0;
      for (CauseCycles c : cycles.causes()) {
        double width = WIDTH * c.cycles() / cycles.total();
        String share = percent(c.cycles(), cycles.total());
        svg.group(name(c.name()) + ": " + exact(c.cycles()) + " cycles, " + share);
        svg.rect(x, 0, Math.max(0.5, width - 1.5), HEIGHT, style(c));
        if (width > c.name().length() * 7.6 + 16) {
          svg.text(x + 9, 20, "t strong", name(c.name()));
          svg.text(x + 9, 36, "t", share);
        } else if (width > 50) {
          svg.text(x + 7, 28, "t", share);
        }
        svg.end();
        x += width;
      }
      return svg.done();
    }

    private List<Row> functions() {
      List<Row> rows = new ArrayList<>();
      List<Integer> slowest = cycles.slowestFunctions();
      for (int f : slowest.stream().limit(MOST_ROWS).toList()) {
        FunctionProfile function = all.function(f);
        long most = Cycles.sum(cycles.ofFunction(slowest.getFirst()));
        Link link = new Link(anchors.toFunction(f), function.name());
        rows.add(row(link, Link.NONE, cycles.ofFunction(f), most, function.self()));
      }
      return rows;
    }

    private List<Row> blocks() {
      List<Row> rows = new ArrayList<>();
      List<Integer> slowest = cycles.slowestBlocks();
      Sources sources = new Sources(recording);
      for (int b : slowest.stream().limit(MOST_ROWS).toList()) {
        BlockProfile block = all.blocks().get(b);
        long most = Cycles.sum(cycles.ofBlock(slowest.getFirst()));
        String place = Places.in(all.function(block.function()), block.address());
        Link code = new Link(anchors.toCode(block.address()), place);
        Link line = new Link(anchors.toLine(block.address()), sources.chainAt(block.address()));
        rows.add(row(code, line, cycles.ofBlock(b), most, block.instructions()));
      }
      return rows;
    }

    private List<Row> lines() {
      List<Row> rows = new ArrayList<>();
      List<Integer> slowest = cycles.slowestLines();
      Sources sources = new Sources(recording);
      for (int l : slowest.stream().limit(MOST_ROWS).toList()) {
        LineCount line = all.source().lines().get(l);
        long most = Cycles.sum(cycles.ofLine(slowest.getFirst()));
        rows.add(
            row(
                new Link(anchors.toCodeOf(line), sources.place(line)),
                new Link("", sources.text(line)),
                cycles.ofLine(l),
                most,
                line.instructions()));
      }
      return rows;
    }

    private Row row(Link name, Link detail, long[] byCause, long most, long executed) {
      long sum = Cycles.sum(byCause);
      List<Segment> stack = new ArrayList<>();
      for (CauseCycles c : cycles.causes()) {
        long n = byCause[cycles.profile().causes().indexOf(c)];
        if (n > 0) {
          stack.add(segment(c, n, most));
        }
      }
      return new Row(
          name.to(),
          name(name.text()),
          name(detail.text()),
          detail.to(),
          exact(sum),
          percent(sum, cycles.total()),
          Cycles.perInstruction(sum, executed),
          name(cycles.mainly(byCause)),
          stack);
    }

    private static String name(String s) {
      return SafeText.shortened(SafeText.clean(s), NAME);
    }
  }
}
