package dev.orrery.validation.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The README's promises: every command in a {@code console} block prints what stands below it. What
 * the host's clock determines is not compared; a line of {@code ...} stands for any lines.
 */
final class ReadmeTest {
  private static final Path README = Path.of("..", "README.md");
  private static final Pattern INLINE = Pattern.compile("`[^`\n]*?\\./orrery ([^`)\n]+)\\)?`");
  private static final String PROMPT = "$ ./orrery";

  @TempDir private Path directory;

  @TestFactory
  Stream<DynamicTest> printsWhatItPromises() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    String command = null;
    boolean inside = false;
    for (String line : Files.readAllLines(README)) {
      boolean fence = line.startsWith("```");
      if (inside && (fence || line.startsWith(PROMPT)) && command != null) {
        tests.add(test(command, String.join("\n", expected)));
        command = null;
      }
      if (fence) {
        inside = line.equals("```console");
      } else if (inside && line.startsWith(PROMPT)) {
        command = line.substring(PROMPT.length()).strip();
        expected.clear();
      } else if (inside) {
        expected.add(line);
      }
    }
    assertThat(tests).isNotEmpty();
    return tests.stream();
  }

  /** Commands inside a sentence or a table, with something put for what a reader puts there. */
  @TestFactory
  Stream<DynamicTest> everyOtherCommandWorks() throws IOException {
    Path recording = directory.resolve("out/crc32");
    CommandResult made =
        CommandResult.of(
            new byte[0], List.of("profile", "-q", "workload:crc32", "-o", recording.toString()));
    assertThat(made.status()).as(made.err()).isZero();
    return INLINE
        .matcher(Files.readString(README))
        .results()
        .map(m -> m.group(1).strip())
        .distinct()
        .map(command -> dynamicTest("orrery " + command, () -> works(command)));
  }

  private void works(String command) {
    List<String> words =
        Arrays.stream(command.split("\\s+"))
            .map(
                w ->
                    switch (w) {
                      case "PROGRAM" -> "workload:sieve";
                      case "DIR" -> directory.resolve("dir").toString();
                      case "prog.s" ->
                          Path.of("src", "test", "resources", "asm", "hello.s").toString();
                      case "prog.elf" -> directory.resolve("prog.elf").toString();
                      case "my.isa" -> Path.of("..", "isa-specs", "rv64gc.isa").toString();
                      default -> w.startsWith("out/") ? directory.resolve(w).toString() : w;
                    })
            .toList();
    CommandResult result = CommandResult.of(new byte[0], words);
    assertThat(result.status()).as(result.err()).isZero();
  }

  private DynamicTest test(String command, String expected) {
    return dynamicTest(
        "orrery " + command,
        () -> {
          List<String> words =
              new ArrayList<>(
                  Arrays.stream(command.split("\\s+"))
                      .map(w -> w.startsWith("out/") ? directory.resolve(w).toString() : w)
                      .toList());
          if (words.getFirst().equals("demo")) { // writes into the working directory
            words.addAll(List.of("-o", directory.resolve("orrery-demo").toString()));
          }
          CommandResult result = CommandResult.of(new byte[0], words);
          String printed = (result.out() + result.err()).replace(directory + "/", "");
          assertThat(steady(printed)).matches(pattern(steady(expected)));
        });
  }

  /** The text without what depends on the host's clock, and without space at line ends. */
  private static String steady(String text) {
    return text.lines()
        .map(String::stripTrailing)
        .map(l -> l.replaceAll("in [0-9.]+ s \\([0-9]+ M insn/s\\)", "in # s (# M insn/s)"))
        .map(l -> l.replaceAll("· [0-9.]+ m?s · [0-9.]+ [kMG]? ?insn/s", "· # s · # insn/s"))
        .reduce("", (a, b) -> a + b + "\n")
        .strip();
  }

  private static String pattern(String expected) {
    StringBuilder regex = new StringBuilder("(?s)");
    for (String line : expected.split("\n", -1)) {
      regex.append(line.strip().equals("...") ? ".*?" : Pattern.quote(line) + "\n?");
    }
    return regex.toString();
  }
}
