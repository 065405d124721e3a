package dev.orrery.validation.bench;

import dev.orrery.workloads.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;

/** What the measurements of one size say. */
final class Summary {
  private final List<Measurement> measurements;

  /** Of {@code measurements}, all of one size. */
  Summary(List<Measurement> measurements) {
    this.measurements = List.copyOf(measurements);
  }

  /** What was run, in order. */
  List<Workload> workloads() {
    return measurements.stream().map(Measurement::workload).distinct().toList();
  }

  /** By whom, in order. */
  List<Contestant> contestants() {
    return measurements.stream().map(Measurement::contestant).distinct().toList();
  }

  /** Rounds taken. */
  int rounds() {
    return measurements.stream().mapToInt(Measurement::round).max().orElse(0);
  }

  /** Guest instructions of {@code workload}. */
  OptionalLong instructions(Workload workload) {
    return measurements.stream()
        .filter(m -> m.workload().equals(workload))
        .findFirst()
        .orElseThrow()
        .instructions();
  }

  /** Seconds that a contestant took for a workload: the median and the extremes. */
  Estimate seconds(Workload workload, Contestant contestant, ToLongFunction<Measurement> nanos) {
    return Estimate.median(values(workload, contestant, nanos));
  }

  private double[] values(
      Workload workload, Contestant contestant, ToLongFunction<Measurement> nanos) {
    return measurements.stream()
        .filter(m -> m.workload().equals(workload) && m.contestant() == contestant)
        .mapToDouble(m -> nanos.applyAsLong(m) / 1e9)
        .toArray();
  }

  /** Whether {@code contestant} ran {@code workload}. */
  boolean has(Workload workload, Contestant contestant) {
    return measurements.stream()
        .anyMatch(m -> m.workload().equals(workload) && m.contestant() == contestant);
  }

  /**
   * Geometric mean over {@code among} of guest instructions per second, in millions; the interval
   * is that of the rounds.
   */
  Estimate rate(List<Workload> among, Contestant contestant, ToLongFunction<Measurement> nanos) {
    return overRounds(
        round -> {
          List<Double> rates = new ArrayList<>();
          for (Workload w : among) {
            OptionalLong count = instructions(w);
            OptionalDouble seconds = of(round, w, contestant, nanos);
            if (count.isPresent() && seconds.isPresent()) {
              rates.add(count.getAsLong() / seconds.getAsDouble() / 1e6);
            }
          }
          return rates;
        });
  }

  /**
   * Geometric mean over {@code among} of the time of {@code contestant} divided by that of {@code
   * reference}; the interval is that of the rounds.
   */
  Estimate ratio(
      List<Workload> among,
      Contestant contestant,
      Contestant reference,
      ToLongFunction<Measurement> nanos) {
    return overRounds(
        round -> {
          List<Double> ratios = new ArrayList<>();
          for (Workload w : among) {
            OptionalDouble a = of(round, w, contestant, nanos);
            OptionalDouble b = of(round, w, reference, nanos);
            if (a.isPresent() && b.isPresent()) {
              ratios.add(a.getAsDouble() / b.getAsDouble());
            }
          }
          return ratios;
        });
  }

  private Estimate overRounds(IntFunction<List<Double>> ofRound) {
    return Estimate.ofRounds(
        IntStream.rangeClosed(1, rounds())
            .mapToObj(r -> ofRound.apply(r).stream().mapToDouble(x -> x).toArray())
            .map(StatUtils::geometricMean)
            .toList());
  }

  private OptionalDouble of(
      int round, Workload w, Contestant c, ToLongFunction<Measurement> nanos) {
    return measurements.stream()
        .filter(m -> m.round() == round && m.workload().equals(w) && m.contestant() == c)
        .mapToDouble(m -> Math.max(1, nanos.applyAsLong(m)) / 1e9)
        .findFirst();
  }
}
