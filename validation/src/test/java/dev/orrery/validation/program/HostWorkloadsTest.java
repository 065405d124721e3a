package dev.orrery.validation.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.orrery.workloads.Run;
import dev.orrery.workloads.Size;
import dev.orrery.workloads.Workload;
import dev.orrery.workloads.Workloads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The bundled programs as this host's compiler makes them for x86-64: they print what the manifest
 * says, and the engines count the same instructions.
 */
final class HostWorkloadsTest {
  /** Small runs are too short for the JIT to find them hot. */
  private static final String JIT_HOT = "20000";

  @TempDir private Path directory;

  @TestFactory
  Stream<DynamicTest> printWhatTheManifestSays() throws IOException {
    HostTool.Result machine = HostTool.find("gcc", "gcc").run(directory, List.of("-dumpmachine"));
    Assumptions.assumeTrue(
        new String(machine.bytes(), StandardCharsets.UTF_8).startsWith("x86_64"),
        "skipped: gcc here is not for x86-64");
    HostTool.find("bash", "bash")
        .run(Path.of("../workloads"), List.of("build.sh", "--native", directory.toString()));
    return Workloads.load().programs().stream()
        .filter(program -> program.kind() != Workload.Kind.LIBC)
        .map(program -> dynamicTest(program.name(), () -> check(program)));
  }

  private void check(Workload program) throws IOException {
    Run run = program.run(Size.SMALL).orElseThrow();
    List<Long> counts = new ArrayList<>();
    for (String engine : List.of("interpreter", "jit")) {
      List<String> words =
          new ArrayList<>(List.of("run", "--engine", engine, "--jit-hot", JIT_HOT, "--isa", "x64"));
      words.add(directory.resolve(program.name()).toString());
      words.add("--");
      words.addAll(run.arguments());
      CommandResult result = CommandResult.of(Workloads.stdin(run), words);
      assertThat(result.out()).as(result.err()).isEqualTo(run.stdout());
      assertThat(result.status()).isEqualTo(run.exitCode());
      counts.add(result.instructions());
    }
    assertThat(counts.getFirst()).isEqualTo(counts.getLast());
  }
}
