package dev.orrery.validation.bench.steady;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Guest instructions per microsecond (millions a second) of the engines, program by program. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class EngineBenchmark {
  private static final int INTERPRETER_SLICE = 20_000_000;
  private static final int JIT_SLICE = 100_000_000;
  private static final int ORACLE_SLICE = 200_000;

  /** The workload. */
  @Param("queens")
  public String workload = "";

  private @Nullable EndlessGuest interpreted;
  private @Nullable EndlessGuest translated;
  private @Nullable EndlessGuest walked;

  /** Starts the workload anew. */
  @Setup
  public void start() {
    interpreted = EndlessGuest.start(workload, "interpreter");
    translated = EndlessGuest.start(workload, "jit");
    walked = EndlessGuest.start(workload, "oracle");
  }

  /** The default engine. */
  @Benchmark
  @OperationsPerInvocation(INTERPRETER_SLICE)
  public long interpreter() {
    return Objects.requireNonNull(interpreted).run(INTERPRETER_SLICE);
  }

  /** The engine for long runs. */
  @Benchmark
  @OperationsPerInvocation(JIT_SLICE)
  public long jit() {
    return Objects.requireNonNull(translated).run(JIT_SLICE);
  }

  /** The engine that others are compared with; nobody expects it to be fast. */
  @Benchmark
  @OperationsPerInvocation(ORACLE_SLICE)
  public long oracle() {
    return Objects.requireNonNull(walked).run(ORACLE_SLICE);
  }
}
