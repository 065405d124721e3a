package dev.orrery.engine.interp;

import dev.orrery.engine.code.BlockReader;
import dev.orrery.engine.explain.Reason;
import dev.orrery.spec.ir.JumpKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the blocks of a region: all of a function that is hot, the hottest first; then, as far as
 * there is room, the small functions that it calls, each as a whole.
 */
final class RegionPlanner {
  /** Most instructions of a region. */
  private static final int MAX_LENGTH = 300;

  /** A block this many times colder than the head is not worth its code. */
  private static final int COLD = 64;

  /** Most calls inside one another that are followed. */
  private static final int MAX_DEPTH = 3;

  /** Most instructions of a callee that is made part of the region, without what it calls. */
  private static final int SMALL = 60;

  /** Most copies of a function that calls itself. */
  private static final int MAX_COPIES = 2;

  private record Key(RegionPlan.Calls calls, long pc) {}

  private record Site(RegionPlan.Calls calls, Block block) {}

  private final CodeCache cache;
  private final Block head;
  private final RegionNotes notes;
  private final Map<Site, RegionPlan.Calls> callees = new HashMap<>();
  private final Map<Key, RegionPlan.Node> nodes = new LinkedHashMap<>();
  private final PriorityQueue<Site> sites =
      new PriorityQueue<>((a, b) -> Integer.compare(weight(b.block), weight(a.block)));
  private final int most;
  private int length;

  private RegionPlanner(CodeCache cache, Block head, int most, RegionNotes notes) {
    this.cache = cache;
    this.head = head;
    this.most = most;
    this.notes = notes;
  }

  /** The region that is entered at {@code head}. */
  static RegionPlan plan(CodeCache cache, Block head, RegionNotes notes) {
    return plan(cache, head, MAX_LENGTH, notes);
  }

  /** The same with at most {@code most} instructions, or as many as the block at its head has. */
  static RegionPlan plan(CodeCache cache, Block head, int most, RegionNotes notes) {
    return new RegionPlanner(cache, head, most, notes).plan();
  }

  /** The hot blocks that are reached from {@code block} inside its function. */
  static Set<Block> function(CodeCache cache, Block block) {
    return new RegionPlanner(cache, block, MAX_LENGTH, RegionNotes.NONE).function(block);
  }

  private RegionPlan plan() {
    add(RegionPlan.Calls.NONE, function(head));
    while (!sites.isEmpty()) {
      follow(sites.remove());
    }
    nodes.forEach(this::link);
    Key first = new Key(RegionPlan.Calls.NONE, head.pc);
    return new RegionPlan(order(Objects.requireNonNull(nodes.get(first))));
  }

  /** How hot a block is, compared with others of a region that is entered at {@code head}. */
  static int weight(Block head, Block block) {
    return head.surveyed() > 0 ? block.surveyed() : block.heat();
  }

  private int weight(Block block) {
    return weight(head, block);
  }

  /** Why a block is not worth its code, or may not be reached from inside a region; else null. */
  private @Nullable Reason unworthy(Block block) {
    int least = Math.max(1, weight(head) / COLD);
    if (weight(block) < least) {
      return new Reason.Cold(weight(block), least);
    }
    return needsCount(block) ? new Reason.ReadsCount() : null;
  }

  /** Why a block is not part of a function that reaches it; else null. */
  private @Nullable Reason outside(@Nullable Block block) {
    if (block == null) {
      return new Reason.NeverRun();
    }
    Reason unworthy = unworthy(block);
    return unworthy == null && isTail(block) ? new Reason.OtherFunction() : unworthy;
  }

  /** Whether the count of retired instructions must be exact at a block's head. */
  static boolean needsCount(Block block) {
    return BlockReader.startsBlock(block.insns[0]);
  }

  /** The hot blocks of a function from {@code entry} on, the hottest first, without its callees. */
  private Set<Block> function(Block entry) {
    Set<Block> found = new HashSet<>();
    PriorityQueue<Block> open =
        new PriorityQueue<>((a, b) -> Integer.compare(weight(b), weight(a)));
    open.add(entry);
    int insns = 0;
    while (!open.isEmpty()) {
      Block block = open.remove();
      boolean fits = found.isEmpty() || insns + block.length <= most;
      if (fits && found.add(block)) {
        insns += block.length;
        for (long pc : targets(block)) {
          Block next = cache.known(pc);
          Reason outside = outside(next);
          if (next != null && outside == null) {
            open.add(next);
          } else if (outside != null) {
            notes.leftOut(pc, outside);
          }
        }
      } else if (!fits) {
        notes.leftOut(block.pc, new Reason.NoRoom(block.length, most));
      }
    }
    return found;
  }

