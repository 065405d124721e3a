package dev.orrery.reports.terminal;

import dev.orrery.profiler.bench.BenchHost;
import dev.orrery.profiler.bench.Benchmark;
import dev.orrery.profiler.bench.Benchmark.Engine;
import dev.orrery.profiler.bench.Benchmark.Problem;
import dev.orrery.profiler.bench.Benchmark.Program;
import dev.orrery.profiler.bench.Clock;
import dev.orrery.profiler.bench.Estimate;
import dev.orrery.profiler.bench.Summary;
import dev.orrery.reports.text.Numbers;
import dev.orrery.spec.diag.SafeText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A benchmark for people at a terminal: a line for each program, then means, then trouble. */
public final class BenchSummary {
  private static final String INDENT = "  ";
  private static final int NARROWEST = 72;
  private static final int WIDEST = 120;
  private static final int LONGEST_NAME = 24;
  private static final int SHORTEST_NAME = 8;
  private static final int TIME = 7;
  private static final int INTERVAL = " ±0.8 %".length();
  private static final int SPEED = "1.00 (0.98–1.02)".length();
  private static final int RATE = 9;
  private static final int BAR = 16;
  private static final int LEAST_BAR = 6;

  private final Summary summary;
  private final Benchmark benchmark;
  private final boolean colour;
  private final int width;
  private final StringBuilder out = new StringBuilder();

  private BenchSummary(Summary summary, int width, boolean colour) {
    this.summary = summary;
    this.benchmark = summary.benchmark();
    this.colour = colour;
    this.width = Math.clamp(width, NARROWEST, WIDEST);
  }

  /**
   * The summary; every line ends with a line break.
   *
   * @param width columns of the terminal
   * @param colour whether to use ANSI colours
   */
  public static String of(Summary summary, int width, boolean colour) {
    BenchSummary s = new BenchSummary(summary, width, colour);
    s.headline();
    if (!summary.programs().isEmpty()) {
      s.programs();
      s.means();
    }
    s.problems();
    s.notes();
    return s.out.toString();
  }

  private void add(Line line) {
    out.append(line).append('\n');
  }

  private Line line() {
    return new Line(colour).add(INDENT);
  }

  private void headline() {
    BenchHost host = benchmark.host();
    add(
        line()
            .add(Ink.STRONG, SafeText.shortened(benchmark.subject(), width / 2))
            .add(" · " + Numbers.plural(benchmark.rounds(), "round", "rounds"))
            .add(" · wall time of whole processes"));
    add(
        line()
            .add(Ink.FAINT, host.processor())
            .add(Ink.FAINT, " · " + Numbers.plural(host.processors(), "processor", "processors"))
            .add(Ink.FAINT, load(host)));
    out.append('\n');
  }

  private static String load(BenchHost host) {
    return host.loadBefore() < 0
        ? ""
        : String.format(
            Locale.ROOT, " · load %.1f before, %.1f after", host.loadBefore(), host.loadAfter());
  }

  // ---- programs ----

  /** How wide the columns are, which is as much as fits. */
  private final class Columns {
    static final int INSNS = 8;
    final @Nullable String best;
    final String speedHead;
    final boolean timeIntervals;
    final boolean speedIntervals;
    final int name;

    Columns() {
      List<String> compared = summary.compared();
      best = compared.isEmpty() ? null : compared.getFirst();
      speedHead = best == null ? "" : best + " × " + summary.reference();
      int longest = nameWidth();
      boolean several = benchmark.rounds() > 1;
      timeIntervals = several && width(longest, true, true) <= width;
      speedIntervals = several && width(longest, timeIntervals, true) <= width;
      int excess = width(longest, timeIntervals, speedIntervals) - width;
      name = Math.max(Math.min(longest, SHORTEST_NAME), longest - Math.max(0, excess));
    }

    private int width(int name, boolean timeIntervals, boolean speedIntervals) {
      int all = INDENT.length() + name + INSNS;
      for (String engine : summary.engines()) {
        all += time(engine) + (timeIntervals ? INTERVAL : 0);
      }
      if (best != null) {
        all += 2 + Math.max(speedIntervals ? SPEED : 0, speedHead.length());
      }
      return all;
    }

    /** Columns of an engine's times without their intervals. */
    int time(String engine) {
      return 2 + Math.max(TIME, engine.length());
    }

