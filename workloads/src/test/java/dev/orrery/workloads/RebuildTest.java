package dev.orrery.workloads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The committed ELF files are what the sources build to, and the sources mean the same here. */
class RebuildTest {
  private static final int OTHER_COMPILERS = 77;

  @Test
  void sourcesBuildToTheCommittedFiles() {
    Tools.require("riscv64-linux-gnu-gcc", "gcc-riscv64-linux-gnu");
    Tools.require("riscv64-unknown-elf-gcc", "gcc-riscv64-unknown-elf");
    Tools.Result result = Tools.run(List.of("bash", "build.sh", "--check"));
    if (result.exitCode() == OTHER_COMPILERS) {
      Tools.skip(result);
    }
    assertThat(result.stderr()).isEmpty();
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void microbenchmarksBuildToTheCommittedFileAndRun(@TempDir Path directory) throws IOException {
    Tools.require("gcc");
    Tools.Result version = Tools.run(List.of("gcc", "-dumpfullversion", "-dumpmachine"));
    assumeTrue(
        version.stdout().strip().equals("12.2.0\nx86_64-linux-gnu"),
        "gcc here is not 12.2.0 for x86-64, which the committed file is of: " + version.stdout());
    Path built = directory.resolve("micro.elf");
    Tools.Result result = Tools.run(List.of("bash", "build.sh", "--micro", built.toString()));
    assertThat(result.stderr()).isEmpty();
    assertThat(built).hasSameBinaryContentAs(Path.of("micro/micro.elf"));
    Tools.Result ran = Tools.run(List.of(built.toString()));
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.stdout())
        .contains("\ninteger fd669ff1968a2a94\n", "#skip mmio")
        .endsWith("\nok\n");
  }

  /** Another instruction set, another compiler back end, and the same output, bit for bit. */
  @TestFactory
  List<DynamicTest> nativeProgramsPrintTheSame(@TempDir Path directory) {
    Tools.require("gcc");
    Tools.Result machine = Tools.run(List.of("gcc", "-dumpmachine"));
    assumeTrue(machine.stdout().startsWith("x86_64"), "gcc here is not for x86-64");
    Tools.Result built = Tools.run(List.of("bash", "build.sh", "--native", directory.toString()));
    assertThat(built.stderr()).isEmpty();
    return Workloads.load().programs().stream()
        .filter(program -> program.kind() != Workload.Kind.LIBC)
        .map(
            program ->
                DynamicTest.dynamicTest(
                    program.name(),
                    () -> {
                      Run run = program.run(Size.MEDIUM).orElseThrow();
                      String file = directory.resolve(program.name()).toString();
                      Tools.Result result = Tools.run(command(file, run.arguments()));
                      assertThat(result.stdout()).isEqualTo(run.stdout());
                      assertThat(result.exitCode()).isEqualTo(run.exitCode());
                    }))
        .toList();
  }

  private static List<String> command(String program, List<String> arguments) {
    return Stream.concat(Stream.of(program), arguments.stream()).toList();
  }
}
