package dev.orrery.engine.interp;

import dev.orrery.engine.timing.CoreKnowledge;
import dev.orrery.spec.ir.Stmt;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a core's states where each node of a region begins, whichever way control came:
 * at the entry and behind calls that some cycles are past, which is looked at there, and elsewhere
 * what all that lead there agree about.
 */
final class CycleFlow extends CycleWalk {
  /** Changes of what is known at a node after which only what stays the same is kept. */
  private static final int PATIENCE = 3;

  /** Most cells that are looked at in one place. */
  private static final int MOST_ASSUMED = 64;

  private final @Nullable CycleNeeds needs;
  private final @Nullable CoreKnowledge[] known;
  private final int[] changes;
  private final ArrayDeque<RegionPlan.Node> waiting = new ArrayDeque<>();

  /** What is known in {@code plan}, whose nodes have {@code bodies}. */
  CycleFlow(RegionPlan plan, List<List<List<Stmt>>> bodies, CycleRules rules) {
    super(plan, bodies, rules);
    this.needs = plan.head().waitsExactly() ? null : new CycleNeeds(plan, bodies, rules);
    this.known = new CoreKnowledge[plan.nodes().size()];
    this.changes = new int[plan.nodes().size()];
    arrive(plan.nodes().getFirst(), assuming(plan.nodes().getFirst()));
    while (!waiting.isEmpty()) {
      RegionPlan.Node node = waiting.remove();
      walk(node, at(node));
      RegionPlan.Node behind = node.behind();
      if (behind != null) {
        arrive(behind, assuming(behind));
      }
    }
  }

  private CoreKnowledge assuming(RegionPlan.Node node) {
    CoreKnowledge start = rules.always();
    assumed(node).forEach(start::assumePast);
    return start;
  }

  /** Cells that must hold cycles that are past where {@code node} is entered from outside. */
  List<CoreKnowledge.Cell> assumed(RegionPlan.Node node) {
    CoreKnowledge always = rules.always();
    return needs == null
        ? List.of()
        : needs.of(node).stream().filter(always::isOpen).limit(MOST_ASSUMED).toList();
  }

  /** What is known where {@code node} begins. */
  CoreKnowledge at(RegionPlan.Node node) {
    CoreKnowledge k = known[node.position()];
    return k == null ? rules.always() : k.copy();
  }

  @Override
  void arrive(RegionPlan.Node to, CoreKnowledge at) {
    int n = to.position();
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
      rules.holds(both);
    }
    known[n] = both;
    waiting.add(to);
  }
}
