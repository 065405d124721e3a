package dev.orrery.engine.interp;

import dev.orrery.engine.CallProbe;
import dev.orrery.engine.ExecutionCounts.EdgeCount;
import dev.orrery.engine.Hart;
import dev.orrery.spec.ir.JumpKind;
import dev.orrery.spec.model.DecodedInsn;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What was observed of one block on the harts of one number. */
final class BlockTally {
  private final int number;
  private final DecodedInsn[] insns;
  private final DecodedInsn last;
  private final JumpKind kind;
  private final @Nullable CallProbe calls;
  private final long behind;

  /** Executions of the whole block. */
  private long completed;

  /** By number of instructions retired: executions that were cut short there. */
  private long @Nullable [] cut;

  /** The first two targets of its end; few blocks have more. */
  private long firstTarget;

  private long firstCount;
  private long secondTarget;
  private long secondCount;
  private @Nullable LongMap<Other> others;

  /** A further target. */
  private static final class Other {
    final long target;
    long count;

    Other(long target) {
      this.target = target;
    }
  }

  /**
   * A tally of nothing so far.
   *
   * @param number of the harts
   * @param behind address behind the block
   * @param calls to be told of its ends; null for nobody
   */
  BlockTally(int number, DecodedInsn[] insns, long behind, @Nullable CallProbe calls) {
    this.number = number;
    this.insns = insns;
    this.last = insns[insns.length - 1];
    this.kind = last.jumpKind();
    this.behind = behind;
    this.calls = calls;
  }

  /** The number of the harts that are counted here. */
  int number() {
    return number;
  }

  /** The block was executed to its end and left for {@code target} a number of times. */
  void completed(long target, long times) {
    completed += times;
    if (firstCount == 0 || firstTarget == target) {
      firstTarget = target;
      firstCount += times;
    } else if (secondCount == 0 || secondTarget == target) {
      secondTarget = target;
      secondCount += times;
    } else {
      other(target).count += times;
    }
  }

  private Other other(long target) {
    LongMap<Other> all = others;
    if (all == null) {
      all = new LongMap<>();
      others = all;
    }
    Other known = all.get(target);
    if (known == null) {
      known = new Other(target);
      all.put(target, known);
    }
    return known;
  }

  /** The block was executed to its end by {@code hart} and left for {@code target}. */
  void completed(Hart hart, long target) {
    completed(target, 1);
    if (calls != null) {
      hart.pc = target;
      tell(calls, hart);
    }
  }

  private void tell(CallProbe calls, Hart hart) {
    switch (kind) {
      case CALL -> calls.call(hart, last.pc(), hart.pc, behind);
      case RETURN -> calls.ret(hart, last.pc(), hart.pc);
      case INDIRECT, JUMP -> calls.jump(hart, last.pc(), hart.pc);
      case BRANCH, NONE -> {}
    }
  }

  /** An execution of the block ended when {@code done} instructions had retired. */
  void cut(int done) {
    if (cut == null) {
      cut = new long[insns.length];
    }
    cut[done]++;
  }

  /** Whether {@code other} counts the same code. */
  boolean sameCode(BlockTally other) {
    if (insns.length != other.insns.length) {
      return false;
    }
    for (int i = 0; i < insns.length; i++) {
      if (insns[i].pc() != other.insns[i].pc() || !insns[i].sameBytes(other.insns[i])) {
        return false;
      }
    }
    return true;
  }

  /** The block's instructions. */
  DecodedInsn[] insns() {
    return insns;
  }

  /** Adds how often each instruction retired to {@code retired}. */
  void addTo(long[] retired) {
    long n = completed;
    for (int i = insns.length - 1; i >= 0; i--) {
      retired[i] += n;
      if (cut != null) {
        n += cut[i];
      }
    }
  }

  /** Reports the edges out of the block. */
  void edges(Consumer<EdgeCount> to) {
    if (firstCount > 0) {
      to.accept(new EdgeCount(last.pc(), firstTarget, kind, firstCount));
    }
    if (secondCount > 0) {
      to.accept(new EdgeCount(last.pc(), secondTarget, kind, secondCount));
    }
    if (others != null) {
      for (Other o : others.values()) {
        to.accept(new EdgeCount(last.pc(), o.target, kind, o.count));
      }
    }
  }
}
