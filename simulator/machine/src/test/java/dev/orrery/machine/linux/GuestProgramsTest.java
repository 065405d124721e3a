package dev.orrery.machine.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.machine.CrossPrograms;
import dev.orrery.machine.CrossPrograms.Result;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs do the same here, on both engines, and in QEMU. */
class GuestProgramsTest {
  private static final String INPUT = "first\nsecond line\nthe last has no end";
  private static final List<String> ARGUMENTS = List.of("prog", "one", "two words", "");

  @TempDir Path directory;

  /** Linked with a real C library. */
  @ParameterizedTest
  @ValueSource(
      strings = {"hello", "libc", "files", "signals", "system", "cat", "shared", "times", "proc"})
  void withGlibc(String name) throws Exception {
    CrossPrograms programs = new CrossPrograms(directory, INPUT);
    sameAsQemu(programs, programs.compile(name, "-O1", "-static"), 64);
  }

  /** The times and numbers of files are the program's own, the same on every run. */
  @Test
  void filesAreMadeInVirtualTime() throws Exception {
    CrossPrograms programs = new CrossPrograms(directory, INPUT);
    Path program = programs.compile("times", "-O1", "-static");
    List<String> arguments = List.of("times", "raw");
    Result first = programs.run(program, programs.plan(program, "oracle", arguments));
    assertThat(first.out()).containsPattern("\n17672256000\\d{8} 17672256000\\d{8} ");
    Result second = programs.run(program, programs.plan(program, "interpreter", arguments));
    assertThat(second).isEqualTo(first);
  }

  /**
   * What a program does that is linked with musl: there is no musl for these machines to be had as
   * a package, so the program starts up by itself as musl does.
   */
  @ParameterizedTest
  @CsvSource({
    "64, rv64gc, lp64d, -static",
    "64, rv64gc, lp64d, -pie",
    "64, rv64imac, lp64, -static",
    "32, rv32gc, ilp32d, -static",
    "32, rv32gc, ilp32d, -pie",
    "32, rv32imac, ilp32, -static"
  })
  void startingLikeMusl(int bits, String march, String abi, String kind) throws Exception {
    CrossPrograms programs = new CrossPrograms(directory, INPUT);
    Path program =
        programs.compile(
            "musl",
            "-O2",
            kind,
            kind.equals("-static") ? "-fno-pie" : "-fPIE",
            "-Wl,--no-dynamic-linker",
            "-nostdlib",
            "-ffreestanding",
            "-fno-stack-protector",
            "-march=" + march,
            "-mabi=" + abi);
    sameAsQemu(programs, program, bits);
  }

  private static void sameAsQemu(CrossPrograms programs, Path program, int bits) throws Exception {
    Result expected = programs.qemu(program, bits, ARGUMENTS);
    for (String engine : List.of("oracle", "interpreter")) {
      Result got = programs.run(program, programs.plan(program, engine, ARGUMENTS));
      assertThat(got).as(engine).isEqualTo(expected);
    }
  }
}
