package dev.orrery.profiler.compare;

import dev.orrery.profiler.bench.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.inference.MannWhitneyUTest;

/**
 * Two engines' times of one program, held against each other without supposing how times vary.
 *
 * @param engine the one
 * @param other the other
 * @param ratio the other's time as a multiple of the first one's: how many times as fast that is.
 *     The median over all pairs of runs (Hodges and Lehmann, of logarithms), with its 95 % interval
 * @param p how probable times that lie so far apart are if there is no difference: Mann and
 *     Whitney, both sides, corrected for how many pairs are looked at (Holm)
 * @param effect Cliff's delta: how much more often a run of the other took longer than shorter;
 *     from -1 to 1, where 0 is no difference
 */
public record Contrast(String engine, String other, Estimate ratio, double p, double effect) {
  private static final double CONFIDENCE = 0.95;

  /** Probabilities below are called a difference. */
  public static final double SIGNIFICANT = 0.05;

  /** Fewer runs of each cannot tell anything from chance at that level. */
  public static final int LEAST_RUNS = 4;

  /** Whether it is more than chance, by the test. */
  public boolean isReal() {
    return p < SIGNIFICANT;
  }

  /**
   * Compares times.
   *
   * @param times of the one, positive, at least one
   * @param others of the other
   */
  static Contrast of(String engine, double[] times, String other, double[] others) {
    double p = new MannWhitneyUTest().mannWhitneyUTest(times, others);
    return new Contrast(engine, other, ratio(times, others), p, delta(times, others));
  }

  /** What the smallest and the largest values leave out on each side, in numbers of pairs. */
  private static Estimate ratio(double[] times, double[] others) {
    double[] ratios = new double[times.length * others.length];
    int n = 0;
    for (double t : times) {
      for (double o : others) {
        ratios[n++] = o / t;
      }
    }
    Arrays.sort(ratios);
    double pairs = ratios.length;
    double spread = Math.sqrt(pairs * (times.length + others.length + 1) / 12);
    double z = new NormalDistribution().inverseCumulativeProbability((1 + CONFIDENCE) / 2);
    int outside = (int) Math.floor(pairs / 2 - z * spread);
    double median = StatUtils.percentile(ratios, 50);
    return Math.min(times.length, others.length) < LEAST_RUNS || outside < 0
        ? new Estimate(median, 0, Double.POSITIVE_INFINITY)
        : new Estimate(median, ratios[outside], ratios[ratios.length - 1 - outside]);
  }

  private static double delta(double[] times, double[] others) {
    long sum = 0;
    for (double t : times) {
      for (double o : others) {
        sum += Double.compare(o, t);
      }
    }
    return sum / (double) (times.length * others.length);
  }

  /**
   * Corrects probabilities for how many there are: the smallest is multiplied by their number, the
   * next by one less, and none becomes smaller than one before (Holm 1979). The order stays.
   */
  static List<Contrast> corrected(List<Contrast> contrasts) {
    List<Contrast> byP = new ArrayList<>(contrasts);
    byP.sort(Comparator.comparingDouble(Contrast::p));
    List<Contrast> all = new ArrayList<>(contrasts);
    double least = 0;
    for (int i = 0; i < byP.size(); i++) {
      Contrast c = byP.get(i);
      least = Math.max(least, Math.min(1, c.p * (byP.size() - i)));
      all.set(all.indexOf(c), new Contrast(c.engine, c.other, c.ratio, least, c.effect));
    }
    return all;
  }
}
