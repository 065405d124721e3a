package dev.orrery.machine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.orrery.engine.EngineOptions;
import dev.orrery.engine.factory.Engines;
import dev.orrery.machine.fuzz.processor.ProcessorProcess;
import dev.orrery.spec.Isas;
import dev.orrery.spec.lang.IsaCompiler;
import dev.orrery.spec.lang.source.SourceTree;
import dev.orrery.spec.model.Isa;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Random programs on the tables of x86-64 and on the host's processor. */
final class ProcessorReferenceTest {
  private static final long TIMES = Long.getLong("orrery.fuzz.times", 1);
  private static final long SEED = Long.getLong("orrery.seed", 1);

  @BeforeEach
  void theHostHasOne() {
    assumeTrue(
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64"),
        "the host is no x86-64 Linux");
  }

  @Test
  void theProcessorAgrees() {
    Isa isa = Isas.stock("x64");
    try (ProcessorProcess host = new ProcessorProcess(isa, "host", List.of())) {
      ProcessorReference reference = new ProcessorReference(isa, host);
      ProgramFuzzer.Result result =
          fuzzer(isa, reference).run(SEED, 0, 4 * TIMES, null, () -> false, n -> {});
      assertThat(result.difference()).isNull();
      assertThat(reference.compared()).isGreaterThan(10_000);
      assertThat(reference.skipped()).isLessThan(reference.compared() / 4);
    }
  }

  @Test
  void aWrongTableIsFound() throws IOException {
    Isa wrong = wrong("x86/base.isa", "PF = ~popcount(r[7:0])[0]", "PF = popcount(r[7:0])[0]");
    try (ProcessorProcess host = new ProcessorProcess(wrong, "host", List.of())) {
      ProgramFuzzer fuzzer = fuzzer(wrong, new ProcessorReference(wrong, host));
      ProgramDifference found =
          Objects.requireNonNull(fuzzer.run(1, 0, 50, null, () -> false, n -> {}).difference());
      assertThat(found.engines()).containsExactly("interpreter", "host");
    }
  }

  private static ProgramFuzzer fuzzer(Isa isa, ProcessorReference reference) {
    return new ProgramFuzzer(
        isa,
        List.of(told -> Engines.create("interpreter", isa, EngineOptions.PLAIN)),
        null,
        reference);
  }

  private static Isa wrong(String file, String right, String instead) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            ProcessorReferenceTest.class.getResourceAsStream("/isa-specs/" + file))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(text).contains(right);
      SourceTree sources =
          SourceTree.of(Map.of(file, text.replace(right, instead))).orElse(SourceTree.stock());
      return IsaCompiler.compile(sources, "x64.isa");
    }
  }
}
