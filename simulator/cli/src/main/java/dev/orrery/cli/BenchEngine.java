package dev.orrery.cli;

import dev.orrery.profiler.bench.Benchmark;
import dev.orrery.profiler.bench.Task.Invocation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A way to run programs, as processes. It says what it does not run, and why: a benchmark goes on
 * without.
 */
abstract class BenchEngine {
  private final String name;
  private final Map<String, List<String>> refused = new LinkedHashMap<>();
  private int accepted;

  BenchEngine(String name) {
    this.name = name;
  }

  /** Its name in tables. */
  final String name() {
    return name;
  }

  /**
   * The process that runs a program.
   *
   * @return null if this engine does not run it
   */
  final @Nullable Invocation way(BenchProgram program) {
    Answer answer = ask(program);
    if (answer.invocation() == null) {
      refused
          .computeIfAbsent(Objects.requireNonNull(answer.refusal()), r -> new ArrayList<>())
          .add(program.name());
    } else {
      accepted++;
    }
    return answer.invocation();
  }

  /** What it is, after it was asked for all programs. */
  final Benchmark.Engine facts() {
    if (accepted == 0) {
      return new Benchmark.Engine(name, "", String.join("; ", refused.keySet()), "");
    }
    String note =
        refused.entrySet().stream()
            .map(e -> "does not run " + String.join(", ", e.getValue()) + ": " + e.getKey())
            .collect(Collectors.joining("; "));
    return new Benchmark.Engine(name, version(), null, note);
  }

  /** How it runs a program, or why it does not. */
  record Answer(@Nullable Invocation invocation, @Nullable String refusal) {
    static Answer yes(Invocation invocation) {
      return new Answer(invocation, null);
    }

    static Answer no(String why) {
      return new Answer(null, why);
    }
  }

  /** Asked once for each program. */
  abstract Answer ask(BenchProgram program);

  /** What exactly it is; asked if it runs anything. */
  abstract String version();
}
