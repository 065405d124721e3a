package dev.orrery.validation.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tutorial, done step by step: an instruction is added by a row, assembled, run, profiled and
 * fuzzed, with no Java and no build.
 */
final class TutorialTest {
  private static final Path TUTORIAL = Path.of("..", "isa-specs", "TUTORIAL.md");

  @TempDir private Path directory;

  @Test
  void everyStepDoesWhatThePageSays() throws IOException {
    List<ConsolePage.Step> steps = ConsolePage.read(TUTORIAL);
    Set<String> ours = new HashSet<>();
    SoftAssertions softly = new SoftAssertions();
    for (ConsolePage.Step step : steps) {
      switch (step) {
        case ConsolePage.Step.Save(String name, String text) -> {
          Files.writeString(directory.resolve(name), text);
          ours.add(name);
        }
        case ConsolePage.Step.Run run -> {
          CommandResult result = CommandResult.of(new byte[0], inDirectory(run.words(), ours));
          String printed = (result.out() + result.err()).replace(directory + "/", "");
          softly
              .assertThat(ConsolePage.steady(printed))
              .as("orrery " + run.arguments())
              .matches(ConsolePage.pattern(run.expected()));
        }
      }
    }
    assertThat(steps).hasSizeGreaterThan(10);
    softly.assertAll();
  }

  /**
   * Names of the reader's files, and of what a command writes, as paths in the test's directory.
   */
  private List<String> inDirectory(List<String> words, Set<String> ours) {
    for (int i = 0; i + 1 < words.size(); i++) {
      if (words.get(i).equals("-o")) {
        ours.add(words.get(i + 1));
      }
    }
    return words.stream().map(w -> ours.contains(w) ? directory.resolve(w).toString() : w).toList();
  }
}
