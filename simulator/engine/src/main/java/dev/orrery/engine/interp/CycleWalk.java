package dev.orrery.engine.interp;

import dev.orrery.engine.timing.CoreKnowledge;
import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.DecodedInsn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Follows what is known of a core's states through the nodes of a region. */
abstract class CycleWalk {
  final RegionPlan plan;
  private final List<List<List<Stmt>>> bodies;
  final CycleRules rules;

  CycleWalk(RegionPlan plan, List<List<List<Stmt>>> bodies, CycleRules rules) {
    this.plan = plan;
    this.bodies = bodies;
    this.rules = rules;
  }

  /** Control goes on at {@code to}, where that is known. */
  abstract void arrive(RegionPlan.Node to, CoreKnowledge at);

  /** Follows {@code node}, where {@code start} is known when it begins. */
  final void walk(RegionPlan.Node node, CoreKnowledge start) {
    BlockCycles whole = node.cycles();
    if (whole != null) {
      whole.follow(start);
      node.next().forEach(next -> arrive(next, start));
      return;
    }
    DecodedInsn[] insns = node.block().insns;
    CoreKnowledge at = start;
    for (int i = 0; i < insns.length && at != null; i++) {
      at = walk(node, insns[i], bodies.get(node.position()).get(i), at, null);
    }
    if (at != null) {
      go(node.next(node.block().links[Block.FALL].pc), at);
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
      go(node.next(DecodeTime.value(target, insn)), at);
    } else {
      node.next().forEach(next -> go(next, at));
    }
  }

  private void go(RegionPlan.@Nullable Node to, CoreKnowledge at) {
    if (to != null) {
      arrive(to, at);
    }
  }
}
