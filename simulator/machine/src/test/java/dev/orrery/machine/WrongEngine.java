package dev.orrery.machine;

import dev.orrery.engine.Engine;
import dev.orrery.engine.EngineOptions;
import dev.orrery.engine.ExecutionCounts;
import dev.orrery.engine.Hart;
import dev.orrery.engine.factory.Engines;
import dev.orrery.spec.model.Isa;
import org.jspecify.annotations.Nullable;

/** An engine to be caught: the oracle, but for what a subclass makes of running. */
public abstract class WrongEngine implements Engine {
  /** The oracle. */
  protected final Engine right;

  /** An engine of {@code isa}. */
  protected WrongEngine(Isa isa) {
    this.right = Engines.create("oracle", isa, EngineOptions.PLAIN);
  }

  @Override
  public String name() {
    return "wrong";
  }

  @Override
  public Isa isa() {
    return right.isa();
  }

  @Override
  public void forget(Hart hart) {
    right.forget(hart);
  }

  @Override
  public void invalidateCode(long start, long end) {
    right.invalidateCode(start, end);
  }

  @Override
  public @Nullable ExecutionCounts counts() {
    return null;
  }
}
