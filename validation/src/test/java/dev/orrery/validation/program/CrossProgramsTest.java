package dev.orrery.validation.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Freestanding loops (sieve, greatest common divisors, checksums, sorting, recursion, strings,
 * matrices, narrow and wide integers, a switch), compiled for machines other than RISC-V, print on
 * every engine what they print in QEMU.
 */
final class CrossProgramsTest {
  private static final List<String> FLAGS =
      List.of(
          "-ffreestanding",
          "-nostdlib",
          "-static",
          "-no-pie",
          "-fno-pic",
          "-fno-stack-protector",
          "-fno-asynchronous-unwind-tables",
          "-fno-tree-loop-distribute-patterns");

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "a64, aarch64-linux-gnu, qemu-aarch64, -O2, -mgeneral-regs-only",
    "a64, aarch64-linux-gnu, qemu-aarch64, -O1, -mgeneral-regs-only",
    "ppc64, powerpc64-linux-gnu, qemu-ppc64, -O2, -mcpu=power8 -mno-altivec -mno-vsx -mabi=elfv2",
    "ppc64le, powerpc64le-linux-gnu, qemu-ppc64le, -O2, -mcpu=power8 -mno-altivec -mno-vsx",
    "ppc64le, powerpc64le-linux-gnu, qemu-ppc64le, -O1, -mcpu=power8 -mno-altivec -mno-vsx"
  })
  void loopsDoWhatTheyDoInQemu(
      String isa, String target, String emulator, String optimisation, String machine)
      throws IOException {
    HostTool compiler = HostTool.find(target + "-gcc", "gcc-" + target);
    HostTool qemu = HostTool.find(emulator, "qemu-user");
    try (InputStream source = CrossProgramsTest.class.getResourceAsStream("loops.c")) {
      Files.write(directory.resolve("loops.c"), Objects.requireNonNull(source).readAllBytes());
    }
    List<String> arguments = new ArrayList<>(FLAGS);
    arguments.add(optimisation);
    arguments.addAll(List.of(machine.split(" ", -1)));
    arguments.addAll(List.of("loops.c", "-o", "loops.elf"));
    compiler.run(directory, arguments);
    HostTool.Result expected = qemu.attempt(directory, new byte[0], List.of("loops.elf"));
    assertThat(expected.status()).isEqualTo(42);
    List<Long> counts = new ArrayList<>();
    for (String engine : List.of("oracle", "interpreter")) {
      CommandResult found =
          CommandResult.of(
              new byte[0],
              List.of("run", "--engine", engine, directory.resolve("loops.elf").toString()));
      assertThat(found.out())
          .as("%s on %s: %s", isa, engine, found.err())
          .isEqualTo(new String(expected.bytes(), StandardCharsets.UTF_8));
      assertThat(found.status()).isEqualTo(expected.status());
      assertThat(found.err()).contains(isa);
      counts.add(found.instructions());
    }
    assertThat(counts.getFirst()).as("instructions").isEqualTo(counts.getLast());
  }
}
