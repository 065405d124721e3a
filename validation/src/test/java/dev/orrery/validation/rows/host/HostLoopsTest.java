package dev.orrery.validation.rows.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.validation.program.CommandResult;
import dev.orrery.validation.program.HostTool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loops that the host's compiler made for x86-64, on the host and on both engines. */
final class HostLoopsTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"-O1", "-O2", "-Os"})
  void sameAsOnTheHost(String optimisation) throws IOException {
    Assumptions.assumeTrue(
        System.getProperty("os.arch").equals("amd64"), "skipped: the host is not x86-64");
    HostTool compiler = HostTool.find("gcc", "gcc");
    try (InputStream in = HostLoopsTest.class.getResourceAsStream("loops.c")) {
      Files.write(directory.resolve("loops.c"), Objects.requireNonNull(in).readAllBytes());
    }
    compiler.run(
        directory,
        List.of(
            optimisation,
            "-ffreestanding",
            "-nostdlib",
            "-static",
            "-fno-pie",
            "-no-pie",
            "-fno-stack-protector",
            "-mgeneral-regs-only",
            "-fcf-protection=none",
            "-w",
            "-o",
            "loops",
            "loops.c"));
    Path program = directory.resolve("loops");
    HostTool.Result expected = HostTool.program(program).attempt(directory, new byte[0], List.of());
    assertThat(expected.status()).isEqualTo(42);
    for (String engine : List.of("oracle", "interpreter")) {
      CommandResult found =
          CommandResult.of(
              new byte[0], List.of("run", "-q", "--engine", engine, program.toString()));
      assertThat(found.out()).as(found.err()).isEqualTo(new String(expected.bytes(), UTF_8));
      assertThat(found.status()).as(found.err()).isEqualTo(expected.status());
    }
  }
}
