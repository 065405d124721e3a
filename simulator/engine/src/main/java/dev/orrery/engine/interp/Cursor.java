package dev.orrery.engine.interp;

import dev.orrery.engine.Hart;
import org.jspecify.annotations.Nullable;

/**
 * Where execution was interrupted inside a block: it goes on there instead of making a block of the
 * rest, and an engine that counts goes on with the same execution of the block.
 */
final class Cursor {
  private @Nullable Block block;
  private int done;

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

  /** Whether {@code hart} is where execution was interrupted. */
  boolean isAt(Hart hart) {
    return block != null && block.insns[done].pc() == hart.pc;
  }
}
