package dev.orrery.validation.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a recording of the JDK's flight recorder says of the JIT. */
final class FlightRecordingTest {
  @TempDir private Path directory;

  @Test
  void regionsThatAreMadeAreInIt() throws IOException {
    Path file = directory.resolve("deep/jit.jfr");
    CommandResult result =
        CommandResult.of(
            new byte[0],
            List.of(
                "run",
                "--engine",
                "jit",
                "--jit-hot",
                "50k",
                "--jfr",
                file.toString(),
                "workload:queens"));
    assertThat(result.status()).as(result.err()).isZero();
    List<RecordedEvent> made =
        RecordingFile.readAllEvents(file).stream()
            .filter(e -> e.getEventType().getName().equals("dev.orrery.Translation"))
            .toList();
    assertThat(made)
        .isNotEmpty()
        .allSatisfy(
            e -> {
              assertThat(e.getString("className")).contains("Region_" + e.getString("address"));
              assertThat(e.getInt("instructions")).isGreaterThanOrEqualTo(e.getInt("blocks"));
            });
    assertThat(
            RecordingFile.readAllEvents(file).stream()
                .map(e -> e.getEventType().getName())
                .filter(name -> name.startsWith("dev.orrery."))
                .collect(Collectors.toSet()))
        .contains("dev.orrery.Link");
    try (Stream<Path> left = Files.walk(directory)) {
      assertThat(left.filter(f -> !f.equals(directory)))
          .containsExactlyInAnyOrder(file.getParent(), file);
    }
  }

  @Test
  void aFileThatCannotBeWrittenIsAMistakeOfTheUser() {
    CommandResult result =
        CommandResult.of(
            new byte[0], List.of("run", "--jfr", directory.toString(), "workload:hello"));
    assertThat(result.err()).contains("cannot be written").doesNotContain("\tat ");
    assertThat(result.status()).isNotZero();
    assertThat(Files.isDirectory(directory)).isTrue();
  }
}
