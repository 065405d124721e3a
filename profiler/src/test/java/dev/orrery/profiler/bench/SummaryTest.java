package dev.orrery.profiler.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.orrery.profiler.bench.Benchmark.Engine;
import dev.orrery.profiler.bench.Benchmark.Program;
import dev.orrery.profiler.bench.Benchmark.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What times say together. */
class SummaryTest {
  private static final double EXACT = 1e-9;
  private static final Program A = new Program("a", "integer", 8_000_000_000L);
  private static final Program B = new Program("b", "integer", 2_000_000_000L);
  private static final Program C = new Program("c", "fp", 0);

  private final List<Sample> samples = new ArrayList<>();

  private void sample(int round, Program p, String engine, double seconds) {
    long nanos = Math.round(seconds * 1e9);
    samples.add(
        new Sample(round, p.name(), engine, nanos, nanos * 2, (long) round << 20, Timeline.NONE));
  }

  private Summary summary(int rounds, @Nullable String reference, String... engines) {
    List<Engine> all = Arrays.stream(engines).map(e -> new Engine(e, "1", null, "")).toList();
    BenchHost host = new BenchHost("2026-01-01T00:00:00Z", "cpu", 2, 1L << 30, "os", "jvm", 1, 1);
    return new Summary(
        new Benchmark(
            "test",
            List.of(),
            host,
            rounds,
            reference,
            all,
            List.of(A, B, C),
            samples,
            List.of(),
            false));
  }

  private static double value(@Nullable Estimate e) {
    return Objects.requireNonNull(e).value();
  }

  @Test
  void speedIsHowManyTimesAsFastAsTheReference() {
    sample(1, A, "jit", 1);
    sample(1, A, "qemu", 2);
    sample(2, A, "jit", 2);
    sample(2, A, "qemu", 16);
    Summary s = summary(2, null, "jit", "qemu");
    assertThat(s.reference()).isEqualTo("qemu");
    assertThat(s.compared()).containsExactly("jit");
    assertThat(value(s.seconds(A, "jit", Clock.WALL))).isEqualTo(1.5, within(EXACT));
    assertThat(value(s.seconds(A, "jit", Clock.CPU))).isEqualTo(3, within(EXACT));
    assertThat(value(s.speed(A, "jit", Clock.WALL))).isEqualTo(4, within(EXACT)); // of 2 and 8
    assertThat(s.peakBytes(A, "jit")).isEqualTo(2 << 20);
    assertThat(s.peakBytes(B, "jit")).isZero();
    assertThat(value(s.speed(A, "qemu", Clock.WALL))).isEqualTo(1, within(EXACT));
  }

  @Test
  void meansAreOverProgramsThatBothRan() {
    for (int round = 1; round <= 2; round++) {
      sample(round, A, "jit", 1);
      sample(round, A, "qemu", 2);
      sample(round, B, "jit", 1);
      sample(round, B, "qemu", 8);
      sample(round, C, "qemu", 100);
    }
    Summary s = summary(2, null, "jit", "qemu");
    assertThat(value(s.meanSpeed(s.programs(), "jit", Clock.WALL))).isEqualTo(4, within(EXACT));
    assertThat(value(s.meanRate(s.programs(), "jit", Clock.WALL))).isEqualTo(4e9, within(1.0));
    assertThat(value(s.meanRate(s.programs(), "jit", Clock.CPU))).isEqualTo(2e9, within(1.0));
    assertThat(s.ranByBoth(s.programs(), "jit")).containsExactly(A, B);
    assertThat(s.groups()).containsOnlyKeys("integer", Summary.ALL);
    assertThat(s.meanRate(List.of(C), "qemu", Clock.WALL)).isNull();
    assertThat(s.meanSpeed(List.of(C), "jit", Clock.WALL)).isNull();
  }

  @Test
  void aRoundThatWasNotFinishedIsNotAveraged() {
    sample(1, A, "jit", 1);
    sample(1, A, "qemu", 2);
    sample(1, B, "jit", 1);
    sample(1, B, "qemu", 2);
    sample(2, A, "jit", 1);
    sample(2, A, "qemu", 200);
    Summary s = summary(2, null, "jit", "qemu");
    Estimate mean = s.meanSpeed(s.programs(), "jit", Clock.WALL);
    assertThat(value(mean)).isEqualTo(2, within(EXACT));
    assertThat(Objects.requireNonNull(mean).hasInterval()).isFalse();
  }

  @Test
  void theReferenceIsTheOneAskedForElseAnIndependentOne() {
    sample(1, A, "jit", 1);
    sample(1, A, "interpreter", 1);
    sample(1, A, "oracle", 1);
    assertThat(summary(1, null, "jit", "interpreter", "oracle").reference())
        .isEqualTo("interpreter");
    assertThat(summary(1, "oracle", "jit", "interpreter", "oracle").reference())
        .isEqualTo("oracle");
    assertThat(summary(1, null, "jit", "oracle").reference()).isEqualTo("oracle");
    assertThat(summary(1, "qemu", "jit", "qemu").reference()).isNull(); // it ran nothing
  }

  /** Student's t for two degrees of freedom at 97.5 % is 4.30265 in any table. */
  @Test
  void theIntervalIsStudentsOverLogarithms() {
    Estimate e = Estimate.mean(new double[] {1, Math.E, Math.E * Math.E});
    double half = 4.30265 / Math.sqrt(3);
    assertThat(e.value()).isEqualTo(Math.E, within(EXACT));
    assertThat(Math.log(e.low())).isEqualTo(1 - half, within(1e-4));
    assertThat(Math.log(e.high())).isEqualTo(1 + half, within(1e-4));
  }

  /** Ranks as tables of the sign test have them, for 95 %: 1 of 6, 2 of 10, 6 of 20, 18 of 50. */
  @Test
  void theIntervalOfAMedianIsBetweenRanks() {
    Map<Integer, Integer> ranks = Map.of(6, 1, 8, 1, 9, 2, 10, 2, 12, 3, 15, 4, 20, 6, 50, 18);
    ranks.forEach(
        (n, rank) -> {
          Estimate e = Estimate.byOrder(IntStream.rangeClosed(1, n).asDoubleStream().toArray());
          assertThat(e.value()).isEqualTo((n + 1) / 2.0);
          assertThat(e.low()).as("of %d", n).isEqualTo((double) rank);
          assertThat(e.high()).isEqualTo(n + 1.0 - rank);
        });
    assertThat(Estimate.byOrder(new double[] {3, 1, 2, 5, 4}).hasInterval()).isFalse();
    assertThat(Estimate.byOrder(new double[] {7}).value()).isEqualTo(7);
  }

  @Property
  void intervalsHoldTheirFigures(
      @ForAll @Size(min = 2, max = 30) List<@DoubleRange(min = 0.01, max = 1e6) Double> rounds) {
    double[] values = rounds.stream().mapToDouble(x -> x).toArray();
    for (Estimate e : List.of(Estimate.mean(values), Estimate.median(values))) {
      assertThat(e.hasInterval()).isTrue();
      assertThat(e.low()).isPositive().isLessThanOrEqualTo(e.value() * (1 + EXACT));
      assertThat(e.high()).isGreaterThanOrEqualTo(e.value() * (1 - EXACT));
    }
  }
}
