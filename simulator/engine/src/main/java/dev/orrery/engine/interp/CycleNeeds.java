package dev.orrery.engine.interp;

import dev.orrery.engine.timing.CoreKnowledge;
import dev.orrery.spec.ir.Stmt;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Which cells rules wait for behind the start of each node of a region, before something else is
 * known of them there: with these past, nothing has to be waited for that the region does not begin
 * itself. This is the liveness of what they hold.
 */
final class CycleNeeds extends CycleWalk {
  /** A way from a node, and what has become known of on it. */
  private record Way(int from, int to, Set<CoreKnowledge.Cell> known) {}

  private final List<Set<CoreKnowledge.Cell>> needs = new ArrayList<>();
  private final List<Way> ways = new ArrayList<>();
  private int from;

  CycleNeeds(RegionPlan plan, List<List<List<Stmt>>> bodies, CycleRules rules) {
    super(plan, bodies, rules);
    for (RegionPlan.Node node : plan.nodes()) {
      Set<CoreKnowledge.Cell> own = new LinkedHashSet<>();
      needs.add(own);
      from = node.position();
      walk(node, rules.nothing(own::add));
    }
    boolean more = true;
    while (more) {
      more = false;
      for (Way way : ways.reversed()) {
        for (CoreKnowledge.Cell cell : List.copyOf(needs.get(way.to))) {
          more |= !way.known.contains(cell) && needs.get(way.from).add(cell);
        }
      }
    }
  }

  @Override
  void arrive(RegionPlan.Node to, CoreKnowledge at) {
    ways.add(new Way(from, to.position(), at.cells()));
  }

  /** Those of {@code node}. */
  Set<CoreKnowledge.Cell> of(RegionPlan.Node node) {
    return Objects.requireNonNull(needs.get(node.position()));
  }
}
