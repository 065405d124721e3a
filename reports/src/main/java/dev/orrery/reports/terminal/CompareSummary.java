package dev.orrery.reports.terminal;

import dev.orrery.profiler.bench.BenchHost;
import dev.orrery.profiler.bench.Benchmark;
import dev.orrery.profiler.bench.Benchmark.Problem;
import dev.orrery.profiler.bench.Estimate;
import dev.orrery.profiler.compare.Contender;
import dev.orrery.profiler.compare.Contrast;
import dev.orrery.profiler.compare.EngineComparison;
import dev.orrery.reports.text.Absences;
import dev.orrery.reports.text.Numbers;
import dev.orrery.reports.text.Verdicts;
import dev.orrery.spec.diag.SafeText;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** A comparison of engines for people at a terminal: times, phases, single events, verdicts. */
public final class CompareSummary {
  private static final String INDENT = "  ";
  private static final int NARROWEST = 72;
  private static final int WIDEST = 120;
  private static final int RESULT = 8;
  private static final int TIME = 9;
  private static final int INTERVAL = " (123 ms–123 ms)".length();
  private static final int RATIO = 12;
  private static final int FIGURE = 10;
  private static final int RATIO_INTERVAL = " (0.98–1.02)".length();
  private static final int COLUMN = 11;
  private static final int LONGEST_NAME = 22;
  private static final double[] PERCENTILES = {50, 90, 99, 99.9};

  private final EngineComparison c;
  private final Benchmark benchmark;
  private final boolean colour;
  private final int width;
  private final StringBuilder out = new StringBuilder();

  private CompareSummary(EngineComparison c, int width, boolean colour) {
    this.c = c;
    this.benchmark = c.benchmark();
    this.colour = colour;
    this.width = Math.clamp(width, NARROWEST, WIDEST);
  }

  /**
   * The summary; every line ends with a line break.
   *
   * @param width columns of the terminal
   * @param colour whether to use ANSI colours
   */
  public static String of(EngineComparison c, int width, boolean colour) {
    CompareSummary s = new CompareSummary(c, width, colour);
    s.headline();
    s.engines();
    s.phases();
    s.events();
    s.verdicts();
    s.notes();
    return s.out.toString();
  }

  private void headline() {
    BenchHost host = benchmark.host();
    add(
        line()
            .add(Ink.STRONG, SafeText.shortened(benchmark.subject(), width / 2))
            .add(" · " + Numbers.plural(benchmark.rounds(), "round", "rounds"))
            .add(
                c.instructions() == 0
                    ? ""
                    : " · " + Numbers.count(c.instructions(), "instructions")));
    String load =
        host.loadBefore() < 0
            ? ""
            : String.format(
                Locale.ROOT,
                " · load %.1f before, %.1f after",
                host.loadBefore(),
                host.loadAfter());
    add(
        line()
            .add(
                Ink.FAINT,
                host.processor()
                    + " · "
                    + Numbers.plural(host.processors(), "processor", "processors")
                    + load));
    out.append('\n');
  }

  // ---- engines ----

