package dev.orrery.profiler.compare;

import dev.orrery.profiler.bench.Benchmark;
import dev.orrery.profiler.bench.Benchmark.Problem;
import dev.orrery.profiler.bench.Benchmark.Sample;
import dev.orrery.profiler.bench.Clock;
import dev.orrery.profiler.bench.Estimate;
import dev.orrery.profiler.bench.Timeline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.apache.commons.math3.stat.StatUtils;
import org.jspecify.annotations.Nullable;

/**
 * What the runs of one program on several engines say. Engines are compared with the one that was
 * asked for, else with an independent one, else with the first.
 */
public final class EngineComparison {
  /** The three digits that an hour of nanoseconds is kept to. */
  private static final int DIGITS = 3;

  /** Engines that others are compared with, if they took part. */
  private static final List<String> REFERENCES = List.of("qemu-user", "interpreter");

  private final Benchmark benchmark;
  private final List<Contender> contenders;
  private final long seed;
  private final List<String> facts;
  private final Map<String, List<Sample>> samples = new LinkedHashMap<>();
  private final List<String> engines;

  /**
   * Of runs.
   *
   * @param benchmark the runs, of one program
   * @param contenders the engines, in order
   * @param seed of the order of runs
   * @param facts what else is to be known of the host, in sentences without an end
   */
  public EngineComparison(
      Benchmark benchmark, List<Contender> contenders, long seed, List<String> facts) {
    this.benchmark = benchmark;
    this.contenders = List.copyOf(contenders);
    this.seed = seed;
    this.facts = List.copyOf(facts);
    for (Sample s : benchmark.samples()) {
      samples.computeIfAbsent(s.engine(), e -> new ArrayList<>()).add(s);
    }
    engines = contenders.stream().map(Contender::name).filter(samples::containsKey).toList();
  }

  /** The runs. */
  public Benchmark benchmark() {
    return benchmark;
  }

  /** All engines, also those that took no part. */
  public List<Contender> contenders() {
    return contenders;
  }

  /** What the order of runs was drawn from. */
  public long seed() {
    return seed;
  }

  /** What else is to be known of the host. */
  public List<String> facts() {
    return facts;
  }

  /** The engines that have times, in order. */
  public List<String> engines() {
    return engines;
  }

  /** An engine. */
  public Contender contender(String engine) {
    return contenders.stream().filter(c -> c.name().equals(engine)).findFirst().orElseThrow();
  }

  /** What went wrong with an engine; null if nothing did. */
  public @Nullable Problem problem(String engine) {
    return benchmark.problems().stream()
        .filter(p -> p.engine().equals(engine))
        .findFirst()
        .orElse(null);
  }

  /** All runs of an engine that count. */
  public List<Sample> samples(String engine) {
    return samples.getOrDefault(engine, List.of());
  }

  /** Seconds of whole processes. */
  public Estimate seconds(String engine) {
    return Estimate.byOrder(values(engine, Clock.WALL::seconds));
  }

  /** Seconds of processors. */
  public Estimate cpuSeconds(String engine) {
    return Estimate.byOrder(values(engine, Clock.CPU::seconds));
  }

  /** Seconds until an emulator that waited was told to begin; null if none did. */
  public @Nullable Estimate released(String engine) {
    return known(engine, s -> s.timeline().releasedNanos());
  }

  /** Seconds until the first byte was printed; null if none was. */
  public @Nullable Estimate firstOutput(String engine) {
    return known(engine, s -> s.timeline().firstOutputNanos());
  }

  /** Seconds of a phase; null if the program did not enter it there. */
  public @Nullable Estimate phase(String engine, String phase) {
    return known(engine, s -> phaseNanos(s, phase));
  }

  /**
   * Nanoseconds of a phase in one run: by the clock that the program reads where that shows time,
   * else by when its lines arrived here. Negative if it did not enter the phase.
   */
  public double phaseNanos(Sample s, String phase) {
    long ticks = s.timeline().phaseTicks(phase);
    double tick = ticks < 0 ? 0 : nanosPerTick(s.engine());
    return tick > 0 ? ticks * tick : s.timeline().phaseNanos(phase);
  }

  /** How long a tick of the clock is that a program reads there; 0 if it does not show time. */
  private double nanosPerTick(String engine) {
    if (!contender(engine).kind().clockIsTime()) {
      return 0;
    }
    // The median of runs: a line may arrive late, but seldom both the first and the last one.
    double[] all =
        samples(engine).stream()
            .mapToDouble(s -> s.timeline().nanosPerTick())
            .filter(t -> t > 0)
            .toArray();
    return all.length == 0 ? 0 : StatUtils.percentile(all, 50);
  }

  /** Nanoseconds that are negative where they are not known, as seconds. */
  private @Nullable Estimate known(String engine, ToDoubleFunction<Sample> nanos) {
    double[] values =
        samples(engine).stream().mapToDouble(nanos).filter(n -> n >= 0).map(n -> n / 1e9).toArray();
    return values.length == 0 ? null : Estimate.byOrder(values);
  }

