package dev.orrery.profiler.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The schema that is published with this version. It changes only on purpose: a component may be
 * added, anything else needs a new {@link RecordingFile#VERSION}. To accept a change, run the test
 * with {@code -Dorrery.update=true}.
 */
class RecordingSchemaTest {
  private static final Path PUBLISHED =
      Path.of("recording-" + RecordingFile.VERSION + ".schema.json");

  @Test
  void theRecordsAreWhatIsPublished() throws Exception {
    String text = RecordingSchema.text();
    if (Boolean.getBoolean("orrery.update")) {
      Files.writeString(PUBLISHED, text);
    }
    assertThat(text).isEqualTo(Files.readString(PUBLISHED, StandardCharsets.UTF_8));
  }
}
