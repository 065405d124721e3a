package dev.orrery.engine.interp;

import dev.orrery.engine.code.BlockReader;
import dev.orrery.spec.ir.JumpKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Chooses the blocks of a region: from a hot block on all that is not cold, the hottest first.
 * Calls are followed into the callee and back.
 */
final class RegionPlanner {
  /** Most instructions of a region. */
  private static final int MAX_LENGTH = 300;

  /** A block this many times colder than the head is not worth its code. */
  private static final int COLD = 32;

  /** Most calls inside one another that are followed. */
  private static final int MAX_DEPTH = 3;

  private record Key(RegionPlan.Calls calls, long pc) {}

  private record CallKey(RegionPlan.Calls calls, long site) {}

  private record Candidate(Key key, Block block) {}

  private final CodeCache cache;
  private final Block head;
  private final Map<CallKey, RegionPlan.Calls> callees = new HashMap<>();
  private final Map<Key, RegionPlan.Node> nodes = new HashMap<>();
  private final PriorityQueue<Candidate> candidates =
      new PriorityQueue<>((a, b) -> Integer.compare(b.block.heat(), a.block.heat()));
  private int length;

  private RegionPlanner(CodeCache cache, Block head) {
    this.cache = cache;
    this.head = head;
  }

  /** The region that is entered at {@code head}. */
  static RegionPlan plan(CodeCache cache, Block head) {
    return new RegionPlanner(cache, head).plan();
  }

  private RegionPlan plan() {
    Key first = new Key(RegionPlan.Calls.NONE, head.pc);
    candidates.add(new Candidate(first, head));
    while (!candidates.isEmpty()) {
      Candidate c = candidates.remove();
      if (!nodes.containsKey(c.key) && (nodes.isEmpty() || fits(c.block))) {
        length += c.block.length;
        nodes.put(c.key, new RegionPlan.Node(c.block));
        for (Key next : successors(c)) {
          Block block = cache.known(next.pc);
          if (block != null) {
            candidates.add(new Candidate(next, block));
          }
        }
      }
    }
    nodes.forEach(
        (key, node) -> {
          for (Key next : successors(new Candidate(key, node.block()))) {
            RegionPlan.Node there = nodes.get(next);
            if (there != null && !needsCount(there.block())) {
              node.link(there);
            }
          }
        });
    return new RegionPlan(order(Objects.requireNonNull(nodes.get(first))));
  }

  private boolean fits(Block block) {
    return length + block.length <= MAX_LENGTH
        && block.heat() >= head.heat() / COLD
        && !needsCount(block);
  }

  /** Whether the count of retired instructions must be exact at a block's head. */
  private static boolean needsCount(Block block) {
    return BlockReader.startsBlock(block.insns[0]);
  }

  /** Where control may go behind a block, as far as it is known. */
  private List<Key> successors(Candidate c) {
    Block block = c.block;
    RegionPlan.Calls calls = c.key.calls;
    long behind = block.links[Block.FALL].pc;
    if (!block.jumps) {
      return List.of(new Key(calls, behind));
    }
    JumpKind kind = block.insns[block.length - 1].jumpKind();
    boolean direct = block.links.length > Block.TAKEN;
    long target = direct ? block.links[Block.TAKEN].pc : block.usualIndirect();
    return switch (kind) {
      case BRANCH -> List.of(new Key(calls, behind), new Key(calls, target));
      case JUMP, INDIRECT -> target == Code.NO_KEY ? List.of() : List.of(new Key(calls, target));
      case RETURN ->
          calls.returnPc() == Code.NO_KEY
              ? List.of()
              : List.of(new Key(calls.outer(), calls.returnPc()));
      case CALL -> target == Code.NO_KEY ? List.of() : callee(calls, block, target, behind);
      case NONE -> List.of(new Key(calls, behind));
    };
  }

  private List<Key> callee(RegionPlan.Calls calls, Block site, long target, long behind) {
    if (calls.depth() >= MAX_DEPTH || calls.times(target) >= 2) {
      return List.of();
    }
    RegionPlan.Calls inner =
        callees.computeIfAbsent(new CallKey(calls, site.pc), k -> calls.and(target, behind));
    return List.of(new Key(inner, target));
  }

  /**
   * All nodes that can be reached from {@code first}, each before what follows it but for loops.
   */
  private static List<RegionPlan.Node> order(RegionPlan.Node first) {
    List<RegionPlan.Node> out = new ArrayList<>();
    visit(first, new HashSet<>(), out);
    return out.reversed();
  }

  private static void visit(
      RegionPlan.Node node, Set<RegionPlan.Node> seen, List<RegionPlan.Node> out) {
    if (seen.add(node)) {
      for (RegionPlan.Node next : node.next()) {
        visit(next, seen, out);
      }
      out.add(node);
    }
  }
}
