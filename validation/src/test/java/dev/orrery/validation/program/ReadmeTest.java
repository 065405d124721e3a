package dev.orrery.validation.program;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
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

/** The README's promises: every command in a {@code console} block prints what stands below it. */
final class ReadmeTest {
  private static final Path README = Path.of("..", "README.md");
  private static final Pattern INLINE = Pattern.compile("`[^`\n]*?\\./orrery ([^`)\n]+)\\)?`");

  @TempDir private Path directory;

  @TestFactory
  Stream<DynamicTest> printsWhatItPromises() throws IOException {
    List<ConsolePage.Step.Run> commands =
        ConsolePage.read(README).stream()
            .filter(ConsolePage.Step.Run.class::isInstance)
            .map(ConsolePage.Step.Run.class::cast)
            .toList();
    assertThat(commands).isNotEmpty();
    return commands.stream().map(run -> dynamicTest("orrery " + run.arguments(), () -> test(run)));
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
                      case "out/a", "out/b" -> directory.resolve("out/crc32").toString();
                      case "notebooks/*.ipynb" -> copied("first-steps.ipynb");
                      case "notebooks/caches.toml" -> copied("caches.toml");
                      default -> w.startsWith("out/") ? directory.resolve(w).toString() : w;
                    })
            .toList();
    if (words.getFirst().equals("sweep")) { // writes into the working directory
      words = new ArrayList<>(words);
      words.addAll(List.of("-o", directory.resolve("sweep").toString()));
    }
    if (command.equals("validate timing")) { // TimingCheckTest does so for all of them
      words = new ArrayList<>(words);
      words.addAll(List.of("--core", "picorv32"));
    }
    CommandResult result = CommandResult.of(new byte[0], words);
    assertThat(result.status()).as(result.err()).isZero();
  }

  /** A copy of a file of the notebooks, as commands may write to it. */
  private String copied(String name) {
    try {
      Path copy = directory.resolve(name);
      return Files.copy(Path.of("..", "notebooks", name), copy, REPLACE_EXISTING).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void test(ConsolePage.Step.Run run) {
    List<String> words =
        new ArrayList<>(
            run.words().stream()
                .map(w -> w.startsWith("out/") ? directory.resolve(w).toString() : w)
                .toList());
    if (words.getFirst().equals("demo")) { // writes into the working directory
      words.addAll(List.of("-o", directory.resolve("orrery-demo").toString()));
    }
    CommandResult result = CommandResult.of(new byte[0], words);
    String printed = (result.out() + result.err()).replace(directory + "/", "");
    assertThat(ConsolePage.steady(printed)).matches(ConsolePage.pattern(run.expected()));
  }
}
