package dev.orrery.engine.interp;

import dev.orrery.engine.Hart;
import dev.orrery.spec.ir.JumpKind;
import java.util.Objects;

/**
 * A close look at a piece of execution before code is made of it: which blocks it consists of, in
 * which functions, and where they go to memory.
 */
final class Survey {
  /** Instructions that are looked at. */
  private static final long LENGTH = 1 << 14;

  /** Most calls inside one another that are kept apart. */
  private static final int MAX_DEPTH = 256;

  private final Hart hart;
  private final CodeCache cache;

  /**
   * The addresses of the functions that execution is inside of, as far as their calls were seen.
   */
  private final long[] functions = new long[MAX_DEPTH];

  private int depth;

  private Survey(Hart hart, CodeCache cache) {
    this.hart = hart;
    this.cache = cache;
  }

  /**
   * Executes about {@link #LENGTH} instructions from {@code pc} on, one by one.
   *
   * @param end value of {@code hart.retired} at which it ends earlier, with its block
   */
  static void of(Hart hart, CodeCache cache, long pc, long end) {
    hart.pc = pc;
    new Survey(hart, cache).run(Math.min(end, hart.retired + LENGTH));
  }

  private void run(long until) {
    JumpKind kind = JumpKind.NONE;
    while (hart.retired < until) {
      Block block = cache.block(hart.pc);
      arrive(kind, block);
      block.surveyed(depth == 0 ? Code.NO_KEY : functions[depth - 1]);
      for (int i = 0; i + 1 < block.length; i++) {
        block.survey(hart, i);
        Code unfinished = block.step(hart, i, i + 1);
        assert unfinished == null;
      }
      block.survey(hart, block.length - 1);
      Code next = block.step(hart, block.length - 1, block.length);
      hart.pc = Objects.requireNonNull(next).pc;
      kind = block.jumpKind();
    }
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
