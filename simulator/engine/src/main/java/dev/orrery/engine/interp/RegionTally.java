package dev.orrery.engine.interp;

import java.lang.classfile.CodeBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What the code of one region counts in place of the tallies of its blocks: how often each of them
 * was completed and left for a known address. It does not ask which hart it runs on; so whoever
 * lets another one run has the counts added to the tallies before.
 */
final class RegionTally {
  private record Way(int counter, BlockTallies block, long target) {}

  private final RegionConstants constants;
  private final List<Way> ways = new ArrayList<>();

  /** A tally whose counters are {@code constants}. */
  RegionTally(RegionConstants constants) {
    this.constants = constants;
  }

  /** The code begins, perhaps anew. */
  void begin() {
    ways.clear();
  }

  /**
   * The code is where {@code block} has been completed and is left for {@code target}.
   *
   * @return false if that is not just to be counted, but has to be told to the block's tally
   */
  boolean counts(CodeBuilder code, Block block, long target) {
    BlockTallies tallies = Objects.requireNonNull(block.tallies);
    if (tallies.tells(target)) {
      return false;
    }
    int counter = constants.addCounters(1);
    ways.add(new Way(counter, tallies, target));
    constants.count(code, () -> code.loadConstant(counter));
    return true;
  }

  /** Adds what was counted to the tallies of the harts of a number, and counts from 0 again. */
  void addTo(int number) {
    long[] counts = constants.counts();
    for (Way way : ways) {
      long count = counts[way.counter];
      if (count != 0) {
        way.block.of(number).completed(way.target, count);
        counts[way.counter] = 0;
      }
    }
  }
}
