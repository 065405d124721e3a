package dev.orrery.engine.oracle;

import dev.orrery.engine.CallProbe;
import dev.orrery.engine.ExecutionCounts;
import dev.orrery.engine.Hart;
import dev.orrery.engine.code.BlockReader;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.ir.JumpKind;
import dev.orrery.spec.model.DecodedInsn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Follows the instructions that retire through their blocks. An execution of a block may be
 * interrupted (a budget's end, a trap that is served and retried): it goes on if the block's next
 * instruction is the next of its hart to retire, otherwise it was cut short there. Blocks and edges
 * that harts of several numbers ran are listed once for each.
 */
final class Tally implements ExecutionCounts {
  private final @Nullable CallProbe calls;
  private final Map<Integer, Counts> numbers = new TreeMap<>();
  private final Map<Hart, Place> places = new IdentityHashMap<>();

  Tally(@Nullable CallProbe calls) {
    this.calls = calls;
  }

  /** The block that a hart is executing, and how many of its instructions have retired. */
  private static final class Place {
    private @Nullable Block current;
    private int done;
  }

  /** The counts of the harts of one number. */
  private static final class Counts implements ExecutionCounts {
    private final Map<Long, List<Block>> blocks = new HashMap<>();
    private final Map<Edge, Long> edges = new HashMap<>();

    private Block enter(List<DecodedInsn> insns) {
      List<Block> known = blocks.computeIfAbsent(insns.getFirst().pc(), k -> new ArrayList<>());
      for (Block b : known) {
        if (b.sameCode(insns)) {
          return b;
        }
      }
      Block b = new Block(insns, new long[insns.size()]);
      known.add(b);
      return b;
    }

    @Override
    public List<BlockCount> blocks() {
      return blocks.values().stream()
          .flatMap(List::stream)
          .filter(b -> b.retired()[0] > 0)
          .map(b -> new BlockCount(b.insns(), b.retired().clone()))
          .toList();
    }

    @Override
    public List<EdgeCount> edges() {
      return edges.entrySet().stream()
          .map(
              e ->
                  new EdgeCount(
                      e.getKey().from(), e.getKey().to(), e.getKey().kind(), e.getValue()))
          .toList();
    }
  }

  private record Edge(long from, long to, JumpKind kind) {}

  private record Block(List<DecodedInsn> insns, long[] retired) {
    boolean has(int position, DecodedInsn insn) {
      DecodedInsn known = insns.get(position);
      return known.pc() == insn.pc() && known.sameBytes(insn);
    }

    boolean sameCode(List<DecodedInsn> other) {
      if (insns.size() != other.size()) {
        return false;
      }
      for (int i = 0; i < insns.size(); i++) {
        if (!has(i, other.get(i))) {
          return false;
        }
      }
      return true;
    }
  }

  private Counts countsOf(int number) {
    return numbers.computeIfAbsent(number, k -> new Counts());
  }

  private Place placeOf(Hart hart) {
    return places.computeIfAbsent(hart, k -> new Place());
  }

  /** {@code insn} is about to execute on {@code hart}; {@code code} reads the block it is in. */
  void before(Hart hart, DecodedInsn insn, BlockReader code) {
    Place place = placeOf(hart);
    if (place.current == null || !place.current.has(place.done, insn)) {
      place.current = countsOf(hart.number).enter(code.read(insn.pc()));
      place.done = 0;
    }
  }

  /** {@code insn} has retired, {@code hart} is behind it. */
  void after(Hart hart, DecodedInsn insn) {
    Place place = placeOf(hart);
    Block block = place.current;
    if (block == null) {
      throw new IllegalStateException("nothing was entered");
    }
    block.retired()[place.done++]++;
    if (place.done == block.insns().size()) {
      countsOf(hart.number)
          .edges
          .merge(new Edge(insn.pc(), hart.pc, insn.jumpKind()), 1L, Long::sum);
      place.current = null;
    }
    if (calls != null) {
      tell(calls, hart, insn);
    }
  }

  /** {@code hart} will not run again. */
  void forget(Hart hart) {
    places.remove(hart);
  }

  private static void tell(CallProbe calls, Hart hart, DecodedInsn insn) {
    switch (insn.jumpKind()) {
      case CALL -> calls.call(hart, insn.pc(), hart.pc, Bits.zext(insn.nextPc(), hart.isa.xlen()));
      case RETURN -> calls.ret(hart, insn.pc(), hart.pc);
      case INDIRECT -> calls.jump(hart, insn.pc(), hart.pc);
      case JUMP -> {
        if (calls.wantsJump(insn.pc(), hart.pc)) {
          calls.jump(hart, insn.pc(), hart.pc);
        }
      }
      case BRANCH, NONE -> {}
    }
  }

  @Override
  public ExecutionCounts of(int number) {
    return countsOf(number);
  }

  @Override
  public List<BlockCount> blocks() {
    return numbers.values().stream().flatMap(c -> c.blocks().stream()).toList();
  }

  @Override
  public List<EdgeCount> edges() {
    return numbers.values().stream().flatMap(c -> c.edges().stream()).toList();
  }
}