  private void engines() {
    int name = nameWidth(c.contenders().stream().map(Contender::name).toList());
    boolean intervals =
        c.engines().stream().anyMatch(e -> c.seconds(e).hasInterval())
            && width
                >= INDENT.length()
                    + name
                    + RESULT
                    + TIME
                    + INTERVAL
                    + RATIO
                    + RATIO_INTERVAL
                    + 3 * FIGURE;
    String reference = c.reference();
    int at = INDENT.length() + name;
    int result = at + RESULT;
    int time = result + TIME;
    int ratio = time + (intervals ? INTERVAL : 0) + RATIO;
    int first = ratio + (intervals ? RATIO_INTERVAL : 0) + FIGURE;
    Line head = line().add(Ink.FAINT, "engine").right(Ink.FAINT, result, "result");
    head.right(Ink.FAINT, time, "time");
    head.right(Ink.FAINT, ratio, reference == null ? "" : "× " + reference);
    add(
        head.right(Ink.FAINT, first, "to output")
            .right(Ink.FAINT, first + FIGURE, "insn/s")
            .right(Ink.FAINT, first + 2 * FIGURE, "memory"));
    List<Contrast> contrasts = c.contrasts();
    for (Contender contender : c.contenders()) {
      String engine = contender.name();
      Problem problem = c.problem(engine);
      if (contender.facts().skipped() != null) {
        continue;
      }
      Line line = line().add(Ink.NAME, SafeText.shortened(engine, name));
      if (problem != null) {
        add(line.right(Ink.BAD, result, problem.kind().name().toLowerCase(Locale.ROOT)));
        continue;
      }
      if (c.samples(engine).isEmpty()) {
        add(line.right(Ink.FAINT, result, "–")); // it was interrupted before
        continue;
      }
      line.right(Ink.GOOD, result, "same");
      Estimate seconds = c.seconds(engine);
      line.right(Ink.STRONG, time, Numbers.seconds(seconds.value()));
      if (intervals && seconds.hasInterval()) {
        line.add(
            Ink.FAINT,
            " (%s–%s)".formatted(Numbers.seconds(seconds.low()), Numbers.seconds(seconds.high())));
      }
      contrasts.stream()
          .filter(x -> x.engine().equals(engine))
          .findFirst()
          .ifPresent(x -> ratio(line, ratio, x, intervals));
      if (engine.equals(reference)) {
        line.right(Ink.FAINT, ratio, "1");
      }
      line.right(Ink.PLAIN, first, seconds(c.firstOutput(engine)));
      Estimate rate = c.rate(engine);
      line.right(Ink.PLAIN, first + FIGURE, rate == null ? "–" : Numbers.rounded(rate.value()));
      long peak = c.peakBytes(engine);
      add(line.right(Ink.PLAIN, first + 2 * FIGURE, peak == 0 ? "–" : Numbers.bytes(peak)));
    }
    out.append('\n');
  }

  private static void ratio(Line line, int end, Contrast x, boolean intervals) {
    Ink ink = !x.isReal() ? Ink.PLAIN : x.ratio().value() >= 1 ? Ink.GOOD : Ink.RED;
    line.right(ink, end, Verdicts.factor(x.ratio().value()));
    if (intervals && x.ratio().hasInterval()) {
      line.add(
          ink,
          " (%s–%s)"
              .formatted(Verdicts.factor(x.ratio().low()), Verdicts.factor(x.ratio().high())));
    }
  }

  // ---- phases ----

  /** A row for each phase, a column for each engine; engines that have no room come below. */
  private void phases() {
    if (c.phases().isEmpty()) {
      return;
    }
    int name = nameWidth(c.phases());
    int column = Math.max(COLUMN, 2 + longest(c.engines()));
    int fit = Math.max(1, (width - INDENT.length() - name) / column);
    for (int from = 0; from < c.engines().size(); from += fit) {
      List<String> some = c.engines().subList(from, Math.min(from + fit, c.engines().size()));
      Line head = line().add(Ink.FAINT, "phase");
      int at = INDENT.length() + name;
      for (String engine : some) {
        at += column;
        head.right(Ink.LABEL, at, engine);
      }
      add(head);
      for (String phase : c.phases()) {
        Line line = line().add(Ink.NAME, SafeText.shortened(phase, name));
        at = INDENT.length() + name;
        for (String engine : some) {
          at += column;
          line.right(Ink.PLAIN, at, seconds(c.phase(engine, phase)));
        }
        add(line);
      }
      out.append('\n');
    }
  }

  private static String seconds(@Nullable Estimate e) {
    return e == null ? "–" : Numbers.seconds(e.value());
  }

  // ---- single events ----

