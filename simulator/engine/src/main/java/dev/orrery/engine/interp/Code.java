package dev.orrery.engine.interp;

import dev.orrery.engine.Hart;

/**
 * A piece of guest code in executable form: entered at one address, left to another piece. Pieces
 * are linked directly, so that going from one to the next needs no look-up.
 */
abstract class Code {
  /** Not the address of an instruction that anything is made of: the last byte there can be. */
  static final long NO_KEY = -1;

  /** Address of its first instruction. */
  final long pc;

  /**
   * Most instructions that one turn of {@link #run} retires before it looks at the budget again.
   */
  final int length;

  /**
   * {@link #pc} while jumps to there may come here, else {@link #NO_KEY}. Whoever remembers this
   * piece for an address compares the key first, so that one store takes the piece out of every
   * cache.
   */
  long key;

  Code(long pc, int length) {
    this.pc = pc;
    this.key = pc;
    this.length = length;
  }

  /**
   * Executes from {@link #pc}. The caller has made sure that {@link #length} instructions may
   * retire. On return {@code hart.retired} is exact and {@code hart.pc} is not; if the guest raises
   * something, both are those of the instruction that did.
   *
   * @param end value of {@code hart.retired} that must not be passed
   * @return what to execute next
   */
  abstract Code run(Hart hart, long end);
}
