package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that is cut off is removed; one that is whole stays. */
final class LogFileTest {
  @TempDir private Path directory;

  @Test
  void whatIsWrittenIsThereAtOnceAndStays() throws IOException {
    Path file = directory.resolve("log");
    try (LogFile log = LogFile.open(file)) {
      log.write("one\n".getBytes(StandardCharsets.UTF_8));
      assertThat(file).hasContent("one");
      log.write('2');
    }
    assertThat(file).hasContent("one\n2");
  }

  @Test
  void aFullDiskLeavesNothing() throws IOException {
    Path file = Files.writeString(directory.resolve("log"), "half");
    try (LogFile log = new LogFile(new FullDisk(), file)) {
      assertThatThrownBy(() -> log.write(new byte[8192])).isInstanceOf(IOException.class);
      assertThat(file).exists();
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void whatIsNoFileIsNotRemoved() throws IOException {
    try (LogFile log = new LogFile(new FullDisk(), directory)) {
      assertThatThrownBy(() -> log.write(1)).isInstanceOf(IOException.class);
    }
    assertThat(directory).exists();
  }

  private static final class FullDisk extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      throw new IOException("No space left on device");
    }
  }
}
