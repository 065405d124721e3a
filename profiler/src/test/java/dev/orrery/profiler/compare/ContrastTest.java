package dev.orrery.profiler.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.orrery.profiler.bench.Estimate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Test;

/** Which differences are more than chance. */
class ContrastTest {
  private static double[] values(double... values) {
    return values;
  }

  private static Contrast of(double[] a, double[] b) {
    return Contrast.of("a", a, "b", b);
  }

  /** U = 0 of 25, whose expectation is 12.5 and variance 25 * 11 / 12: z = 2.6112. */
  @Test
  void timesThatLieApartAreADifference() {
    Contrast c = of(values(1, 2, 3, 4, 5), values(6, 7, 8, 9, 10));
    assertThat(c.p()).isEqualTo(0.009023, within(1e-6));
    assertThat(c.effect()).isEqualTo(1);
    assertThat(c.isReal()).isTrue();
    assertThat(of(values(6, 7, 8, 9, 10), values(1, 2, 3, 4, 5)).effect()).isEqualTo(-1);
  }

  /** Times to death of rats under two treatments (Efron and Tibshirani 1993, table 2.1). */
  @Test
  void theMouseDataAreNoDifference() {
    double[] treated = values(94, 197, 16, 38, 99, 141, 23);
    double[] control = values(52, 104, 146, 10, 51, 30, 40, 27, 46);
    Contrast c = of(control, treated);
    // 63 pairs, of which the treated one is the larger in 36: no ties.
    assertThat(c.effect()).isEqualTo((36 - 27) / 63.0, within(1e-12));
    assertThat(c.isReal()).isFalse();
    assertThat(c.ratio().low()).isLessThan(1);
    assertThat(c.ratio().high()).isGreaterThan(1);
  }

  @Test
  void fewRunsTellNothingFromChance() {
    Contrast three = of(values(1, 1.1, 1.2), values(10, 11, 12));
    assertThat(three.ratio().hasInterval()).isFalse();
    assertThat(of(values(1, 1.1, 1.2, 1.3), values(10, 11, 12, 13)).isReal()).isTrue();
  }

  /** Holm's own example of three hypotheses is of this kind: 3 x 0.01, 2 x 0.03, then no less. */
  @Test
  void probabilitiesAreCorrectedByHolm() {
    Estimate one = new Estimate(1, 1, 1);
    List<Contrast> corrected =
        Contrast.corrected(
            List.of(
                new Contrast("a", "r", one, 0.04, 0),
                new Contrast("b", "r", one, 0.01, 0),
                new Contrast("c", "r", one, 0.03, 0)));
    assertThat(corrected).extracting(Contrast::engine).containsExactly("a", "b", "c");
    assertThat(corrected.get(0).p()).isEqualTo(0.06, within(1e-12));
    assertThat(corrected.get(1).p()).isEqualTo(0.03, within(1e-12));
    assertThat(corrected.get(2).p()).isEqualTo(0.06, within(1e-12));
  }

  @Property(tries = 200)
  void theRatioIsTheMedianOverPairsAndTurnsAround(
      @ForAll @Size(min = 4, max = 12) List<@DoubleRange(min = 0.01, max = 100) Double> a,
      @ForAll @Size(min = 4, max = 12) List<@DoubleRange(min = 0.01, max = 100) Double> b) {
    double[] one = a.stream().mapToDouble(x -> x).toArray();
    double[] other = b.stream().mapToDouble(x -> x).toArray();
    Contrast c = of(one, other);
    Contrast back = of(other, one);
    double median =
        StatUtils.percentile(
            Arrays.stream(one).flatMap(x -> DoubleStream.of(other).map(y -> y / x)).toArray(), 50);
    assertThat(c.ratio().value()).isEqualTo(median, within(1e-9 * median));
    assertThat(c.ratio().low()).isLessThanOrEqualTo(c.ratio().value());
    assertThat(c.ratio().high()).isGreaterThanOrEqualTo(c.ratio().value());
    assertThat(back.p()).isEqualTo(c.p(), within(1e-9));
    assertThat(back.effect()).isEqualTo(-c.effect(), within(1e-12));
    assertThat(1 / back.ratio().low()).isEqualTo(c.ratio().high(), within(1e-9 * c.ratio().high()));
  }
}
