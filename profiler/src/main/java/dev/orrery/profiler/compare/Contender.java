package dev.orrery.profiler.compare;

import dev.orrery.profiler.bench.Benchmark;
import java.util.List;

/**
 * An engine that took part, or was to.
 *
 * @param facts its name, version, and why it took no part if it did not
 * @param kind how it comes to a result
 * @param command the command line that it was started with; empty if it took no part
 */
public record Contender(Benchmark.Engine facts, EngineKind kind, List<String> command) {
  public Contender {
    command = List.copyOf(command);
  }

  /** Its name in tables. */
  public String name() {
    return facts.name();
  }
}
