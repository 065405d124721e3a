package dev.orrery.workloads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
