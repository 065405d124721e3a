package dev.orrery.engine.interp;

import dev.orrery.engine.Hart;
import dev.orrery.engine.timing.InsnFacts;
import dev.orrery.engine.timing.RetireListener;
import dev.orrery.engine.timing.Retired;
import dev.orrery.spec.model.DecodedInsn;

/** An op that tells a listener when it has retired; the op itself fills {@link Hart#retiring}. */
final class RetiringOp extends Op {
  private final Op op;
  private final InsnFacts facts;
  private final RetireListener listener;

  RetiringOp(Op op, InsnFacts facts, RetireListener listener) {
    this.op = op;
    this.facts = facts;
    this.listener = listener;
  }

  @Override
  public long execute(Hart hart) {
    long next = op.execute(hart);
    Retired insn = hart.retiring;
    insn.insn = facts;
    listener.retired(insn);
    return next;
  }

  @Override
  public Exit exit() {
    return op.exit();
  }

  @Override
  public long target(DecodedInsn insn) {
    return op.target(insn);
  }
}
