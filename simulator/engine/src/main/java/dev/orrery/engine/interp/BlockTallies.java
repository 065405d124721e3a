package dev.orrery.engine.interp;

import dev.orrery.engine.CallProbe;
import dev.orrery.engine.Hart;
import dev.orrery.spec.ir.JumpKind;
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

  /** Where a computed jump went of which nobody has to be told. */
  private long[] quiet = {};

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
    this.calls = calls != null && tells(calls, insns[insns.length - 1], targets) ? calls : null;
    this.all = all;
  }

  /** Whether a block's end is something that {@code calls} wants to know. */
  private static boolean tells(CallProbe calls, DecodedInsn last, long[] targets) {
    return switch (last.jumpKind()) {
      case CALL, RETURN, INDIRECT -> true;
      case JUMP -> calls.wantsJump(last.pc(), targets[Block.TAKEN]);
      case BRANCH, NONE -> false;
    };
  }

  /** A computed jump at the end went to {@code target}, to which it had not gone before. */
  void sees(long target) {
    DecodedInsn last = insns[insns.length - 1];
    if (calls != null
        && last.jumpKind() == JumpKind.INDIRECT
        && !calls.wantsJump(last.pc(), target)) {
      quiet = Arrays.copyOf(quiet, quiet.length + 1);
      quiet[quiet.length - 1] = target;
    }
  }

  /**
   * Whether somebody has to be told when the block is left for {@code target}, which is where a
   * direct jump goes or was seen.
   */
  boolean tells(long target) {
    if (calls == null) {
      return false;
    }
    for (long pc : quiet) {
      if (pc == target) {
        return false;
      }
    }
    return true;
  }

  /** The tally of a hart. */
  BlockTally of(Hart hart) {
    return of(hart.number);
  }

  /** The tally of the harts of a number. */
  BlockTally of(int number) {
    BlockTally known = number < byNumber.length ? byNumber[number] : null;
    return known != null ? known : make(number);
  }

  private BlockTally make(int number) {
    BlockTally made = new BlockTally(number, insns, targets[Block.FALL], calls);
    if (number >= byNumber.length) {
      byNumber = Arrays.copyOf(byNumber, number + 1);
    }
    byNumber[number] = made;
    all.add(made);
    return made;
  }
}
