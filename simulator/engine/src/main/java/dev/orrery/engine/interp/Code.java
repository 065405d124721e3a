package dev.orrery.engine.interp;

import dev.orrery.engine.Hart;
import org.jspecify.annotations.Nullable;

/**
 * A piece of guest code in executable form: entered at one address, left to another piece. Pieces
 * are linked directly, so that going from one to the next needs no look-up.
 */
abstract class Code {
  /** Not the address of an instruction that anything is made of: the last byte there can be. */
  static final long NO_KEY = -1;

  /** The cache that this code is in. */
  final CodeCache cache;

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

  /**
   * Where to count each completed {@link #run}: it is one execution of a block. Null when nothing
   * is counted, and for code that sees to it by itself.
   */
  final @Nullable BlockTallies tallies;

  /** Code that counts by itself. */
  Code(CodeCache cache, long pc, int length) {
    this(cache, pc, length, null);
  }

  Code(CodeCache cache, long pc, int length, @Nullable BlockTallies tallies) {
    this.cache = cache;
    this.pc = pc;
    this.key = pc;
    this.length = length;
    this.tallies = tallies;
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

  /** As {@link #run}, and counted where something is. */
  final Code runCounted(Hart hart, long end) {
    long before = hart.retired;
    Code next = run(hart, end);
    if (tallies != null && hart.retired != before) { // else code was only linked, or replaced
      tallies.of(hart).completed(hart, next.pc);
    }
    return next;
  }

  /**
   * As {@link #run}, called by a region in its {@link Turn} for a call of the guest that comes back
   * to {@code returnPc}. The turn, and not the hart, says before and after how many instructions
   * have retired.
   *
   * @param depth how many more calls may be made inside this one
   * @return what to execute next; null if that is what is at {@code returnPc}; this if the turn
   *     does not suffice
   */
  @Nullable Code call(Hart hart, long returnPc, int depth) {
    Turn turn = cache.turn();
    if (turn.left < length) {
      return this;
    }
    hart.retired = turn.retired();
    Code next = runCounted(hart, turn.end);
    turn.left = (int) (turn.end - hart.retired);
    turn.ranOther(InterpreterEngine.LOOK);
    return next;
  }
}
