package dev.orrery.engine.interp;

import dev.orrery.engine.CallProbe;
import dev.orrery.engine.Hart;
import dev.orrery.spec.model.DecodedInsn;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tallies of one block: one for each {@link Hart#number} that ran it. */
final class BlockTallies {
  private final DecodedInsn[] insns;
  private final long[] targets;
  private final @Nullable CallProbe calls;
  private final List<BlockTally> all;
  private @Nullable BlockTally[] byNumber = new BlockTally[1];

  /**
   * No tallies so far.
   *
   * @param targets as in {@link Block}
   * @param calls to be told of calls, returns and jumps; null for nobody
   * @param all where every tally is added when it is made
   */
  BlockTallies(
      DecodedInsn[] insns, long[] targets, @Nullable CallProbe calls, List<BlockTally> all) {
    this.insns = insns;
    this.targets = targets;
    this.calls = calls;
    this.all = all;
  }

  /** The tally of a hart. */
  BlockTally of(Hart hart) {
    int number = hart.number;
    BlockTally known = number < byNumber.length ? byNumber[number] : null;
    return known != null ? known : make(number);
  }

  private BlockTally make(int number) {
    BlockTally made = new BlockTally(number, insns, targets, calls);
    if (number >= byNumber.length) {
      byNumber = Arrays.copyOf(byNumber, number + 1);
    }
    byNumber[number] = made;
    all.add(made);
    return made;
  }
}