    int end() {
      return width(name, timeIntervals, speedIntervals);
    }
  }

  private void programs() {
    Columns columns = new Columns();
    String best = columns.best;
    int insnsEnd = INDENT.length() + columns.name + Columns.INSNS;
    Line head = line().add(Ink.FAINT, "program").right(Ink.FAINT, insnsEnd, "insns");
    int at = insnsEnd;
    for (String engine : summary.engines()) {
      at += columns.time(engine);
      head.right(Ink.LABEL, at, engine);
      at += columns.timeIntervals ? INTERVAL : 0;
    }
    add(head.to(at + 2).add(Ink.FAINT, columns.speedHead));
    double most = best == null ? 0 : mostSpeed(best);
    int bar = Math.min(BAR, width - columns.end() - 2);
    for (Program p : summary.programs()) {
      String insns = p.instructions() == 0 ? "" : Numbers.rounded(p.instructions());
      Line line =
          line()
              .add(Ink.NAME, SafeText.shortened(p.name(), columns.name))
              .right(Ink.PLAIN, insnsEnd, insns);
      at = insnsEnd;
      for (String engine : summary.engines()) {
        at += columns.time(engine);
        time(line, at, summary.seconds(p, engine, Clock.WALL), columns.timeIntervals);
        at += columns.timeIntervals ? INTERVAL : 0;
      }
      Estimate times = best == null ? null : summary.speed(p, best, Clock.WALL);
      if (times != null) {
        line.to(at + 2).add(ink(times), speed(times, columns.speedIntervals));
        if (bar >= LEAST_BAR) {
          line.to(columns.end() + 2).add(ink(times), Bars.horizontal(times.value() / most, bar));
        }
      }
      add(line);
    }
    out.append('\n');
  }

  private int nameWidth() {
    int longest =
        summary.programs().stream()
            .mapToInt(p -> p.name().codePointCount(0, p.name().length()))
            .max()
            .orElse(0);
    return Math.clamp(longest, "program".length(), LONGEST_NAME);
  }

  private static int longest(List<String> names) {
    return names.stream().mapToInt(String::length).max().orElse(0);
  }

  private double mostSpeed(String engine) {
    return summary.programs().stream()
        .map(p -> summary.speed(p, engine, Clock.WALL))
        .filter(Objects::nonNull)
        .mapToDouble(Estimate::value)
        .max()
        .orElse(1);
  }

  private void time(Line line, int end, @Nullable Estimate seconds, boolean withInterval) {
    if (seconds == null) {
      line.right(Ink.FAINT, end, "–");
      return;
    }
    line.right(Ink.STRONG, end, Numbers.seconds(seconds.value()));
    if (withInterval && seconds.hasInterval()) {
      line.add(Ink.FAINT, " ±" + Numbers.wholePercent(seconds.uncertainty(), 1));
    }
  }

  /** Whether it is known to be faster, or to be slower. */
  private static Ink ink(Estimate speed) {
    if (speed.hasInterval() ? speed.low() > 1 : speed.value() > 1) {
      return Ink.GOOD;
    }
    return (speed.hasInterval() ? speed.high() < 1 : speed.value() < 1) ? Ink.RED : Ink.PLAIN;
  }

  private static String speed(Estimate e, boolean withInterval) {
    return withInterval && e.hasInterval()
        ? String.format(Locale.ROOT, "%.2f (%.2f–%.2f)", e.value(), e.low(), e.high())
        : String.format(Locale.ROOT, "%.2f", e.value());
  }

  // ---- means ----

