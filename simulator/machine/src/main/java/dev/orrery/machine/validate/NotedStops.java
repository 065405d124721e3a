package dev.orrery.machine.validate;

import dev.orrery.engine.Engine;
import dev.orrery.engine.ExecutionCounts;
import dev.orrery.engine.Hart;
import dev.orrery.engine.Stop;
import dev.orrery.spec.ir.TrapKind;
import dev.orrery.spec.model.Isa;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Another engine, and whether an instruction that it executed raised something. */
final class NotedStops implements Engine {
  private final Engine inner;
  private boolean raised;

  NotedStops(Engine inner) {
    this.inner = inner;
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

  @Override
  public String name() {
    return inner.name();
  }

  @Override
  public Isa isa() {
    return inner.isa();
  }

  @Override
  public void forget(Hart hart) {
    inner.forget(hart);
  }

  @Override
  public void invalidateCode(long start, long end) {
    inner.invalidateCode(start, end);
  }

  @Override
  public List<String> notes() {
    return inner.notes();
  }

  @Override
  public @Nullable ExecutionCounts counts() {
    return inner.counts();
  }
}
