package dev.orrery.engine.interp;

import dev.orrery.engine.Hart;
import dev.orrery.engine.events.JitEvents;
import dev.orrery.engine.timing.CodeView;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hot blocks as one method: subclasses are generated. Registers live in locals from entry to exit.
 * Not abstract, or C2 would rely on the first subclass being the only one, and throw its code away
 * when there is a second.
 */
class Region extends Translated {
  private final RegionPlan plan;

  /** How often an access may go elsewhere than expected before the region is made anew. */
  private static final int MOST_MISSES = 256;

  /**
   * Most instructions of a turn while HotSpot makes up its mind: it compiles a method that is
   * called often once and as a whole; one that mostly loops, once for each loop that it is found
   * in.
   */
  private static final int SHORT = 1 << 9;

  /** The turns that are as short, unless somebody trains it. */
  private static final int GROWING = 20_000;

  /**
   * Most instructions of a later turn. A turn may end inside of a loop, and the code there is
   * entered only with the next one: so they are rare. Where HotSpot has gone back to interpreting,
   * this is how long nobody notices.
   */
  private static final int LONG = 1 << 22;

  /** Most calls inside one another: a frame takes up to two kilobytes of the host's stack. */
  private static final int MAX_DEPTH = 200;

  private int turns;
  private boolean training;

  /** What its code counts in; null if it does not count. */
  private @Nullable RegionTally tally;

  private long[] looked = {};

  /** What is made late; null if nothing is. */
  private @Nullable LateWrites late;

  /** Where generated code saves what that needs. */
  long[] leaves = {};

  /** How often what its arithmetic relies on did not hold at the entry. */
  private int mistakes;

  /** How often its core had something to wait for at the entry. */
  private int waits;

  /** By instruction, how often a test before it failed. */
  private final int[] misses;

  /**
   * A region of {@code plan}.
   *
   * @param links for the links
   */
  Region(RegionPlan plan, Code[] links) {
    super(plan.head().cache, plan.head().pc, plan.length(), plan.targets(), links, null);
    this.misses = new int[plan.length()];
    this.plan = plan;
  }

  @Override
  final Code run(Hart hart, long end) {
    Turn turn = cache.turn();
    turn.begin(hart.retired, (int) Math.min(turn.limit - hart.retired, most() + length));
    Code next = call(hart, NO_KEY, MAX_DEPTH);
    hart.retired = turn.retired();
    return next != null ? next : indirect(NO_KEY);
  }

  /** Most instructions of the next turn. */
  private int most() {
    if (turns < GROWING) {
      turns++;
      return SHORT;
    }
    return training ? SHORT : LONG;
  }

  @Override
  final void linked() {
    JitEvents.linked(pc);
  }

  /**
   * Somebody sees to it that HotSpot compiles it: its turns are short just as long as this is on.
   */
  final void train(boolean on) {
    turns = GROWING;
    training = on;
  }

  /** What its code counts in; null if it does not count. */
  final @Nullable RegionTally tally() {
    return tally;
  }

  /** Its code counts in {@code tally}. */
  final void countsIn(@Nullable RegionTally tally) {
    this.tally = tally;
  }

  /** What its code leaves to be made when it is left in the middle of a block. */
  final void makesLate(LateWrites late) {
    this.late = late;
    this.leaves = late.leaves();
  }

  /** It relies on the code at these addresses to stay as it is. */
  final void reliesOn(Set<Long> addresses) {
    looked = addresses.stream().mapToLong(Long::longValue).toArray();
  }

  /** Whether it relies on code from {@code start} to {@code end}. */
  final boolean relies(long start, long end) {
    for (long address : looked) {
      // As two differences, for the end of the address space.
      if (address + CodeView.MOST_BYTES - start > 0 && address - end < 0) {
        return true;
      }
    }
    return false;
  }

  /** What it is made of. */
  final RegionPlan plan() {
    return plan;
  }

  /**
   * Called by generated code when an instruction of it raises {@code thrown}.
   *
   * @param left instructions left of the turn when the instruction's block began
   * @param insn the instruction's number in the region
   * @return {@code thrown}
   */
  final Throwable raised(Throwable thrown, Hart hart, int left, int insn) {
    Suspended at = interrupted(hart, left, insn);
    cache.cursor().set(at.block(), at.from());
    return thrown;
  }

  /**
   * Called by generated code when an access of it cannot be made directly, or a result is not an
   * ordinary number: the block that it is in has to be finished instruction by instruction. The
   * parameters are as for {@link #raised}.
   *
   * @return what finishes the block
   */
  final Suspended missed(Hart hart, int left, int insn) {
    if (late != null) {
      late.make(hart, insn);
    }
    if (++misses[insn] == MOST_MISSES) {
      MissedAccesses.scatter(plan, misses, MOST_MISSES / 16);
      cache.remake(this, "its accesses went elsewhere, or its results were odd");
    }
    Suspended at = interrupted(hart, left, insn);
    JitEvents.deoptimized(pc, at.pc);
    return at;
  }

  /**
   * Called by generated code when what its arithmetic relies on does not hold at the entry: the
   * head is executed instruction by instruction.
   *
   * @param left instructions left of the turn
   * @return what executes the head
   */
  final Suspended mistaken(Hart hart, int left) {
    if (++mistakes == MOST_MISSES) {
      plan.head().flagExactly();
      cache.remake(this, "rounding or flags were not as it expected");
    }
    return interrupted(hart, left, 0);
  }

  /**
   * Called by generated code when its core has something to wait for at the entry that it relies on
   * as past: the head is executed instruction by instruction. The parameters are as for {@link
   * #mistaken}.
   */
  final Suspended waiting(Hart hart, int left) {
    waiting();
    return interrupted(hart, left, 0);
  }

  /** The same behind a call, where the region is left. */
  final void waiting() {
    if (++waits == MOST_MISSES) {
      plan.head().waitExactly();
      cache.remake(this, "its core had something to wait for where the region was entered");
    }
  }

  /**
   * Called by generated code when something that it called did not come back at once: goes on until
   * it does. The parameters are as for {@link Code#call}.
   *
   * @param first what is to be executed next
   * @return null if control is at {@code returnPc}; else what is to be executed next, for which the
   *     turn does not suffice
   */
  static @Nullable Code finish(Code first, Hart hart, long returnPc, int depth) {
    Code code = first;
    Turn turn = first.cache.turn();
    while (code != null && code.pc != returnPc) {
      if (turn.left < code.length) {
        return code;
      }
      code = code.call(hart, returnPc, depth);
    }
    return null;
  }

  private Suspended interrupted(Hart hart, int left, int insn) {
    RegionPlan.Node node = plan.nodeOf(insn);
    int inBlock = insn - node.firstInsn();
    Turn turn = cache.turn();
    turn.left = left - inBlock;
    hart.retired = turn.retired();
    hart.pc = node.block().insns[inBlock].pc();
    BlockCycles cycles = node.cycles();
    if (cycles != null) {
      cycles.retire(inBlock);
    }
    return new Suspended(node.block(), inBlock);
  }
}
