package dev.orrery.engine.interp;

import dev.orrery.engine.Hart;
import java.util.Objects;

/** The rest of a block, for when a region came to something that it leaves to single steps. */
final class Suspended extends Code {
  private final Block block;
  private final int from;

  /** What is left of {@code block} from instruction {@code from} on. */
  Suspended(Block block, int from) {
    super(block.cache, block.insns[from].pc(), block.length - from);
    this.block = block;
    this.from = from;
  }

  /** The block. */
  Block block() {
    return block;
  }

  /** The position of the first instruction that is left. */
  int from() {
    return from;
  }

  @Override
  Code run(Hart hart, long end) {
    return Objects.requireNonNull(block.step(hart, from, block.length));
  }
}
