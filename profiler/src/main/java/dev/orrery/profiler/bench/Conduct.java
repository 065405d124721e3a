package dev.orrery.profiler.bench;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * How processes are timed.
 *
 * @param rounds how often each engine is to run each program, at least 1
 * @param limit the longest that a run may take
 * @param mostOutput most bytes that a run may print: they are kept, and disks are finite
 * @param seed of the order of engines in each round after the first; empty if they take turns
 * @param watched whether standard output comes through a pipe, so that {@link Timeline}s are known
 */
public record Conduct(
    int rounds, Duration limit, long mostOutput, OptionalLong seed, boolean watched) {

  /** Engines take turns, and only whole processes are timed. */
  public static Conduct inTurns(int rounds, Duration limit) {
    return new Conduct(rounds, limit, 1L << 30, OptionalLong.empty(), false);
  }

  /** Engines come in an order by chance, and what they print is watched. */
  public static Conduct byChance(int rounds, Duration limit, long mostOutput, long seed) {
    return new Conduct(rounds, limit, mostOutput, OptionalLong.of(seed), true);
  }
}
