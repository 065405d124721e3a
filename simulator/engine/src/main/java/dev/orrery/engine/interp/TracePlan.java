package dev.orrery.engine.interp;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What a trace consists of: blocks, and after each the address at which the trace goes on.
 *
 * @param steps in the order of execution, not empty
 * @param loops whether the last step goes on at the head
 */
record TracePlan(List<Step> steps, boolean loops) {

  /**
   * A block of a trace.
   *
   * @param next address at which the trace goes on, {@link Code#NO_KEY} if it ends here
   */
  record Step(Block block, long next) {}

  TracePlan {
    steps = List.copyOf(steps);
  }

  /** A trace of {@code block} alone, which it leaves after one turn. */
  static TracePlan of(Block block) {
    return new TracePlan(List.of(new Step(block, Code.NO_KEY)), false);
  }

  /** The block it starts with. */
  Block head() {
    return steps.getFirst().block();
  }

  /** Number of instructions. */
  int length() {
    int n = 0;
    for (Step s : steps) {
      n += s.block().length;
    }
    return n;
  }

  /** Addresses that direct exits of the trace may go to; the positions are those of its links. */
  long[] targets() {
    LinkedHashSet<Long> targets = new LinkedHashSet<>();
    for (Step s : steps) {
      for (Code link : s.block().links) {
        targets.add(link.pc);
      }
    }
    return targets.stream().mapToLong(Long::longValue).toArray();
  }

  /** The first half of the steps, as a trace that ends there. */
  TracePlan firstHalf() {
    int n = steps.size() / 2;
    List<Step> some = new ArrayList<>(steps.subList(0, n));
    some.set(n - 1, new Step(some.getLast().block(), Code.NO_KEY));
    return new TracePlan(some, false);
  }
}
