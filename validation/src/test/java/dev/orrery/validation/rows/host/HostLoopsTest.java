package dev.orrery.validation.rows.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.validation.program.CommandResult;
import dev.orrery.validation.program.HostTool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Loops that the host's compiler made for x86-64, and system calls, on the host and on the engines.
 */
final class HostLoopsTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"-O1", "-O2", "-Os"})
  void sameAsOnTheHost(String optimisation) throws IOException {
    compare(compile("loops.c", optimisation), List.of("oracle", "interpreter"));
  }

  @Test
  void sameWithBitManipulation() throws IOException {
    Path processors = Path.of("/proc/cpuinfo");
    Assumptions.assumeTrue(
        Files.exists(processors) && Files.readString(processors).contains(" bmi2 "),
        "skipped: the host's processor has no BMI2");
    compare(compile("loops.c", "-O2", "-mbmi", "-mbmi2"), List.of("oracle", "interpreter", "jit"));
  }

  @Test
  void callsAreTheHosts() throws IOException {
    compare(compile("calls.c", "-O1"), List.of("oracle", "interpreter", "jit"));
  }

  private Path compile(String source, String... options) throws IOException {
    Assumptions.assumeTrue(
        System.getProperty("os.arch").equals("amd64")
            && System.getProperty("os.name").equals("Linux"),
        "skipped: the host is not x86-64 with Linux");
    HostTool compiler = HostTool.find("gcc", "gcc");
    try (InputStream in = HostLoopsTest.class.getResourceAsStream(source)) {
      Files.write(directory.resolve(source), Objects.requireNonNull(in).readAllBytes());
    }
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.addAll(
        List.of(
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
            "program",
            source));
    compiler.run(directory, arguments);
    return directory.resolve("program");
  }

  private void compare(Path program, List<String> engines) throws IOException {
    Path theirs = Files.createDirectory(directory.resolve("host"));
    HostTool.Result expected = HostTool.program(program).attempt(theirs, new byte[0], List.of());
    assertThat(expected.status()).isEqualTo(42);
    for (String engine : engines) {
      String root = Files.createDirectory(directory.resolve(engine)).toString();
      CommandResult found =
          CommandResult.of(
              new byte[0],
              List.of("run", "-q", "--root", root, "--engine", engine, program.toString()));
      assertThat(found.out()).as(found.err()).isEqualTo(new String(expected.bytes(), UTF_8));
      assertThat(found.status()).as(found.err()).isEqualTo(expected.status());
    }
  }
}
