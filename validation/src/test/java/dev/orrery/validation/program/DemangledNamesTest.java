package dev.orrery.validation.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions of C++ and Rust are called what programmers call them, unless one asks otherwise. */
final class DemangledNamesTest {
  private static final String PROGRAM =
      """
      .globl _start
      .type _ZN5shape4areaEi, @function
      .type _RNvC4main3foo, @function
      _start:
        jal _ZN5shape4areaEi
        jal _RNvC4main3foo
        li a0, 0
        ld a1, 0(a0)
      _ZN5shape4areaEi:
        addi a0, a0, 1
        ret
      _RNvC4main3foo:
        addi a0, a0, 2
        ret
      """;

  @TempDir private Path directory;
  private Path program;

  @BeforeEach
  void write() throws IOException {
    program = directory.resolve("names.s");
    Files.writeString(program, PROGRAM);
  }

  private static CommandResult run(String... words) {
    return CommandResult.of(new byte[0], new ArrayList<>(Arrays.asList(words)));
  }

  private String log(String from, String... more) {
    List<String> words = new ArrayList<>(List.of("run", "--log", "insn", "--log-count", "1"));
    words.addAll(List.of("--log-from", from));
    words.addAll(List.of(more));
    words.add(program.toString());
    return run(words.toArray(new String[0])).err();
  }

  @Test
  void logsAndFaultsNameThem() {
    for (String name : List.of("_ZN5shape4areaEi", "shape::area(int)", "shape::area")) {
      assertThat(log(name)).contains("<shape::area(int)>");
    }
    assertThat(log("main::foo")).contains("<main::foo>").contains("_start");
    assertThat(log("main::foo", "--no-demangle")).contains("<_RNvC4main3foo>");
  }

  @Test
  void profilesNameThem() throws IOException {
    for (String flag : List.of("--color=never", "--no-demangle")) {
      Path out = directory.resolve("profile" + flag);
      run("profile", flag, program.toString(), "-o", out.toString());
      String json = Files.readString(out.resolve("profile.json"), StandardCharsets.UTF_8);
      boolean plain = flag.equals("--no-demangle");
      assertThat(json).contains(plain ? "\"_ZN5shape4areaEi\"" : "\"shape::area(int)\"");
    }
  }

  @Test
  void listingsNameThemOnRequest() {
    Path elf = directory.resolve("names.elf");
    run("asm", program.toString(), "-o", elf.toString());
    assertThat(run("disasm", elf.toString(), "--function", "shape::area").out())
        .contains("<_ZN5shape4areaEi>:")
        .doesNotContain("<_start>:");
    assertThat(run("disasm", "-C", elf.toString()).out()).contains("<shape::area(int)>:");
  }
}
