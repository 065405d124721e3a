package dev.orrery.engine.interp;

import dev.orrery.engine.Hart;
import dev.orrery.engine.explain.BlockState;
import dev.orrery.spec.ir.JumpKind;
import dev.orrery.spec.model.DecodedInsn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decoded block, executed one {@link Op} after the other. This is how code starts; what turns out
 * hot becomes part of {@link Trace}s, and the block stays for single steps and for budgets that end
 * inside.
 */
final class Block extends LinkedCode {
  /** The link to the instruction behind the block. */
  static final int FALL = 0;

  /** The link to the target of a direct jump; absent when there is none. */
  static final int TAKEN = 1;

  private static final long[] NONE = {};

  /** How often a region is made anew because more is known of its code. */
  private static final int MAX_REMAKES = 3;

  /** Most targets of a computed jump that are remembered. */
  private static final int MAX_TARGETS = 48;

  final DecodedInsn[] insns;
  final Op[] ops;

  /** Whether the last op's result is the next address; else the block just ends. */
  final boolean jumps;

  private final JumpKind jumpKind;

  /** How often it is run as a block before it becomes a trace. */
  private final int hot;

  /** How often it was run as a block. */
  private int heat;

  /** How often it then left by {@link #TAKEN}. */
  private int taken;

  private long[] indirectTargets = NONE;

  private int plannedWays;
  private int remakes;
  private int failures;
  private int surveyed;
  private long function = NO_KEY;
  private boolean isFunction;

  private final List<Translated> users = new ArrayList<>();

  /** By instruction, the slot of the register that it goes to memory by; else negative. */
  private int @Nullable [] bases;

  /** What these registers held; empty as long as none is known. */
  private long[] pointers = NONE;

  /** Whether regions that are entered here must not rely on flags. */
  private boolean flagsExactly;

  private boolean waitsExactly;

  private @Nullable BlockCycles cycles;

  private final BitSet scattered = new BitSet(0);
  private final BitSet crossing = new BitSet(0);

  /**
   * A block of {@code insns}.
   *
   * @param targets the address behind it, then the target of its direct jump if it has one
   */
  Block(
      CodeCache cache,
      DecodedInsn[] insns,
      Op[] ops,
      boolean jumps,
      long[] targets,
      @Nullable BlockTallies tallies) {
    super(cache, insns[0].pc(), insns.length, targets, tallies);
    this.insns = insns;
    this.ops = ops;
    this.jumps = jumps;
    this.jumpKind = jumps ? insns[length - 1].jumpKind() : JumpKind.NONE;
    this.hot = Math.max(1, cache.hot() / insns.length);
  }

  /** What its last instruction does; {@link JumpKind#NONE} if it just ends. */
  JumpKind jumpKind() {
    return jumpKind;
  }

  /**
   * A survey finds it executed.
   *
   * @param function the address of the function it is in; {@link #NO_KEY} if that is unknown
   */
  void surveyed(long function) {
    surveyed++;
    if (function != NO_KEY) {
      this.function = function;
    }
  }

  /** A survey finds it called. */
  void called() {
    isFunction = true;
  }

  /** Whether it was seen to be called. */
  boolean isFunction() {
    return isFunction;
  }

  /**
   * Plans a region that is entered here.
   *
   * @param ways how many ways there are in it from node to node, before it is cut to what the JVM's
   *     compiler takes
   * @return whether that is more than ever before
   */
  boolean plans(int ways) {
    boolean more = ways > plannedWays;
    plannedWays = Math.max(ways, plannedWays);
    return more;
  }

  /** Whether the region that is entered here may be made once more; counts that it is. */
  boolean mayBeRemade() {
    return ++remakes <= MAX_REMAKES;
  }

  /** HotSpot did not compile the region that is entered here. */
  void failed() {
    failures++;
  }

  /** Whether that was so often enough to try no more; once may be chance. */
  boolean isHopeless() {
    return failures >= MAX_REMAKES;
  }

  /** How often it was executed in surveys. */
  int surveyed() {
    return surveyed;
  }

  /** The address of the function it was last found in; {@link #NO_KEY} if that is unknown. */
  long function() {
    return function;
  }

  /** Remembers where {@code hart} goes to memory in instruction {@code insn}. */
  void survey(Hart hart, int insn) {
    int base = bases()[insn];
    if (base >= 0) {
      if (pointers.length == 0) {
        pointers = new long[length];
      }
      pointers[insn] = hart.regs[base];
    }
  }

  /** The slot of the register by which instruction {@code insn} goes to memory; else negative. */
  int base(int insn) {
    return bases()[insn];
  }

  private int[] bases() {
    int[] known = bases;
    if (known == null) {
      known = cache.bases(this);
      bases = known;
    }
    return known;
  }

  /** What the base register of instruction {@code insn} held when it was surveyed, else 0. */
  long pointer(int insn) {
    return pointers.length == 0 ? 0 : pointers[insn];
  }

  /** The accesses from instruction {@code insn} on go to many places, or its result is odd. */
  void scatter(int insn) {
    scattered.set(insn);
  }

