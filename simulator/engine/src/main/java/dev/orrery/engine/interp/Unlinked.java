package dev.orrery.engine.interp;

import dev.orrery.engine.Hart;

/**
 * Stands where code goes on that was not looked up yet. Running it retires nothing: it finds or
 * makes the code at its address, and links the exit it stands for to it.
 */
final class Unlinked extends Code {
  private static final Code[] NO_LINKS = {};

  private final Code[] links;
  private final int index;

  /** For the exit {@code links[index]} of some code. */
  Unlinked(CodeCache cache, Code[] links, int index, long pc) {
    super(cache, pc, 1);
    this.links = links;
    this.index = index;
  }

  /** For a jump whose target was computed: links nothing. */
  Unlinked(CodeCache cache, long pc) {
    this(cache, NO_LINKS, 0, pc);
  }

  /** Makes the exit go to {@code target}. */
  void linkTo(Code target) {
    links[index] = target;
  }

  @Override
  Code run(Hart hart, long end) {
    hart.pc = pc; // where it is if the code cannot be fetched
    LinkedCode code = cache.at(pc);
    if (links.length > 0) {
      code.accept(this);
    }
    return code;
  }
}
