package dev.orrery.engine;

import dev.orrery.spec.model.Isa;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Another engine, for subclasses that add something to some of what it does. */
public abstract class ForwardingEngine implements Engine {
  /** The other engine. */
  protected final Engine inner;

  /** Does what {@code inner} does. */
  protected ForwardingEngine(Engine inner) {
    this.inner = inner;
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
  public long run(Hart hart, long budget) {
    return inner.run(hart, budget);
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
