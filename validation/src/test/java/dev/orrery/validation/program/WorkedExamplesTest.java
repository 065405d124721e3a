package dev.orrery.validation.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page of worked examples: every command prints what stands below it, and every picture is the
 * one that its command makes. Pictures are written anew with {@code -Dorrery.update=true}.
 */
final class WorkedExamplesTest {
  private static final Path FOLDER = Path.of("..", "workloads", "examples");
  private static final Pattern PICTURE =
      Pattern.compile("^    \\./orrery (.+) > ([a-z-]+\\.svg)$", Pattern.MULTILINE);

  @TempDir private Path directory;

  @Test
  void thePageSaysAndShowsWhatHappens() throws IOException {
    Path page = FOLDER.resolve("README.md");
    SoftAssertions softly = new SoftAssertions();
    for (ConsolePage.Step step : ConsolePage.read(page)) {
      if (step instanceof ConsolePage.Step.Run run) {
        CommandResult result = run(run.words());
        String printed = (result.out() + result.err()).replace("../workloads/", "workloads/");
        softly
            .assertThat(ConsolePage.steady(printed))
            .as("orrery " + run.arguments())
            .matches(ConsolePage.pattern(run.expected()));
      }
    }
    List<MatchResult> pictures = PICTURE.matcher(Files.readString(page)).results().toList();
    assertThat(pictures).hasSize(3);
    for (MatchResult picture : pictures) {
      byte[] made = run(Arrays.asList(picture.group(1).split(" "))).bytes();
      Path file = FOLDER.resolve(picture.group(2));
      if (Boolean.getBoolean("orrery.update")) {
        Files.write(file, made);
      }
      softly
          .assertThat(new String(made, StandardCharsets.UTF_8))
          .as(picture.group(2))
          .isEqualTo(Files.readString(file));
    }
    softly.assertAll();
  }

  private CommandResult run(List<String> words) {
    List<String> here =
        words.stream()
            .map(w -> w.startsWith("out/") ? directory.resolve(w).toString() : w)
            .map(w -> w.startsWith("workloads/") ? "../" + w : w)
            .toList();
    return CommandResult.of(new byte[0], here);
  }
}
