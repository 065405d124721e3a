package dev.orrery.machine.mem;

import dev.orrery.engine.Engine;
import dev.orrery.engine.ExecutionCounts;
import dev.orrery.engine.Hart;
import dev.orrery.spec.model.Isa;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs nothing; remembers what code it was told to forget. */
final class RecordingEngine implements Engine {
  record Range(long start, long end) {}

  final List<Range> forgotten = new ArrayList<>();

  @Override
  public String name() {
    return "recording";
  }

  @Override
  public Isa isa() {
    throw new UnsupportedOperationException();
  }

  @Override
  public long run(Hart hart, long budget) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void forget(Hart hart) {}

  @Override
  public void invalidateCode(long start, long end) {
    forgotten.add(new Range(start, end));
  }

  @Override
  public @Nullable ExecutionCounts counts() {
    return null;
  }
}