  private void means() {
    if (summary.programs().size() < 2) {
      return;
    }
    String reference = summary.reference();
    int titles = 0;
    for (Map.Entry<String, List<Program>> g : summary.groups().entrySet()) {
      titles = Math.max(titles, title(g).length());
    }
    int engineAt = INDENT.length() + titles + 2;
    int rateAt = engineAt + longest(summary.engines());
    // Both clocks where there is room, else what a person waits for.
    boolean cpu = rateAt + 2 * RATE + 2 * (SPEED + 2) <= width;
    int speedAt = rateAt + (cpu ? 2 : 1) * RATE + 2;
    Line head = line().add(Ink.FAINT, "geometric means").right(Ink.FAINT, rateAt + RATE, "insn/s");
    if (cpu) {
      head.right(Ink.FAINT, rateAt + 2 * RATE, "CPU");
    }
    if (reference != null) {
      head.to(speedAt).add(Ink.FAINT, "× " + reference);
      if (cpu) {
        head.to(speedAt + SPEED + 2).add(Ink.FAINT, "CPU");
      }
    }
    add(head);
    for (Map.Entry<String, List<Program>> g : summary.groups().entrySet()) {
      String title = title(g);
      List<Program> among = g.getValue();
      for (String engine : summary.engines()) {
        Line line = line().add(Ink.STRONG, title).to(engineAt).add(Ink.LABEL, engine);
        rate(line, rateAt + RATE, summary.meanRate(among, engine, Clock.WALL));
        if (cpu) {
          rate(line, rateAt + 2 * RATE, summary.meanRate(among, engine, Clock.CPU));
        }
        if (!engine.equals(reference)) {
          mean(line, speedAt, summary.meanSpeed(among, engine, Clock.WALL));
          if (cpu) {
            mean(line, speedAt + SPEED + 2, summary.meanSpeed(among, engine, Clock.CPU));
          }
        }
        add(line);
        title = "";
      }
    }
    out.append('\n');
  }

  private static String title(Map.Entry<String, List<Program>> group) {
    return group.getKey() + ", " + Numbers.plural(group.getValue().size(), "program", "programs");
  }

  private static void rate(Line line, int end, @Nullable Estimate rate) {
    line.right(Ink.PLAIN, end, rate == null ? "–" : Numbers.rounded(rate.value()));
  }

  private static void mean(Line line, int at, @Nullable Estimate speed) {
    if (speed != null) {
      line.to(at).add(ink(speed), speed(speed, true));
    }
  }

  // ---- what else is to be said ----

  private void problems() {
    for (Problem p : benchmark.problems()) {
      Line line = line().add(Ink.BAD, p.program() + " on " + p.engine()).add(" ");
      words(line, p.message() + ".");
    }
    if (!benchmark.problems().isEmpty()) {
      out.append('\n');
    }
  }

  private void notes() {
    for (Engine e : benchmark.engines()) {
      if (e.skipped() != null) {
        words(line().add(Ink.LABEL, e.name()).add(" skipped: "), e.skipped() + ".");
      } else if (!e.note().isEmpty()) {
        words(line().add(Ink.LABEL, e.name()).add(" "), e.note() + ".");
      }
    }
    if (benchmark.host().busy()) {
      words(line(), "Other work ran beside it: read CPU times and ratios, not wall times.");
    }
    if (benchmark.interrupted()) {
      words(line(), "Interrupted: figures are of what was finished.");
    }
    if (summary.programs().isEmpty()) {
      words(line(), "No program was timed.");
      return;
    }
    words(
        line(),
        benchmark.rounds() > 1
            ? "Times are medians, × is times as fast; intervals are 95 %, Student's t over"
                + " logarithms of rounds."
            : "One round: no intervals.");
    words(line(), memory());
    words(line(), versions());
  }

  /** Which program took most, by engine. */
  private String memory() {
    List<String> most = new ArrayList<>();
    for (String engine : summary.engines()) {
      summary.programs().stream()
          .filter(p -> summary.peakBytes(p, engine) > 0)
          .max(Comparator.comparingLong(p -> summary.peakBytes(p, engine)))
          .ifPresent(
              p ->
                  most.add(
                      "%s %s (%s)"
                          .formatted(
                              engine, Numbers.bytes(summary.peakBytes(p, engine)), p.name())));
    }
    return most.isEmpty()
        ? "No run was long enough to look at its memory."
        : "Most resident memory: " + String.join(", ", most) + ".";
  }

  private String versions() {
    return benchmark.engines().stream()
            .filter(e -> e.skipped() == null && !e.version().isEmpty())
            .collect(
                Collectors.groupingBy(
                    Engine::version,
                    java.util.LinkedHashMap::new,
                    Collectors.mapping(Engine::name, Collectors.joining(", "))))
            .entrySet()
            .stream()
            .map(e -> e.getValue() + ": " + e.getKey())
            .collect(Collectors.joining("; "))
        + ".";
  }

  /** Adds text, broken between words. */
  private void words(Line line, String text) {
    line.words(text, width, INDENT + INDENT).forEach(this::add);
  }
}
