package dev.orrery.engine.interp;

import dev.orrery.engine.Hart;
import dev.orrery.spec.ir.JumpKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A close look at a piece of execution before code is made of it: which blocks it consists of, in
 * which functions, and where they go to memory.
 */
final class Survey {
  /** Executions of a block after which only every so many-th one is looked into. */
  private static final int CLOSELY = 32;

  /** Of what is executed, in percent, the blocks that {@link #hottest} returns make up so much. */
  private static final int MOST = 98;

  /** Most calls inside one another that are kept apart. */
  private static final int MAX_DEPTH = 256;

  private final CodeCache cache;

  /**
   * The addresses of the functions that execution is inside of, as far as their calls were seen.
   */
  private final long[] functions = new long[MAX_DEPTH];

  private int depth;

  /** The blocks that were seen, with how often that had been so in earlier surveys. */
  private final Map<Block, Integer> before = new HashMap<>();

  /** Instructions that are still to be looked at. */
  private long left;

  private final long length;

  /**
   * A survey that has not seen anything yet.
   *
   * @param length instructions that it looks at, about
   */
  Survey(CodeCache cache, long length) {
    this.cache = cache;
    this.length = length;
    this.left = length;
  }

  /**
   * Executes instructions from {@code hart.pc} on. The guest may raise something, which ends this
   * part of the survey.
   *
   * @param end value of {@code hart.retired} at which this part ends, with its block
   * @return whether all has been looked at
   */
  boolean run(Hart hart, long end) {
    // Who goes on, and inside of which calls, is not known.
    depth = 0;
    long start = hart.retired;
    try {
      follow(hart, Math.min(end, start + left));
    } finally {
      left -= hart.retired - start;
    }
    return left <= 0;
  }

  /** The blocks that most of it was spent in, the hottest first. */
  List<Block> hottest() {
    return hottest(length - left);
  }

  private List<Block> hottest(long insns) {
    List<Block> blocks = new ArrayList<>(before.keySet());
    blocks.sort(Comparator.comparingLong(this::insns).reversed());
    long rest = insns;
    int n = 0;
    while (n < blocks.size() && rest > insns * (100 - MOST) / 100) {
      rest -= insns(blocks.get(n++));
    }
    return blocks.subList(0, n);
  }

  /** Instructions that retired in a block. */
  private long insns(Block block) {
    return (long) (block.surveyed() - before.getOrDefault(block, 0)) * block.length;
  }

  private void follow(Hart hart, long until) {
    JumpKind kind = JumpKind.NONE;
    while (hart.retired < until) {
      Block block = cache.block(hart.pc);
      arrive(kind, block);
      int times = block.surveyed();
      before.putIfAbsent(block, times);
      block.surveyed(depth == 0 ? Code.NO_KEY : functions[depth - 1]);
      Code next =
          times < CLOSELY || times % CLOSELY == 0
              ? lookInto(hart, block)
              : block.step(hart, 0, block.length);
      hart.pc = Objects.requireNonNull(next).pc;
      kind = block.jumpKind();
    }
  }

  private @Nullable Code lookInto(Hart hart, Block block) {
    for (int i = 0; i + 1 < block.length; i++) {
      block.survey(hart, i);
      Code unfinished = block.step(hart, i, i + 1);
      assert unfinished == null;
    }
    block.survey(hart, block.length - 1);
    return block.step(hart, block.length - 1, block.length);
  }

  /** Execution comes to {@code block} in some way. */
  private void arrive(JumpKind how, Block block) {
    if (how == JumpKind.CALL) {
      block.called();
      if (depth == MAX_DEPTH) {
        depth = 0;
      }
      functions[depth++] = block.pc;
    } else if (how == JumpKind.RETURN) {
      depth = Math.max(0, depth - 1);
    } else if (block.isFunction() && depth > 0) {
      functions[depth - 1] = block.pc;
    }
  }
}
