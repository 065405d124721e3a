package dev.orrery.validation.bench.steady;

import dev.orrery.engine.EngineOptions;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What it costs to translate: a new engine executes the first instructions of a program, and
 * translates soon all that repeats. The translator itself is warm; what it made is not, as HotSpot
 * has yet to compile it. What the same instructions cost on a new interpreter is to be taken off.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class TranslationBenchmark {
  private static final int FIRST = 2_000_000;

  /** Instructions after which code counts as hot: early, so that much is translated. */
  private static final int SOON = 20_000;

  /** The workload: one with much code that is hot is best. */
  @Param("lexer")
  public String workload = "";

  private @Nullable EndlessGuest interpreted;
  private @Nullable EndlessGuest translated;

  /** New engines for every measurement. */
  @Setup(Level.Invocation)
  public void start() {
    interpreted = EndlessGuest.start(workload, "interpreter");
    translated = EndlessGuest.start(workload, "jit", EngineOptions.translatingAfter(SOON));
  }

  /** A program's beginning, where nothing is translated. */
  @Benchmark
  public long firstInterpreted() {
    return Objects.requireNonNull(interpreted).run(FIRST);
  }

  /** The same with the translation of what repeats. */
  @Benchmark
  public long firstTranslated() {
    return Objects.requireNonNull(translated).run(FIRST);
  }
}
