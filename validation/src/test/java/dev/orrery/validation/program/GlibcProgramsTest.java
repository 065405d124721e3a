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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Programs linked with glibc, and some with the C++ library, print and end here as they do in QEMU,
 * on every engine, and leave the same files.
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
    try (InputStream in = GlibcProgramsTest.class.getResourceAsStream("glibc/" + source)) {
      Files.write(directory.resolve(source), Objects.requireNonNull(in).readAllBytes());
    }
    compiler.run(directory, List.of("-O1", "-w", "-static", "-o", "guest", source, "-lm"));
    String program = directory.resolve("guest").toString();
    Path theirs = Files.createDirectory(directory.resolve("qemu"));
    HostTool.Result expected = qemu.attempt(theirs, INPUT.getBytes(UTF_8), List.of(program));
    for (String engine : List.of("oracle", "interpreter")) {
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