  private void events() {
    List<String> kinds = c.eventKinds();
    if (kinds.isEmpty()) {
      return;
    }
    int name = Math.max(nameWidth(kinds), "one event".length());
    int engineAt = INDENT.length() + name + 2;
    int at = engineAt + longest(c.engines());
    int percentiles = Math.min(PERCENTILES.length, (width - at) / FIGURE - 1);
    Line head = line().add(Ink.FAINT, "one event").to(engineAt).add(Ink.FAINT, "engine");
    head.right(Ink.FAINT, at + FIGURE, "in a run");
    for (int i = 0; i < percentiles; i++) {
      String title = (PERCENTILES[i] + " %").replace(".0 ", " ");
      head.right(Ink.FAINT, at + (i + 2) * FIGURE, title);
    }
    add(head);
    for (String kind : kinds) {
      String title = kind;
      for (String engine : c.engines()) {
        if (c.events(engine, kind) == 0) {
          continue;
        }
        Line line = line().add(Ink.NAME, SafeText.shortened(title, name));
        line.to(engineAt).add(Ink.LABEL, engine);
        line.right(Ink.PLAIN, at + FIGURE, Numbers.exact(c.events(engine, kind)));
        Histogram h = c.latencies(engine, kind);
        for (int i = 0; i < percentiles; i++) {
          boolean known = h.getTotalCount() > 0;
          String text = known ? Numbers.seconds(h.getValueAtPercentile(PERCENTILES[i]) / 1e9) : "–";
          line.right(known ? Ink.PLAIN : Ink.FAINT, at + (i + 2) * FIGURE, text);
        }
        add(line);
        title = "";
      }
    }
    out.append('\n');
  }

  // ---- words ----

  private void verdicts() {
    for (String verdict : Verdicts.of(c)) {
      words(line(), verdict);
    }
    if (c.engines().size() > 1) {
      out.append('\n');
    }
    for (Problem p : benchmark.problems()) {
      words(line().add(Ink.BAD, p.engine()).add(" "), p.message() + ".");
    }
    if (!benchmark.problems().isEmpty()) {
      out.append('\n');
    }
  }

  private void notes() {
    for (Absences.Absence a : Absences.of(c)) {
      words(line().add(Ink.LABEL, a.what()).add(" left out: "), a.why() + ".");
    }
    c.facts().forEach(f -> words(line(), f + "."));
    if (benchmark.host().busy()) {
      words(line(), "Other work ran beside it: read ratios, not times.");
    }
    if (benchmark.interrupted()) {
      words(line(), "Interrupted: figures are of what was finished.");
    }
    words(
        line(),
        "Times are medians, intervals 95 % (order statistics, from six rounds on); × is Hodges–Lehmann's,"
            + " p Mann–Whitney's, corrected by Holm. Order by chance, seed "
            + c.seed()
            + ".");
    String versions =
        c.contenders().stream()
            .filter(k -> k.facts().skipped() == null && !k.facts().version().isEmpty())
            .collect(
                Collectors.groupingBy(
                    k -> k.facts().version(),
                    java.util.LinkedHashMap::new,
                    Collectors.mapping(Contender::name, Collectors.joining(", "))))
            .entrySet()
            .stream()
            .map(e -> e.getValue() + ": " + e.getKey())
            .collect(Collectors.joining("; "));
    if (!versions.isEmpty()) {
      words(line(), versions + ".");
    }
  }

  // ---- text ----

  private static int nameWidth(List<String> names) {
    return Math.clamp(longest(names), "engine".length(), LONGEST_NAME);
  }

  private static int longest(List<String> names) {
    return names.stream().mapToInt(n -> n.codePointCount(0, n.length())).max().orElse(0);
  }

  private void add(Line line) {
    out.append(line).append('\n');
  }

  private Line line() {
    return new Line(colour).add(INDENT);
  }

  /** Adds text, broken between words. */
  private void words(Line line, String text) {
    line.words(text, width, INDENT + INDENT).forEach(this::add);
  }
}
