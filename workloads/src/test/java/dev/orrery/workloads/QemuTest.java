package dev.orrery.workloads;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The programs do under qemu-user what the manifest says. */
class QemuTest {
  private static final Map<String, String> QEMU =
      Map.of(Workload.RV64GC, "qemu-riscv64", Workload.RV32IMAC, "qemu-riscv32");

  @TempDir private Path directory;

  @TestFactory
  Stream<DynamicTest> everyBuildRunsAsTheManifestSays() {
    QEMU.values().forEach(qemu -> Tools.require(qemu, "qemu-user"));
    return Workloads.load().programs().stream()
        .flatMap(
            program ->
                program.builds().stream()
                    .map(
                        build ->
                            DynamicTest.dynamicTest(
                                build.file(),
                                () -> check(build, program.run(Size.SMALL).orElseThrow()))));
  }

  private void check(Build build, Run run) throws IOException {
    Tools.Result result =
        qemu(build, run.argumentsIn(directory), Workloads.stdin(run), run.environment());
    assertThat(result.stdout()).isEqualTo(run.stdout());
    assertThat(result.exitCode()).isEqualTo(run.exitCode());
    assertThat(result.stderr()).isEmpty();
  }

  @Test
  void aMistypedSizeIsRefused() throws IOException {
    Build build = Workloads.load().find("sieve").orElseThrow().build(Workload.RV64GC).orElseThrow();
    Tools.require("qemu-riscv64", "qemu-user");
    for (String size : List.of("", "0", "-1", "1o", "99999", "4294967297")) {
      Tools.Result result = qemu(build, List.of(size), new byte[0], Map.of());
      assertThat(result.exitCode()).as("sieve %s", size).isEqualTo(2);
      assertThat(result.stdout()).isEmpty();
      assertThat(result.stderr()).contains("an argument");
    }
  }

  private Tools.Result qemu(
      Build build, List<String> arguments, byte[] stdin, Map<String, String> environment)
      throws IOException {
    Path file = Workloads.extract(build, directory);
    List<String> command =
        Stream.concat(
                Stream.of(QEMU.getOrDefault(build.isa(), ""), file.toString()), arguments.stream())
            .toList();
    return Tools.run(command, stdin, environment);
  }
}
