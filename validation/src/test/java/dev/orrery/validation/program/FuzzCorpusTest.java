package dev.orrery.validation.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The programs at random that are kept, on all engines. */
final class FuzzCorpusTest {
  private static final Path CORPUS = Path.of("corpus");

  @ParameterizedTest
  @ValueSource(strings = {"rv64max", "rv32max"})
  void allEnginesAgree(String isa) throws IOException {
    CommandResult result =
        CommandResult.of(
            new byte[0],
            List.of("fuzz", "--isa", isa, "--corpus", CORPUS.toString(), "--programs", "0"));
    assertThat(result.status()).as(result.out() + result.err()).isZero();
    long programs = files(isa).size();
    assertThat(programs).isGreaterThan(10);
    assertThat(result.out())
        .startsWith(isa + ": " + programs + " programs of ")
        .contains("oracle, interpreter, jit agree");
  }

  @Test
  void theirTextsAssemble(@TempDir Path directory) throws IOException {
    for (Path file : files("rv64max").subList(0, 3)) {
      CommandResult result =
          CommandResult.of(
              new byte[0],
              List.of(
                  "asm",
                  file.toString(),
                  "--isa",
                  "rv64max",
                  "-o",
                  directory.resolve("program.elf").toString()));
      assertThat(result.status()).as(result.err()).isZero();
    }
  }

  private static List<Path> files(String isa) throws IOException {
    try (Stream<Path> all = Files.list(CORPUS)) {
      return all.filter(f -> f.getFileName().toString().startsWith(isa)).sorted().toList();
    }
  }
}
