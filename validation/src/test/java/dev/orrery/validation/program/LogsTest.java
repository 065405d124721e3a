package dev.orrery.validation.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Logs of instructions: the same bytes on every engine, and only what was asked for. */
final class LogsTest {
  @TempDir private Path directory;

  static Stream<Arguments> windows() {
    return Stream.of(
            List.of("workload:hello"),
            List.of("workload:sieve@rv32imac", "--log-count", "5000", "--max-insns", "5k"),
            List.of("workload:json", "--log-from", "100k", "--max-insns", "101k"),
            List.of("workload:mandelbrot", "--log-from", "main", "--max-insns", "8k"),
            List.of("workload:sha256", "--log-at", "main", "--max-insns", "20k"),
            List.of("workload:quicksort", "--log-at", "0x10000..0x10200", "--max-insns", "20k"))
        .flatMap(words -> Stream.of("commit", "insn").map(kind -> Arguments.of(kind, words)));
  }

  @ParameterizedTest
  @MethodSource("windows")
  void enginesWriteTheSameBytes(String kind, List<String> words) throws IOException {
    String oracle = log(kind, "oracle", words);
    assertThat(oracle).isNotEmpty();
    assertThat(log(kind, "interpreter", words)).isEqualTo(oracle);
  }

  /** In a commit log, system calls are exceptions, and those are not in it. */
  @Test
  void aLineStandsForEveryRetiredInstruction() throws IOException {
    for (String kind : List.of("insn", "commit")) {
      Path file = directory.resolve(kind + "-all.log");
      CommandResult result =
          CommandResult.of(
              new byte[0],
              List.of("run", "--strace", "--log", kind + "=" + file, "workload:hello"));
      assertThat(result.status()).isZero();
      // The call that ends the program changes nothing that could be told.
      long calls = result.err().lines().filter(l -> l.matches("\\w+\\(.*")).count();
      try (Stream<String> lines = Files.lines(file)) {
        assertThat(lines.count())
            .isEqualTo(result.instructions() - (kind.equals("insn") ? 0 : calls));
      }
    }
  }

  @Test
  void aWindowIsAPartOfTheWholeLog() throws IOException {
    List<String> all = log("insn", "interpreter", List.of("workload:hello")).lines().toList();
    List<String> window = List.of("workload:hello", "--log-from", "1234", "--log-count", "500");
    assertThat(log("insn", "interpreter", window).lines().toList())
        .isEqualTo(all.subList(1234, 1734));
  }

  @Test
  void aPersonSeesWhatChanged() throws IOException {
    String log = log("insn", "interpreter", List.of("workload:hello", "--log-from", "main"));
    assertThat(log.lines().findFirst().orElseThrow())
        .matches(
            " +[0-9]+ {2}[0-9a-f]+ <main> +add? +sp,sp,-[0-9]+ +sp 0x[0-9a-f]+ -> 0x[0-9a-f]+");
    // A system call is a line with its result.
    assertThat(log).containsPattern("ecall +a0 0x1 -> 0xe\n");
  }

  @Test
  void anInstructionThatFaultsIsSaidToHaveFaulted() throws IOException {
    Path file = directory.resolve("fault.log");
    CommandResult result =
        CommandResult.of(
            new byte[0],
            List.of("run", "--machine", "bare", "--log", "insn=" + file, "workload:hello"));
    assertThat(result.status()).isEqualTo(4);
    assertThat(Files.readString(file)).contains("does not complete: ");
  }

  @Test
  void mistakesAreExplained() {
    assertThat(mistake("--log", "comit")).contains("Did you mean commit?");
    assertThat(mistake("--log-count", "5")).contains("say which log");
    assertThat(mistake("--log", "insn", "--log-at", "mian")).contains("Did you mean main?");
    assertThat(mistake("--log", "insn", "--log-at", "0x20..0x10")).contains("before it starts");
    assertThat(mistake("--log", "insn", "--log-from", "0xyz")).contains("not an address");
    assertThat(mistake("--log", "insn", "--log-from", "99999999999999999999"))
        .contains("not a count");
    assertThat(mistake("--log", "insn=" + directory.resolve("none/log")))
        .contains("cannot be written");
  }

  /** A full disk ends the run: a log with a hole would mislead. */
  @Test
  void aFullDiskIsReported() {
    Assumptions.assumeTrue(Files.exists(Path.of("/dev/full")), "there is no /dev/full");
    assertThat(mistake("--log", "commit=/dev/full"))
        .contains("the log /dev/full cannot be written");
  }

  private static String mistake(String... options) {
    List<String> words = new ArrayList<>(List.of("run", "-q"));
    words.addAll(List.of(options));
    words.add("workload:sieve");
    CommandResult result = CommandResult.of(new byte[0], words);
    assertThat(result.status()).as(result.err()).isEqualTo(2);
    return result.err();
  }

  private String log(String kind, String engine, List<String> words) throws IOException {
    Path file = directory.resolve(kind + "-" + engine + ".log");
    List<String> line = new ArrayList<>(List.of("run", "-q", "--engine", engine));
    line.addAll(List.of("--log", kind + "=" + file));
    line.addAll(words.subList(1, words.size()));
    line.add(words.getFirst());
    CommandResult result = CommandResult.of(new byte[0], line);
    assertThat(result.status()).as(result.err()).isIn(0, 5);
    return Files.readString(file);
  }
}