  /** Whether a jump to a block is a call in place of a return. */
  private boolean isTail(Block target) {
    return target.isFunction() && target != head;
  }

  /** Where control goes behind a block inside its function. */
  static List<Long> targets(Block block) {
    long behind = block.links[Block.FALL].pc;
    return switch (block.jumpKind()) {
      case NONE, CALL -> List.of(behind);
      case BRANCH -> {
        List<Long> both = new ArrayList<>(List.of(behind));
        both.addAll(taken(block));
        yield both;
      }
      case JUMP, INDIRECT -> taken(block);
      case RETURN -> List.of();
    };
  }

  /** Where a jump goes when it does: the address that it names, or those it was seen to go to. */
  private static List<Long> taken(Block block) {
    return block.links.length > Block.TAKEN
        ? List.of(block.links[Block.TAKEN].pc)
        : block.indirectTargets();
  }

  private void add(RegionPlan.Calls calls, Set<Block> blocks) {
    for (Block block : blocks) {
      length += block.length;
      nodes.put(new Key(calls, block.pc), new RegionPlan.Node(block, calls));
      if (block.jumpKind() == JumpKind.CALL) {
        sites.add(new Site(calls, block));
      }
    }
  }

  /** Makes the callee part of the region if it is small enough. */
  private void follow(Site site) {
    Block callee = callee(site.block);
    Reason reason = callee == null ? unknown(site.block) : unworthy(callee);
    if (reason == null && site.calls.depth() >= MAX_DEPTH) {
      reason = new Reason.TooDeep(MAX_DEPTH);
    }
    if (callee == null || reason != null) {
      notes.notFollowed(site.block.pc, Objects.requireNonNull(reason));
      return;
    }
    if (site.calls.times(callee.pc) + (callee == head ? 1 : 0) >= MAX_COPIES) {
      notes.notFollowed(site.block.pc, new Reason.Recursive(MAX_COPIES));
      return;
    }
    Set<Block> body = function(callee);
    int insns = body.stream().mapToInt(b -> b.length).sum();
    if (insns > SMALL) {
      notes.notFollowed(site.block.pc, new Reason.LongCallee(insns, SMALL));
    } else if (length + insns > most) {
      notes.notFollowed(site.block.pc, new Reason.NoRoom(insns, most));
    } else {
      RegionPlan.Calls inner = site.calls.and(callee.pc, site.block.links[Block.FALL].pc);
      callees.put(site, inner);
      add(inner, body);
    }
  }

  private Reason unknown(Block site) {
    List<Long> targets = taken(site);
    return targets.size() == 1 ? new Reason.NeverRun() : new Reason.UnknownCallee(targets.size());
  }

  /** What a block calls, if that is one block and known. */
  private @Nullable Block callee(Block site) {
    List<Long> targets = taken(site);
    return targets.size() == 1 ? cache.known(targets.getFirst()) : null;
  }

  private void link(Key key, RegionPlan.Node node) {
    Block block = node.block();
    RegionPlan.Calls calls = key.calls;
    RegionPlan.Node back = nodes.get(new Key(calls.outer(), calls.returnPc()));
    switch (block.jumpKind()) {
      case CALL -> {
        node.comesBackTo(nodes.get(new Key(calls, block.links[Block.FALL].pc)));
        RegionPlan.Calls inner = callees.get(new Site(calls, block));
        Block callee = callee(block);
        if (inner != null && callee != null) {
          node.link(Objects.requireNonNull(nodes.get(new Key(inner, callee.pc))));
        }
      }
      case RETURN -> {
        if (back != null) {
          node.link(back);
        }
      }
      default -> {
        node.comesBackTo(back);
        for (long pc : targets(block)) {
          RegionPlan.Node next = nodes.get(new Key(calls, pc));
          Block target = cache.known(pc);
          if (next != null) {
            node.link(next);
          } else if (target != null && isTail(target)) {
            node.addTail(pc);
          }
        }
      }
    }
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
      if (node.behind() != null) {
        visit(node.behind(), seen, out);
      }
      out.add(node);
    }
  }
}
