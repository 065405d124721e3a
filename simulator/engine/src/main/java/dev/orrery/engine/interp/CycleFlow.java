package dev.orrery.engine.interp;

import dev.orrery.engine.timing.CoreKnowledge;
import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.DecodedInsn;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a core's states where each node of a region begins, whichever way control came:
 * nothing behind calls, at the entry that some cycles are past, and elsewhere what all that lead
 * there agree about.
 */
final class CycleFlow {
  /** Changes of what is known at a node after which only what stays the same is kept. */
  private static final int PATIENCE = 3;

  /** Most cells that are looked at whenever a region is entered. */
  private static final int MOST_ASSUMED = 64;

  private final RegionPlan plan;
  private final List<List<List<Stmt>>> bodies;
  private final CycleRules rules;
  private final @Nullable CoreKnowledge[] known;
  private final int[] changes;

  /** What is past at the entry. */
  private final List<CoreKnowledge.Cell> assumed;

  /** Cells that rules wait for, of which nothing is known. */
  private final Set<CoreKnowledge.Cell> waits = new LinkedHashSet<>();

  private final ArrayDeque<RegionPlan.Node> waiting = new ArrayDeque<>();

  private CycleFlow(
      RegionPlan plan,
      List<List<List<Stmt>>> bodies,
      CycleRules rules,
      List<CoreKnowledge.Cell> assumed) {
    this.assumed = assumed;
    this.plan = plan;
    this.bodies = bodies;
    this.rules = rules;
    this.known = new CoreKnowledge[plan.nodes().size()];
    this.changes = new int[plan.nodes().size()];
  }

  /** What is known in {@code plan}, whose nodes have {@code bodies}. */
  static CycleFlow of(RegionPlan plan, List<List<List<Stmt>>> bodies, CycleRules rules) {
    CycleFlow flow = new CycleFlow(plan, bodies, rules, List.of());
    flow.find();
    if (flow.waits.isEmpty() || plan.head().waitsExactly()) {
      return flow;
    }
    CycleFlow sure =
        new CycleFlow(plan, bodies, rules, flow.waits.stream().limit(MOST_ASSUMED).toList());
    sure.find();
    return sure;
  }

  /** Cells that must hold cycles that are past where the region is entered. */
  List<CoreKnowledge.Cell> assumed() {
    return assumed;
  }

  /** What is known where {@code node} begins. */
  CoreKnowledge at(RegionPlan.Node node) {
    CoreKnowledge k = known[node.position()];
    return k == null ? new CoreKnowledge() : k.copy();
  }

  private void find() {
    CoreKnowledge entry = new CoreKnowledge(waits::add);
    assumed.forEach(entry::assumePast);
    arrive(plan.nodes().getFirst(), entry);
    while (!waiting.isEmpty()) {
      RegionPlan.Node node = waiting.remove();
      CoreKnowledge at = at(node);
      DecodedInsn[] insns = node.block().insns;
      for (int i = 0; i < insns.length && at != null; i++) {
        at = walk(node, insns[i], bodies.get(node.position()).get(i), at, null);
      }
      if (at != null) {
        arrive(node.next(node.block().links[Block.FALL].pc), at);
      }
      arrive(node.behind(), new CoreKnowledge(waits::add));
    }
  }

  /**
   * Follows an instruction.
   *
   * @param before what is known before it
   * @param behind what is known where it has retired; null if it has not
   * @return what is known when control comes to the end of {@code body}; null if it does not
   */
  private @Nullable CoreKnowledge walk(
      RegionPlan.Node node,
      DecodedInsn insn,
      List<Stmt> body,
      CoreKnowledge before,
      @Nullable CoreKnowledge behind) {
    CoreKnowledge now = behind;
    for (Stmt s : body) {
      switch (s) {
        case Stmt.Retire r -> {
          now = before.copy();
          rules.special(insn, r, now);
        }
        case Stmt.Goto g -> {
          jump(node, insn, g.target(), now == null ? before : now);
          return null;
        }
        case Stmt.Trap t -> {
          return null;
        }
        case Stmt.If i -> {
          CoreKnowledge then = walk(node, insn, i.then(), before, now);
          CoreKnowledge otherwise = walk(node, insn, i.otherwise(), before, now);
          if (then == null && otherwise == null) {
            return null;
          }
        }
        default -> {}
      }
    }
    return now == null ? before : now;
  }

  private void jump(RegionPlan.Node node, DecodedInsn insn, Expr target, CoreKnowledge at) {
    if (DecodeTime.isFixed(target)) {
      arrive(node.next(DecodeTime.value(target, insn)), at);
    } else {
      node.next().forEach(next -> arrive(next, at));
    }
  }

  private void arrive(RegionPlan.@Nullable Node node, CoreKnowledge at) {
    if (node == null) {
      return;
    }
    int n = node.position();
    CoreKnowledge here = known[n];
    CoreKnowledge both = at.copy();
    if (here != null) {
      both.meet(here);
      if (both.says(here)) {
        return;
      }
      if (++changes[n] > PATIENCE) {
        both.widen(here);
      }
    }
    known[n] = both;
    waiting.add(node);
  }
}