  private double[] values(String engine, ToDoubleFunction<Sample> figure) {
    return samples(engine).stream().mapToDouble(figure).toArray();
  }

  /** The names of phases, in the order in which they were first entered. */
  public List<String> phases() {
    Set<String> names = new LinkedHashSet<>();
    timelines().forEach(t -> t.marks().forEach(m -> names.add(m.name())));
    names.remove("");
    return List.copyOf(names);
  }

  /** The names of phases that were left out somewhere, in the order in which that was said. */
  public List<String> leftPhases() {
    Set<String> names = new LinkedHashSet<>();
    timelines().forEach(t -> t.left().forEach(l -> names.add(l.name())));
    return List.copyOf(names);
  }

  /** Why a phase was left out on an engine; null if it was not. */
  public @Nullable String left(String engine, String phase) {
    return timelines(engine)
        .flatMap(t -> t.left().stream())
        .filter(l -> l.name().equals(phase))
        .map(Timeline.Left::why)
        .findFirst()
        .orElse(null);
  }

  private Stream<Timeline> timelines() {
    return engines.stream().flatMap(this::timelines);
  }

  private Stream<Timeline> timelines(String engine) {
    return samples(engine).stream().map(Sample::timeline);
  }

  /** How many instructions the program executes; 0 if nobody counted. */
  public long instructions() {
    return benchmark.programs().getFirst().instructions();
  }

  /** Instructions per second of whole processes; null if their number is not known there. */
  public @Nullable Estimate rate(String engine) {
    long n = instructions();
    Contender c = contender(engine);
    if (n == 0
        || !c.kind().sameCode()
        || c.kind() == EngineKind.SYSTEM_EMULATOR
        || c.kind() == EngineKind.VIRTUAL_MACHINE) {
      return null; // with devices, a program does more
    }
    Estimate s = seconds(engine);
    return new Estimate(
        n / s.value(), n / s.high(), s.low() == 0 ? Double.POSITIVE_INFINITY : n / s.low());
  }

  /** Most resident memory of any run; 0 if that is not known. */
  public long peakBytes(String engine) {
    return samples(engine).stream().mapToLong(Sample::peakBytes).max().orElse(0);
  }

  // ---- what left the program ----

  /** Kinds of events that the program measured by itself, in order. */
  public List<String> eventKinds() {
    Set<String> kinds = new LinkedHashSet<>();
    timelines().forEach(t -> t.latencies().forEach(l -> kinds.add(l.kind())));
    return List.copyOf(kinds);
  }

  /** How many events of a kind there were in each run; 0 if there were none. */
  public long events(String engine, String kind) {
    return timelines(engine)
        .mapToLong(
            t ->
                t.latencies().stream()
                    .filter(l -> l.kind().equals(kind))
                    .mapToLong(Timeline.Latency::count)
                    .sum())
        .max()
        .orElse(0);
  }

  /**
   * Nanoseconds of events of a kind, of all runs: by the clock that the program reads, whose ticks
   * are as long as the host's clock says. Empty where that clock does not show time.
   */
  public Histogram latencies(String engine, String kind) {
    Histogram histogram = new Histogram(DIGITS);
    histogram.setAutoResize(true);
    double tick = nanosPerTick(engine);
    for (Sample s : samples(engine)) {
      for (Timeline.Latency l : s.timeline().latencies()) {
        if (tick > 0 && l.kind().equals(kind)) {
          for (int i = 0; i < l.ticks().size(); i++) {
            long nanos = Math.round(Math.min(l.ticks().get(i) * tick, 3.6e12));
            histogram.recordValueWithCount(nanos, l.counts().get(i));
          }
        }
      }
    }
    return histogram;
  }

  // ---- which differences are real ----

  /** The engine that others are compared with; null if there are not two. */
  public @Nullable String reference() {
    if (engines.size() < 2) {
      return null;
    }
    String asked = benchmark.reference();
    return asked != null && engines.contains(asked)
        ? asked
        : REFERENCES.stream().filter(engines::contains).findFirst().orElse(engines.getFirst());
  }

  /** Each other engine against the reference, by the times of whole processes. */
  public List<Contrast> contrasts() {
    return contrasts(Clock.WALL::seconds);
  }

  /** The same by the times of a phase, for the engines that have them. */
  public List<Contrast> contrasts(String phase) {
    return contrasts(s -> phaseNanos(s, phase));
  }

  private List<Contrast> contrasts(ToDoubleFunction<Sample> figure) {
    String reference = reference();
    if (reference == null) {
      return List.of();
    }
    double[] others = positive(reference, figure);
    return Contrast.corrected(
        engines.stream()
            .filter(e -> !e.equals(reference))
            .map(
                e -> {
                  double[] times = positive(e, figure);
                  return times.length == 0 || others.length == 0
                      ? null
                      : Contrast.of(e, times, reference, others);
                })
            .filter(Objects::nonNull)
            .toList());
  }

  private double[] positive(String engine, ToDoubleFunction<Sample> figure) {
    return samples(engine).stream().mapToDouble(figure).filter(x -> x > 0).toArray();
  }
}
