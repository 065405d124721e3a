package dev.orrery.validation.program;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Programs linked with glibc, and some with the C++ library, print and end here as they do in QEMU
 * or on the host, on every engine, and leave the same files.
 */
final class GlibcProgramsTest {
  private static final String INPUT = "1 2 3 x";

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "floats.c",
        "sort.c",
        "heap.c",
        "jumps.c",
        "signals.c",
        "files.c",
        "exceptions.cc",
        "threads.cc"
      })
  void sameAsInQemu(String source) throws IOException {
    HostTool qemu = HostTool.find("qemu-riscv64", "qemu-user");
    HostTool compiler =
        source.endsWith(".cc")
            ? HostTool.find("riscv64-linux-gnu-g++", "g++-riscv64-linux-gnu")
            : HostTool.find("riscv64-linux-gnu-gcc", "gcc-riscv64-linux-gnu");
    build(compiler, source);
    Path program = directory.resolve("guest");
    Path theirs = Files.createDirectory(directory.resolve("theirs"));
    compare(
        theirs,
        qemu.attempt(theirs, INPUT.getBytes(UTF_8), List.of(program.toString())),
        List.of("oracle", "interpreter"));
  }

  /** The host's compiler and C library, which choose the ways of x86-64 that CPUID tells of. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "floats.c",
        "extended.c",
        "sort.c",
        "heap.c",
        "signals.c",
        "files.c",
        "threads.cc"
      })
  void sameAsOnTheHost(String source) throws IOException {
    Assumptions.assumeTrue(
        System.getProperty("os.arch").equals("amd64")
            && System.getProperty("os.name").equals("Linux"),
        "skipped: the host is not x86-64 with Linux");
    String tool = source.endsWith(".cc") ? "g++" : "gcc";
    build(HostTool.find(tool, tool), source);
    Path theirs = Files.createDirectory(directory.resolve("theirs"));
    compare(
        theirs,
        HostTool.program(directory.resolve("guest"))
            .attempt(theirs, INPUT.getBytes(UTF_8), List.of()),
        List.of("interpreter", "jit"));
  }

  private void build(HostTool compiler, String source) throws IOException {
    try (InputStream in = GlibcProgramsTest.class.getResourceAsStream("glibc/" + source)) {
      Files.write(directory.resolve(source), Objects.requireNonNull(in).readAllBytes());
    }
    compiler.run(directory, List.of("-O1", "-w", "-static", "-o", "guest", source, "-lm"));
  }

  private void compare(Path theirs, HostTool.Result expected, List<String> engines)
      throws IOException {
    String program = directory.resolve("guest").toString();
    for (String engine : engines) {
      Path ours = Files.createDirectory(directory.resolve(engine));
      CommandResult result =
          CommandResult.of(
              INPUT.getBytes(UTF_8),
              List.of("run", "--engine", engine, "--root", ours.toString(), program));
      assertThat(result.out()).as(result.err()).isEqualTo(new String(expected.bytes(), UTF_8));
      assertThat(result.status()).as(result.err()).isEqualTo(expected.status());
      assertThat(result.err()).startsWith(expected.err());
      assertThat(files(ours)).isEqualTo(files(theirs));
    }
  }

  private static List<String> files(Path folder) throws IOException {
    List<String> all = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      walk.map(p -> folder.relativize(p).toString()).sorted().forEach(all::add);
    }
    return all;
  }
}
