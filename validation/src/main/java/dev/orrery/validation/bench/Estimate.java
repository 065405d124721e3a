package dev.orrery.validation.bench;

import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * A figure and how well it is known.
 *
 * @param value the figure
 * @param low lower end of its interval
 * @param high upper end of its interval
 */
record Estimate(double value, double low, double high) {
  private static final double CONFIDENCE = 0.95;

  /** The median, between the smallest and the largest value. */
  static Estimate median(double[] values) {
    return new Estimate(
        StatUtils.percentile(values, 50), StatUtils.min(values), StatUtils.max(values));
  }

  /**
   * The mean in ratio of what each round gave, with its 95 % confidence interval (Student's t over
   * the logarithms). One round gives no interval: it is then infinite.
   *
   * @param rounds each round's geometric mean
   */
  static Estimate ofRounds(List<Double> rounds) {
    SummaryStatistics logs = new SummaryStatistics();
    rounds.forEach(r -> logs.addValue(Math.log(r)));
    double mean = logs.getMean();
    double half = Double.POSITIVE_INFINITY;
    if (rounds.size() > 1) {
      double t =
          new TDistribution(rounds.size() - 1).inverseCumulativeProbability((1 + CONFIDENCE) / 2);
      half = t * logs.getStandardDeviation() / Math.sqrt(rounds.size());
    }
    return new Estimate(Math.exp(mean), Math.exp(mean - half), Math.exp(mean + half));
  }

  /** The value and its interval in a table's cell, with so many digits behind the point. */
  String cell(int digits) {
    String value = String.format(Locale.ROOT, "%.{d}f".replace("{d}", "" + digits), value());
    if (low == high || Double.isInfinite(high)) {
      return value;
    }
    String pattern = "%s (%.{d}f–%.{d}f)".replace("{d}", "" + digits);
    return String.format(Locale.ROOT, pattern, value, low, high);
  }
}
