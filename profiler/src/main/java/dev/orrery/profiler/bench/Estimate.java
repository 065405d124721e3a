package dev.orrery.profiler.bench;

import java.util.Arrays;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * A figure and how well it is known: its 95 % confidence interval.
 *
 * <p>Times and their ratios vary by factors, not by summands, and few rounds say little about how:
 * so the interval is Student's t over the logarithms of what each round gave, or one that supposes
 * nothing about how they vary.
 *
 * @param value the figure
 * @param low lower end of the interval; 0 if one round gave no interval
 * @param high upper end of the interval; infinite if one round gave no interval
 */
public record Estimate(double value, double low, double high) {
  private static final double CONFIDENCE = 0.95;

  /**
   * The median of what the rounds gave. Where it is outside of the interval, which is about the
   * geometric mean, the interval is extended to hold it.
   *
   * @param rounds positive numbers, at least one
   */
  static Estimate median(double[] rounds) {
    Estimate mean = mean(rounds);
    double median = StatUtils.percentile(rounds, 50);
    return new Estimate(median, Math.min(mean.low, median), Math.max(mean.high, median));
  }

  /**
   * The geometric mean of what the rounds gave.
   *
   * @param rounds positive numbers, at least one
   */
  static Estimate mean(double[] rounds) {
    SummaryStatistics logs = new SummaryStatistics();
    Arrays.stream(rounds).map(Math::log).forEach(logs::addValue);
    double mean = logs.getMean();
    double half = Double.POSITIVE_INFINITY;
    if (rounds.length > 1) {
      double t =
          new TDistribution(rounds.length - 1).inverseCumulativeProbability((1 + CONFIDENCE) / 2);
      half = t * logs.getStandardDeviation() / Math.sqrt(rounds.length);
    }
    return new Estimate(Math.exp(mean), Math.exp(mean - half), Math.exp(mean + half));
  }

  /**
   * The median, with an interval between two of the values: the narrowest such that the binomial
   * distribution puts the true median between them with a probability of at least 95 %, whatever
   * the values' distribution is. It takes six values.
   *
   * @param values at least one
   */
  public static Estimate byOrder(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    double median = StatUtils.percentile(sorted, 50);
    BinomialDistribution below = new BinomialDistribution(n, 0.5);
    int outside = 0;
    while (outside < n / 2 && 1 - 2 * below.cumulativeProbability(outside) >= CONFIDENCE) {
      outside++;
    }
    return outside == 0
        ? new Estimate(median, 0, Double.POSITIVE_INFINITY)
        : new Estimate(median, sorted[outside - 1], sorted[n - outside]);
  }

  /** Whether there is an interval: one round gives none. */
  public boolean hasInterval() {
    return !Double.isInfinite(high);
  }

  /** The larger distance of the interval's ends from the value, as a share of the value. */
  public double uncertainty() {
    return Math.max(high - value, value - low) / value;
  }
}
