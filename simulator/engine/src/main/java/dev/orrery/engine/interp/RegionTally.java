package dev.orrery.engine.interp;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.orrery.engine.Hart;
import dev.orrery.engine.emit.Types;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the code of one region counts in place of the tallies of its blocks: how often each of them
 * was completed and left for a known address. It does not ask which hart it runs on; so whoever
 * lets another one run has the counts added to the tallies before.
 */
final class RegionTally {
  private static final ClassDesc SELF = Types.of(RegionTally.class);
  private static final MethodTypeDesc COMPLETED =
      MethodTypeDesc.of(CD_void, Types.HART, CD_int, CD_int, CD_long);

  /** Most loops whose turns are counted in locals. */
  private static final int MOST_HELD = 8;

  private record Way(int counter, BlockTallies block, long target) {}

  /** A counter that is in a local until the region is left. */
  private record Held(int counter, int local) {}

  private final RegionConstants constants;
  private final Turn turn;
  private final List<Way> ways = new ArrayList<>();

  /**
   * Counters of blocks that go on at themselves, by their nodes. A turn of such a loop may take
   * less time than a counter in memory takes from one turn to the next.
   */
  private final Map<RegionPlan.Node, Held> held = new LinkedHashMap<>();

  /** Blocks of which something is told at once. */
  private final List<BlockTallies> told = new ArrayList<>();

  /** By position in {@link #told}, the tally of the hart that runs; null if it is not known yet. */
  private @Nullable BlockTally[] running = {};

  /**
   * A tally whose counters are among {@code constants}.
   *
   * @param turn what the region takes its instructions from
   */
  RegionTally(RegionConstants constants, Turn turn) {
    this.constants = constants;
    this.turn = turn;
  }

  /** The code begins, perhaps anew. */
  void begin() {
    ways.clear();
    held.clear();
    told.clear();
  }

  /** The part of the code for {@code plan} that every entry goes through. */
  void enter(CodeBuilder code, RegionPlan plan) {
    for (RegionPlan.Node node : plan.nodes()) {
      Block block = node.block();
      boolean loops = node.next(block.pc) == node && !tallies(block).tells(block.pc);
      if (loops && held.size() < MOST_HELD) {
        Held counter = new Held(add(block, block.pc), code.allocateLocal(TypeKind.LONG));
        held.put(node, counter);
        code.lconst_0().lstore(counter.local);
      }
    }
  }

  private static BlockTallies tallies(Block block) {
    return Objects.requireNonNull(block.tallies);
  }

  private int add(Block block, long target) {
    int counter = constants.addCounters(1);
    ways.add(new Way(counter, tallies(block), target));
    return counter;
  }

  /**
   * The code is where the block of {@code node} has been completed and is left for {@code target}.
   *
   * @return false if that is not just to be counted, but has to be told to the block's tally
   */
  boolean counts(CodeBuilder code, RegionPlan.Node node, long target) {
    Block block = node.block();
    if (tallies(block).tells(target)) {
      return false;
    }
    Held local = target == block.pc ? held.get(node) : null;
    if (local != null) {
      code.lload(local.local).lconst_1().ladd().lstore(local.local);
    } else {
      int counter = add(block, target);
      constants.count(code, () -> code.loadConstant(counter));
    }
    return true;
  }

  /** The code goes where something else may run. */
  void leave(CodeBuilder code) {
    for (Held h : held.values()) {
      constants.count(code, () -> code.loadConstant(h.counter), () -> code.lload(h.local));
      code.lconst_0().lstore(h.local);
    }
  }

  /**
   * The code is where {@code block} has been completed, and tells so at once. The hart knows all
   * registers.
   *
   * @param left local with the number of instructions left of the turn
   * @param target pushes where the block is left for
   */
  void tell(CodeBuilder code, Block block, int left, Runnable target) {
    BlockTallies tallies = tallies(block);
    int position = told.indexOf(tallies);
    if (position < 0) {
      position = told.size();
      told.add(tallies);
      running = new BlockTally[told.size()];
    }
    constants.pushTally(code);
    code.aload(RegionFrame.HART).iload(left).loadConstant(position);
    target.run();
    code.invokevirtual(SELF, "completed", COMPLETED);
  }

  /**
   * Called by generated code when a block has been completed.
   *
   * @param left instructions left of the turn
   * @param position of the block among those of which something is told
   * @param target where the block is left for
   */
  void completed(Hart hart, int left, int position, long target) {
    turn.left = left;
    hart.retired = turn.retired();
    BlockTally tally = running[position];
    if (tally == null) {
      tally = told.get(position).of(hart);
      running[position] = tally;
    }
    tally.completed(hart, target);
  }

  /**
   * Adds what was counted to the tallies of the harts of a number, and counts from 0 again, perhaps
   * for others.
   */
  void addTo(int number) {
    long[] counts = constants.counts();
    for (Way way : ways) {
      long count = counts[way.counter];
      if (count != 0) {
        way.block.of(number).completed(way.target, count);
        counts[way.counter] = 0;
      }
    }
    Arrays.fill(running, null);
  }
}