  /** The access of instruction {@code insn} is not aligned and may go to two pages. */
  void cross(int insn) {
    crossing.set(insn);
  }

  /** Whether {@link #cross} was said of {@code insn}. */
  boolean crosses(int insn) {
    return crossing.get(insn);
  }

  /** Whether {@link #scatter} was said of {@code insn}. */
  boolean scattered(int insn) {
    return scattered.get(insn);
  }

  /** A region that is entered here was wrong about the rounding mode or the flags too often. */
  void flagExactly() {
    flagsExactly = true;
  }

  /** Whether {@link #flagExactly} was said. */
  boolean flagsExactly() {
    return flagsExactly;
  }

  /** A region that is entered here was wrong about what its core need not wait for too often. */
  void waitExactly() {
    waitsExactly = true;
  }

  /** Whether {@link #waitExactly} was said. */
  boolean waitsExactly() {
    return waitsExactly;
  }

  /** Whether its last instruction says itself where it may go. */
  boolean isDirect() {
    return ops[ops.length - 1].exit() != Op.Exit.COMPUTED;
  }

  /** The rules of a core for it; null if no region calls them. */
  @Nullable BlockCycles cycles() {
    return cycles;
  }

  /** Sets {@link #cycles()}. */
  void cycles(@Nullable BlockCycles cycles) {
    this.cycles = cycles;
  }

  /** Address behind the last byte of code. */
  long endPc() {
    return insns[length - 1].nextPc();
  }

  /** How far it is on the way to better code. */
  BlockState state() {
    List<Long> traces = new ArrayList<>();
    List<Long> regions = new ArrayList<>();
    int most = samples();
    for (Translated user : users) {
      (user instanceof Region ? regions : traces).add(user.pc);
      most = user.pc == pc ? Math.max(most, user.samples()) : most;
    }
    return new BlockState(pc, endPc(), heat, surveyed, most, traces, regions);
  }

  /** How often it was run as a block. */
  int heat() {
    return heat;
  }

  /** Whether its direct jump was taken more often than not. */
  boolean mostlyTaken() {
    return taken > heat / 2;
  }

  /** Whether there is a region that holds it, or will be. */
  boolean isInRegion() {
    for (Translated user : users) {
      if (user instanceof Region) {
        return true;
      }
    }
    return false;
  }

  /** The traces and regions that it is part of. */
  List<Translated> users() {
    return users;
  }

  @Override
  Code run(Hart hart, long end) {
    if (++heat == hot) {
      LinkedCode better = cache.promote(this, hart);
      if (better != this) {
        return better;
      }
    }
    Op[] ops = this.ops;
    long next = 0;
    int i = 0;
    try {
      for (; i < ops.length; i++) {
        next = ops[i].execute(hart);
      }
    } catch (Throwable t) {
      hart.retired += i;
      hart.pc = insns[i].pc();
      cache.cursor().set(this, i);
      throw t;
    }
    hart.retired += ops.length;
    return leave(next);
  }

  /**
   * Executes the instructions from position {@code from} to {@code to} (not included). Each is
   * retired by itself, and the block is counted when it is completed. Unless that is so, the cursor
   * says afterwards how far it came, also when the guest raises something.
   *
   * @return what comes next; null if the block was not completed
   */
  @Nullable Code step(Hart hart, int from, int to) {
    Cursor cursor = cache.cursor();
    for (int i = from; i < to; i++) {
      cursor.set(this, i);
      hart.pc = insns[i].pc();
      long next = ops[i].execute(hart);
      hart.retired++;
      if (i + 1 == length) {
        cursor.clear();
        Code behind = leave(next);
        if (tallies != null) {
          tallies.of(hart).completed(hart, behind.pc);
        }
        return behind;
      }
    }
    cursor.set(this, to);
    hart.pc = insns[to].pc();
    return null;
  }

  /** What comes after the block when its last op returned {@code next}. */
  private Code leave(long next) {
    if (!jumps) {
      return links[FALL];
    }
    if (links.length > TAKEN && next == links[TAKEN].pc) {
      taken++;
      return links[TAKEN];
    }
    if (next == links[FALL].pc) {
      return links[FALL];
    }
    if (jumpKind() != JumpKind.RETURN) {
      remember(next);
    }
    return indirect(next);
  }

  private void remember(long target) {
    for (long known : indirectTargets) {
      if (known == target) {
        return;
      }
    }
    if (indirectTargets.length < MAX_TARGETS) {
      indirectTargets = Arrays.copyOf(indirectTargets, indirectTargets.length + 1);
      indirectTargets[indirectTargets.length - 1] = target;
      if (tallies != null) {
        tallies.sees(target);
      }
    }
  }

  /** Where its computed jump went, as far as it was seen: the first so many targets. */
  List<Long> indirectTargets() {
    return Arrays.stream(indirectTargets).boxed().toList();
  }

  @Override
  void reinstate() {
    super.reinstate();
    heat = 0;
    taken = 0;
  }
}
