package dev.orrery.profiler.bench;

import dev.orrery.profiler.bench.Benchmark.Program;
import dev.orrery.profiler.bench.Benchmark.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.jspecify.annotations.Nullable;

/**
 * What the times of a {@link Benchmark} say.
 *
 * <p>Engines are compared round by round, with times that were taken close to each other; what the
 * rounds gave then makes a figure and its interval. Means are over the programs that all engines of
 * the comparison ran, and over the rounds in which they ran all of these.
 */
public final class Summary {
  /** Means over all programs, whatever their kind. */
  public static final String ALL = "all";

  /** Engines that others are compared with, if they took part: independent ones first. */
  private static final List<String> REFERENCES = List.of("qemu", "interpreter");

  private final Benchmark benchmark;
  private final List<String> engines;
  private final List<Program> programs;
  private final Map<String, Map<Integer, Sample>> samples = new LinkedHashMap<>();

  /** Of {@code benchmark}. */
  public Summary(Benchmark benchmark) {
    this.benchmark = benchmark;
    for (Sample s : benchmark.samples()) {
      samples
          .computeIfAbsent(key(s.program(), s.engine()), k -> new LinkedHashMap<>())
          .put(s.round(), s);
    }
    engines =
        benchmark.engines().stream()
            .map(Benchmark.Engine::name)
            .filter(e -> benchmark.programs().stream().anyMatch(p -> has(p, e)))
            .toList();
    programs =
        benchmark.programs().stream()
            .filter(p -> engines.stream().anyMatch(e -> has(p, e)))
            .toList();
  }

  private static String key(String program, String engine) {
    return program + '\0' + engine;
  }

  private Map<Integer, Sample> samples(Program program, String engine) {
    return samples.getOrDefault(key(program.name(), engine), Map.of());
  }

  /** What was summarized. */
  public Benchmark benchmark() {
    return benchmark;
  }

  /** The engines that ran anything, in order. */
  public List<String> engines() {
    return engines;
  }

  /** The programs that anybody ran, in order. */
  public List<Program> programs() {
    return programs;
  }

  /** Whether there is a time of {@code program} on {@code engine}. */
  public boolean has(Program program, String engine) {
    return !samples(program, engine).isEmpty();
  }

  /**
   * The engine that the others are compared with: the one that was asked for, else QEMU, else the
   * interpreter, else the last one; null if there is only one.
   */
  public @Nullable String reference() {
    if (engines.size() < 2) {
      return null;
    }
    String asked = benchmark.reference();
    if (asked != null && engines.contains(asked)) {
      return asked;
    }
    return REFERENCES.stream().filter(engines::contains).findFirst().orElse(engines.getLast());
  }

  /** The engines that are compared with {@link #reference}. */
  public List<String> compared() {
    String reference = reference();
    return reference == null
        ? List.of()
        : engines.stream().filter(e -> !e.equals(reference)).toList();
  }

  /** Seconds of a program on an engine: the median. Null if there is no time. */
  public @Nullable Estimate seconds(Program program, String engine, Clock clock) {
    double[] seconds =
        samples(program, engine).values().stream().mapToDouble(clock::seconds).toArray();
    return seconds.length == 0 ? null : Estimate.median(seconds);
  }

  /** The most memory that was resident in any round; 0 if that is not known. */
  public long peakBytes(Program program, String engine) {
    return samples(program, engine).values().stream().mapToLong(Sample::peakBytes).max().orElse(0);
  }

  /**
   * How many times as fast as the reference an engine ran a program: the geometric mean of the
   * rounds. Null if it cannot be said.
   */
  public @Nullable Estimate speed(Program program, String engine, Clock clock) {
    return meanSpeed(List.of(program), engine, clock);
  }

  /**
   * The kinds of which there are several programs, in order, and {@link #ALL}; each with its
   * programs.
   */
  public Map<String, List<Program>> groups() {
    Map<String, List<Program>> groups = new LinkedHashMap<>();
    for (Program p : programs) {
      groups.computeIfAbsent(p.kind(), k -> new ArrayList<>()).add(p);
    }
    groups.values().removeIf(group -> group.size() == 1 || group.size() == programs.size());
    groups.put(ALL, programs);
    return groups;
  }

  /** Those of {@code among} that every engine of the comparison ran, {@code engine} included. */
  public List<Program> ranByBoth(List<Program> among, String engine) {
    String reference = reference();
    return among.stream()
        .filter(p -> has(p, engine) && (reference == null || has(p, reference)))
        .toList();
  }

  /**
   * The geometric mean over programs of how many times as fast as the reference an engine was. Null
   * if there is no reference, or no program that both ran.
   */
  public @Nullable Estimate meanSpeed(List<Program> among, String engine, Clock clock) {
    String reference = reference();
    if (reference == null) {
      return null;
    }
    return overRounds(
        ranByBoth(among, engine),
        List.of(engine, reference),
        taken -> clock.seconds(taken.getLast()) / clock.seconds(taken.getFirst()));
  }

  /**
   * The geometric mean over programs of guest instructions per second, where their number is known.
   * Null if it is known of none.
   */
  public @Nullable Estimate meanRate(List<Program> among, String engine, Clock clock) {
    Map<String, Long> counts = new LinkedHashMap<>();
    List<Program> counted =
        ranByBoth(among, engine).stream().filter(p -> p.instructions() > 0).toList();
    counted.forEach(p -> counts.put(p.name(), p.instructions()));
    return overRounds(
        counted,
        List.of(engine),
        taken ->
            counts.getOrDefault(taken.getFirst().program(), 0L) / clock.seconds(taken.getFirst()));
  }

  /** Each complete round's geometric mean over {@code among}, and what they say together. */
  private @Nullable Estimate overRounds(
      List<Program> among, List<String> by, ToDoubleFunction<List<Sample>> figure) {
    double[] rounds =
        IntStream.rangeClosed(1, benchmark.rounds())
            .mapToObj(round -> ofRound(round, among, by, figure))
            .filter(figures -> figures.length == among.size() && figures.length > 0)
            .mapToDouble(StatUtils::geometricMean)
            .toArray();
    return rounds.length == 0 ? null : Estimate.mean(rounds);
  }

  private double[] ofRound(
      int round, List<Program> among, List<String> by, ToDoubleFunction<List<Sample>> figure) {
    List<Double> figures = new ArrayList<>();
    for (Program p : among) {
      List<Sample> taken = new ArrayList<>();
      for (String engine : by) {
        Sample sample = samples(p, engine).get(round);
        if (sample != null) {
          taken.add(sample);
        }
      }
      if (taken.size() == by.size()) {
        figures.add(figure.applyAsDouble(taken));
      }
    }
    return figures.stream().mapToDouble(x -> x).toArray();
  }
}
