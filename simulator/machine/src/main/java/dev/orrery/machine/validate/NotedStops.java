package dev.orrery.machine.validate;

import dev.orrery.engine.Engine;
import dev.orrery.engine.ForwardingEngine;
import dev.orrery.engine.Hart;
import dev.orrery.engine.Stop;
import dev.orrery.spec.ir.TrapKind;

/** Another engine, and whether an instruction that it executed raised something. */
final class NotedStops extends ForwardingEngine {
  private boolean raised;

  NotedStops(Engine inner) {
    super(inner);
  }

  /**
   * Whether an instruction raised a fault or a trap, other than a system call, since last asked.
   */
  boolean raised() {
    boolean was = raised;
    raised = false;
    return was;
  }

  @Override
  public long run(Hart hart, long budget) {
    long ran = inner.run(hart, budget);
    raised |=
        switch (hart.stop) {
          case Stop.Fault f -> true;
          case Stop.Trap t -> t.kind() != TrapKind.SYSCALL;
          case Stop.Budget b -> false;
          case Stop.Requested r -> false;
        };
    return ran;
  }
}
