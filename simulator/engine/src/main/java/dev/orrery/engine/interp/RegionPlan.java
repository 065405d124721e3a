package dev.orrery.engine.interp;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a region consists of: a graph of blocks. A block that is reached through several calls that
 * the region follows stands in it once for each of them, so that each return has its one way back.
 */
final class RegionPlan {
  private final List<Node> nodes;
  private final Set<Block> blocks;

  /**
   * A region of {@code nodes}, entered at the first. The order is that of the code; every way back
   * to a node at or before where it starts from is one on which the budget is looked at.
   */
  RegionPlan(List<Node> nodes) {
    this.nodes = List.copyOf(nodes);
    Set<Block> found = new LinkedHashSet<>();
    int insns = 0;
    for (int i = 0; i < nodes.size(); i++) {
      nodes.get(i).position = i;
      nodes.get(i).firstInsn = insns;
      insns += nodes.get(i).block.length;
      found.add(nodes.get(i).block);
    }
    this.blocks = Collections.unmodifiableSet(found);
  }

  /**
   * Decides which nodes a core's rules stand in: the hottest ones. The others call the {@link
   * BlockCycles} of their block.
   *
   * @param most instructions of the former together, at most
   * @param least so many times colder than the hottest one is too cold
   */
  void callCycles(int most, int least, Function<Block, BlockCycles> cycles) {
    List<Node> byHeat = new ArrayList<>(nodes);
    byHeat.sort(Comparator.comparingInt(this::heat).reversed());
    long hottest = heat(byHeat.getFirst());
    int insns = 0;
    for (Node node : byHeat) {
      insns += node.block.length;
      boolean calls = insns > most || (long) heat(node) * least < hottest;
      node.cycles = calls ? cycles.apply(node.block) : null;
    }
  }

  private int heat(Node node) {
    return RegionPlanner.weight(head(), node.block);
  }

  /** The calls that the region is inside of. */
  static final class Calls {
    /** No call. */
    static final Calls NONE = new Calls(null, Code.NO_KEY, Code.NO_KEY);

    private final @Nullable Calls outer;
    private final long callee;
    private final long returnPc;

    private Calls(@Nullable Calls outer, long callee, long returnPc) {
      this.outer = outer;
      this.callee = callee;
      this.returnPc = returnPc;
    }

    /** These, and in them one of {@code callee} that comes back to {@code returnPc}. */
    Calls and(long callee, long returnPc) {
      return new Calls(this, callee, returnPc);
    }

    /** Where the innermost call comes back to; {@link Code#NO_KEY} outside of all. */
    long returnPc() {
      return returnPc;
    }

    /** Without the innermost call. */
    Calls outer() {
      return outer == null ? this : outer;
    }

    /** Where they come back to, the outermost first. */
    List<Long> returnPcs() {
      List<Long> pcs = outer == null ? new ArrayList<>() : outer.returnPcs();
      if (outer != null) {
        pcs.add(returnPc);
      }
      return pcs;
    }

    /** How many calls. */
    int depth() {
      return outer == null ? 0 : 1 + outer.depth();
    }

    /** How many calls of {@code callee}. */
    int times(long callee) {
      return outer == null ? 0 : outer.times(callee) + (this.callee == callee ? 1 : 0);
    }
  }

  /** A block in the region. */
  static final class Node {
    private final Block block;
    private final Calls calls;
    private final Map<Long, Node> next = new LinkedHashMap<>();
    private @Nullable Node behind;
    private final Set<Long> tails = new HashSet<>();
    private int position;
    private int firstInsn;
    private @Nullable BlockCycles cycles;

    Node(Block block, Calls calls) {
      this.block = block;
      this.calls = calls;
    }

    /** The calls that it is inside of. */
    Calls calls() {
      return calls;
    }

    Block block() {
      return block;
    }

    /** Where the region goes on when control goes to {@code pc}; null if it is left. */
    @Nullable Node next(long pc) {
      return next.get(pc);
    }

    /** The nodes that follow this one. */
    Iterable<Node> next() {
      return next.values();
    }

    /** Control that goes to the address of {@code node} goes there. */
    void link(Node node) {
      next.putIfAbsent(node.block.pc, node);
    }

    /**
     * Where the region goes on when a call from here that it does not follow comes back; null if
     * that is not in the region.
     */
    @Nullable Node behind() {
      return behind;
    }

    /** Calls from here come back to {@code node}, if they come back to the region. */
    void comesBackTo(@Nullable Node node) {
      behind = node;
    }

    /** Whether a jump from here to {@code pc} is a call that returns to where this one would. */
    boolean isTail(long pc) {
      return tails.contains(pc);
    }

    /** A jump from here to {@code pc} is such a call. */
    void addTail(long pc) {
      tails.add(pc);
    }

    /** The method that is called in place of its rules; null if they stand in the region. */
    @Nullable BlockCycles cycles() {
      return cycles;
    }

    /** Its place in the code. */
    int position() {
      return position;
    }

    /** How many instructions of the region stand before it. */
    int firstInsn() {
      return firstInsn;
    }
  }

  /** How many ways there are from one node to another. */
  int ways() {
    return nodes.stream().mapToInt(n -> n.next.size() + (n.behind == null ? 0 : 1)).sum();
  }

  /** The nodes in the order of their code. */
  List<Node> nodes() {
    return nodes;
  }

  /** The block it is entered at. */
  Block head() {
    return nodes.getFirst().block;
  }

  /** The blocks that are part of it. */
  Set<Block> blocks() {
    return blocks;
  }

  /** Number of instructions. */
  int length() {
    Node last = nodes.getLast();
    return last.firstInsn + last.block.length;
  }

  /** The node that holds instruction number {@code insn}, in the order of the code. */
  Node nodeOf(int insn) {
    int low = 0;
    int high = nodes.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (nodes.get(middle).firstInsn <= insn) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return nodes.get(low);
  }

  /** Addresses that direct exits may go to; the positions are those of the region's links. */
  long[] targets() {
    LinkedHashSet<Long> targets = new LinkedHashSet<>();
    for (Node n : nodes) {
      targets.add(n.block.pc);
      for (Code link : n.block.links) {
        targets.add(link.pc);
      }
    }
    return targets.stream().mapToLong(Long::longValue).toArray();
  }
}
