package dev.orrery.validation.program;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.orrery.workloads.Build;
import dev.orrery.workloads.Run;
import dev.orrery.workloads.Size;
import dev.orrery.workloads.Workload;
import dev.orrery.workloads.Workloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every bundled program, every build of it, on every engine and in QEMU. */
final class WorkloadsTest {
  /**
   * The oracle walks trees: programs whose small size is longer than this are the interpreter's.
   */
  private static final long MOST_FOR_ORACLE = 3_000_000;

  /** Whether the oracle runs all builds of a program, not only the one with fewest instructions. */
  private static final boolean LONG = Boolean.getBoolean("orrery.long");

  /** Small runs are too short for the JIT to find them hot. */
  private static final String JIT_HOT = "20000";

  @TempDir private Path directory;

  @TestFactory
  Stream<DynamicTest> printWhatTheManifestSays() {
    return Workloads.load().programs().stream().flatMap(this::tests);
  }

  private Stream<DynamicTest> tests(Workload workload) {
    Run run = workload.run(Size.SMALL).orElseThrow();
    List<DynamicTest> tests = new ArrayList<>();
    long fewest = workload.builds().stream().mapToLong(WorkloadsTest::length).min().orElseThrow();
    for (Build build : workload.builds()) {
      boolean quick = length(build) <= (LONG ? MOST_FOR_ORACLE : Math.min(fewest, MOST_FOR_ORACLE));
      for (String engine : List.of("interpreter", "jit", "oracle")) {
        if (!engine.equals("oracle") || quick) {
          tests.add(dynamicTest(build.file() + " on " + engine, () -> check(build, run, engine)));
        }
      }
      tests.add(dynamicTest(build.file() + " in QEMU", () -> checkInQemu(build, run)));
    }
    return tests.stream();
  }

  /** Instructions of the small size; 0 where the manifest does not say. */
  private static long length(Build build) {
    return build.instructions(Size.SMALL).orElse(0);
  }

  private void check(Build build, Run run, String engine) throws IOException {
    Path work = Files.createTempDirectory(directory, "work");
    Path program = Workloads.extract(build, work);
    List<String> words =
        new ArrayList<>(
            List.of(
                "run",
                "--engine",
                engine,
                "--jit-hot",
                JIT_HOT,
                "--allow-write",
                work.toString(),
                program.toString()));
    run.environment().forEach((k, v) -> words.addAll(1, List.of("--env", k + "=" + v)));
    words.add("--");
    words.addAll(run.argumentsIn(work));

    CommandResult result = CommandResult.of(Workloads.stdin(run), words);

    assertThat(result.out()).as(result.err()).isEqualTo(run.stdout());
    assertThat(result.status()).isEqualTo(run.exitCode());
    build
        .instructions(Size.SMALL)
        .ifPresent(count -> assertThat(result.instructions()).isEqualTo(count));
  }

  /** The manifest's output was not made up by us: QEMU gives the same. */
  private void checkInQemu(Build build, Run run) throws IOException {
    HostTool qemu =
        HostTool.find(
            build.isa().startsWith("rv32") ? "qemu-riscv32" : "qemu-riscv64", "qemu-user");
    Path work = Files.createTempDirectory(directory, "work");
    List<String> words = new ArrayList<>();
    run.environment().forEach((k, v) -> words.addAll(List.of("-E", k + "=" + v)));
    words.add(Workloads.extract(build, work).toString());
    words.addAll(run.argumentsIn(work));
    HostTool.Result result = qemu.attempt(work, Workloads.stdin(run), words);
    assertThat(new String(result.bytes(), UTF_8)).as(result.err()).isEqualTo(run.stdout());
    assertThat(result.status()).isEqualTo(run.exitCode());
  }
}
