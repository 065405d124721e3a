package dev.orrery.engine.interp;

import dev.orrery.engine.Hart;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Where execution was interrupted inside a block: it goes on there instead of making a block of the
 * rest, and an engine that counts goes on with the same execution of the block. Each hart has its
 * own such place; the cursor's is that of the hart that runs.
 */
final class Cursor {
  private record Place(Block block, int done) {}

  private @Nullable Block block;
  private int done;
  private @Nullable Hart owner;

  /** Where harts that do not run were interrupted, if inside a block. */
  private final Map<Hart, Place> others = new IdentityHashMap<>();

  /** From now on {@code hart} runs. */
  void enter(Hart hart) {
    if (hart == owner) {
      return;
    }
    if (owner != null && block != null) {
      others.put(owner, new Place(block, done));
    }
    Place place = others.remove(hart);
    owner = hart;
    block = place == null ? null : place.block();
    done = place == null ? 0 : place.done();
  }

  /** Interrupted in {@code block} when {@code done} of its instructions had retired. */
  void set(Block block, int done) {
    this.block = block;
    this.done = done;
  }

  /** Not inside a block. */
  void clear() {
    block = null;
  }

  /** The block; null when execution is not inside one. */
  @Nullable Block block() {
    return block;
  }

  /** How many of its instructions have retired. */
  int done() {
    return done;
  }

  /** Whether {@code hart}, which runs, is where execution was interrupted. */
  boolean isAt(Hart hart) {
    return block != null && block.insns[done].pc() == hart.pc;
  }

  /** Every hart that is interrupted inside a block, with the tally that is kept for it. */
  void forEachTally(BiConsumer<BlockTally, Integer> to) {
    others.forEach((hart, place) -> tell(to, hart, place.block(), place.done()));
    if (owner != null && block != null) {
      tell(to, owner, block, done);
    }
  }

  private static void tell(
      BiConsumer<BlockTally, Integer> to, Hart hart, Block block, int retired) {
    if (block.tallies != null) {
      to.accept(block.tallies.of(hart), retired);
    }
  }
}
