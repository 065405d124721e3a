package dev.orrery.validation.bench.steady;

import dev.orrery.spec.Isas;
import dev.orrery.spec.binary.Isac;
import dev.orrery.spec.lang.IsaCompiler;
import dev.orrery.spec.lang.source.SourceTree;
import dev.orrery.spec.model.Decoder;
import dev.orrery.spec.model.Isa;
import dev.orrery.workloads.Workload;
import dev.orrery.workloads.Workloads;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** What the tables of RV64GC cost: to compile, to load, to decode with. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
public class TablesBenchmark {
  private static final int WORDS = 10_000;

  private final Isa isa = Isas.stock(Workload.RV64GC);
  private final byte[] compiled = compiledTables();
  private final long[] words = words(isa.decoder());

  private static byte[] compiledTables() {
    String resource = "/isa-specs-compiled/" + Workload.RV64GC + ".isac";
    try (InputStream in = Objects.requireNonNull(Isas.class.getResourceAsStream(resource))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first instructions of a program with a C library: what decoders meet. */
  private static long[] words(Decoder decoder) {
    byte[] elf =
        Workloads.elf(
            Workloads.load().find("text").orElseThrow().build(Workload.RV64GC).orElseThrow());
    ByteBuffer bytes = ByteBuffer.wrap(elf).order(ByteOrder.LITTLE_ENDIAN);
    long[] words = new long[WORDS];
    int at = 0x1000; // behind the headers, in code
    for (int n = 0; n < WORDS; ) {
      long first = Short.toUnsignedLong(bytes.getShort(at));
      int length = decoder.length(first);
      long word = length == 2 ? first : Integer.toUnsignedLong(bytes.getInt(at));
      if (decoder.decode(word, at) != null) {
        words[n++] = word;
      }
      at += length;
    }
    return words;
  }

  /** From text: what {@code --isa FILE} costs. */
  @Benchmark
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  public Isa compileText() {
    return IsaCompiler.compile(SourceTree.stock(), Workload.RV64GC + ".isa");
  }

  /** From what the build compiled: what every run costs. */
  @Benchmark
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  public Isa loadCompiled() {
    return Isac.read(compiled, Workload.RV64GC);
  }

  /** One instruction. */
  @Benchmark
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @OperationsPerInvocation(WORDS)
  public void decode(Blackhole to) {
    Decoder decoder = isa.decoder();
    for (int i = 0; i < WORDS; i++) {
      to.consume(decoder.decode(words[i], i));
    }
  }
}
