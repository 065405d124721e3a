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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Programs that {@code orrery asm} makes run to the right result, here and under QEMU, and GNU
 * tools find lines and names in them.
 */
class AssembledProgramsTest {
  private static final String SORTED = "-999\n-12\n0\n7\n7\n8\n31\n55\n93\n1234\n";
  private static final String HELLO = "Hello from assembly\n";
  private static final Pattern DECODED_LINE = Pattern.compile("\\S+\\s+(\\d+)\\s+0x([0-9a-f]+).*");

  @TempDir Path folder;

  private Path source(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(AssembledProgramsTest.class.getResourceAsStream("/asm/" + name))) {
      return Files.write(folder.resolve(name), in.readAllBytes());
    }
  }

  private static String output(String name) {
    return switch (name) {
      case "sort.s" -> SORTED;
      case "hello.s" -> HELLO;
      default -> "";
    };
  }

  @ParameterizedTest
  @CsvSource({
    "hello.s, 0, rv64gc, interpreter",
    "hello.s, 0, rv32i, oracle",
    "sort.s, 23, rv64gc, interpreter",
    "sort.s, 23, rv64gc, oracle",
    "sort.s, 23, rv32im, interpreter",
    "sort.s, 23, rv32imc, oracle",
    "recursion.s, 196, rv64gc, oracle",
    "recursion.s, 196, rv64i, interpreter",
    "recursion.s, 196, rv32gc, interpreter",
    "loops-a64.s, 217, a64, oracle",
    "loops-a64.s, 217, a64, interpreter",
    "loops-ppc.s, 217, ppc64, oracle",
    "loops-ppc.s, 217, ppc64, interpreter",
    "loops-ppc.s, 217, ppc64le, oracle",
    "loops-ppc.s, 217, ppc64le, interpreter",
    "loops-x64.s, 217, x64, oracle",
    "loops-x64.s, 217, x64, interpreter"
  })
  void textsRun(String name, int status, String isa, String engine) throws IOException {
    CommandResult result =
        CommandResult.of(
            new byte[0], List.of("run", "--isa", isa, "--engine", engine, source(name).toString()));
    assertThat(result.out()).isEqualTo(output(name));
    assertThat(result.status()).as(result.err()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "hello.s, 0, rv64gc, qemu-riscv64",
    "sort.s, 23, rv64gc, qemu-riscv64",
    "sort.s, 23, rv32imc, qemu-riscv32",
    "recursion.s, 196, rv64i, qemu-riscv64",
    "recursion.s, 196, rv32gc, qemu-riscv32",
    "loops-a64.s, 217, a64, qemu-aarch64",
    "loops-ppc.s, 217, ppc64, qemu-ppc64",
    "loops-ppc.s, 217, ppc64le, qemu-ppc64le",
    "loops-x64.s, 217, x64, qemu-x86_64"
  })
  void programsRunUnderQemu(String name, int status, String isa, String qemu) throws IOException {
    HostTool tool = HostTool.find(qemu, "qemu-user");
    Path elf = assembled(name, isa);
    HostTool.Result result = tool.attempt(folder, new byte[0], List.of(elf.toString()));
    assertThat(new String(result.bytes(), StandardCharsets.UTF_8)).isEqualTo(output(name));
    assertThat(result.status()).isEqualTo(status);
  }

  private Path assembled(String name, String isa) throws IOException {
    Path elf = folder.resolve("out").resolve("program.elf");
    CommandResult made =
        CommandResult.of(
            new byte[0],
            List.of("asm", "--isa", isa, source(name).toString(), "-o", elf.toString()));
    assertThat(made.status()).as(made.err()).isZero();
    return elf;
  }

  @Test
  void readelfFindsEveryLine() throws IOException {
    HostTool readelf = HostTool.find("riscv64-linux-gnu-readelf", "binutils-riscv64-linux-gnu");
    Path elf = assembled("hello.s", "rv64gc");
    HostTool.Result result =
        readelf.run(folder, List.of("--debug-dump=decodedline", elf.toString()));
    List<Integer> lines = new ArrayList<>();
    for (String line : new String(result.bytes(), StandardCharsets.UTF_8).split("\n")) {
      Matcher m = DECODED_LINE.matcher(line);
      if (m.matches()) {
        lines.add(Integer.parseInt(m.group(1)));
      }
    }
    assertThat(lines).containsExactly(8, 9, 10, 11, 12, 13, 14, 15);
    HostTool.Result warnings =
        readelf.run(folder, List.of("-a", "-W", "--debug-dump=info,abbrev", elf.toString()));
    assertThat(warnings.err()).isEmpty();
    assertThat(new String(warnings.bytes(), StandardCharsets.UTF_8)).doesNotContain("arning");
  }

  @Test
  void faultsNameTheLineOfTheText() throws IOException {
    Path source =
        Files.writeString(
            folder.resolve("fault.s"),
            "main: li a0, 1\n call f\nf:\n li t0, 16\n lw a0, (t0)\n ret\n");
    CommandResult result = CommandResult.of(new byte[0], List.of("run", source.toString()));
    assertThat(result.status()).as(result.err()).isEqualTo(4);
    assertThat(result.err()).contains("fault.s:5");
  }

  @Test
  void mistakesEndWithTheirPlaceAndStatus6() throws IOException {
    Path source = Files.writeString(folder.resolve("wrong.s"), "main: nop\n addi a0, a1\n");
    for (String command : List.of("asm", "run", "profile")) {
      CommandResult result = CommandResult.of(new byte[0], List.of(command, source.toString()));
      assertThat(result.status()).as(result.err()).isEqualTo(6);
      assertThat(result.err()).contains("wrong.s:2:13: error: here should be ','");
      assertThat(result.out()).isEmpty();
    }
  }
}
