package dev.orrery.profiler.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.orrery.profiler.TestRecordings;
import dev.orrery.profiler.recording.Recording;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingFileTest {
  private static final Recording SAMPLE = TestRecordings.random(7);
  private static final byte[] FILE = RecordingFile.toBytes(SAMPLE);
  private static final byte[] JSON = RecordingFile.toJson(SAMPLE);

  @Property(tries = 50)
  void whatIsWrittenIsRead(@ForAll long seed) {
    Recording r = TestRecordings.random(seed);
    assertThat(RecordingFile.parse(RecordingFile.toBytes(r), "x.orr")).isEqualTo(r);
    assertThat(RecordingFile.parse(RecordingFile.toJson(r), "x.json")).isEqualTo(r);
  }

  @Test
  void theFirstLineSaysWhatItIs() {
    String line = new String(FILE, StandardCharsets.ISO_8859_1).lines().findFirst().orElseThrow();
    assertThat(line)
        .matches(
            "orrery recording "
                + RecordingFile.VERSION
                + " gzip\\+json bytes=\\d+ sha256=[0-9a-f]{64}");
  }

  @Test
  void hostMeasurementsAreNotInTheProfile() {
    Recording again = new Recording(SAMPLE.profile(), TestRecordings.otherHost());
    assertThat(RecordingFile.fingerprint(again.profile()))
        .isEqualTo(RecordingFile.fingerprint(SAMPLE.profile()));
    String one = new String(JSON, StandardCharsets.UTF_8);
    String other = new String(RecordingFile.toJson(again), StandardCharsets.UTF_8);
    assertThat(one.substring(0, one.indexOf("\"host\"")))
        .isEqualTo(other.substring(0, other.indexOf("\"host\"")));
  }

  @Test
  void everyTruncationIsRefused() {
    for (int n = 0; n < FILE.length; n++) {
      refused(Arrays.copyOf(FILE, n));
    }
    for (int n = 0; n < JSON.length - 1; n += 1 + JSON.length / 300) {
      refused(Arrays.copyOf(JSON, n));
    }
  }

  @Test
  void everyFlippedBitOfAFileIsRefused() {
    for (int i = 0; i < FILE.length; i++) {
      byte[] flipped = FILE.clone();
      flipped[i] ^= (byte) (1 << (i % 8));
      refused(flipped);
    }
  }

  /** JSON has no checksum: damage is refused or yields a recording that passed every check. */
  @Test
  void damagedJsonNeverEscapesTheChecks() {
    Random random = new Random(1);
    for (int i = 0; i < 800; i++) {
      byte[] damaged = JSON.clone();
      for (int k = random.nextInt(4); k >= 0; k--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      Throwable thrown = catchThrowable(() -> RecordingFile.parse(damaged, "damaged"));
      assertThat(thrown == null || thrown instanceof OrreryException).as("%s", thrown).isTrue();
    }
  }

  @Test
  void messagesSayWhatIsWrong() {
    String text = new String(JSON, StandardCharsets.UTF_8);
    says(new byte[0], "it is empty");
    says("#!/bin/sh\n".getBytes(StandardCharsets.UTF_8), "it is something else");
    says("{\"name\":1}".getBytes(StandardCharsets.UTF_8), "it has no format");
    says(Arrays.copyOf(FILE, FILE.length - 3), "it is cut off: ");
    says(Arrays.copyOf(FILE, FILE.length + 3), "it has 3 bytes too many");
    says(
        text.replace("\"version\":" + RecordingFile.VERSION + ",", "\"version\":9,"),
        "it has version 9");
    says(
        text.replace("\"status\":0", "\"status\":\"x\""),
        "profile.outcome.status should be a whole");
    says(
        text.replace("\"kind\":\"exited\"", "\"kind\":\"gone\""),
        "profile.outcome.kind is none of");
    says(text.replaceFirst("\"function\":\\d+", "\"function\":99999"), "a block's function 99999");
    says(text.replaceFirst("\"instructions\":\\d", "\"instructions\":-7"), "is negative");
    says(text + "{}", "something stands behind the recording");
  }

  @Test
  void laterVersionsMayAddComponents() {
    String text = new String(JSON, StandardCharsets.UTF_8);
    String more = text.replaceFirst("\"outcome\":\\{", "\"outcome\":{\"new\":[{\"a\":[1]}],");
    assertThat(RecordingFile.parse(more.getBytes(StandardCharsets.UTF_8), "x")).isEqualTo(SAMPLE);
  }

  @Test
  void aFileThatUnpacksToTooMuchIsRefused() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("{\"profile\":{\"run\":{\"command\":[".getBytes(StandardCharsets.UTF_8));
      byte[] elements = "\"\",".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 400; i++) {
        gzip.write(elements);
      }
    }
    byte[] payload = packed.toByteArray();
    String sum =
        HexFormat.of()
            .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(payload));
    String header =
        "orrery recording %d gzip+json bytes=%d sha256=%s\n"
            .formatted(RecordingFile.VERSION, payload.length, sum);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
    file.writeBytes(payload);
    says(file.toByteArray(), "is one element too many");
  }

  @Test
  void filesThatAreNotThereAreReported(@TempDir Path dir) throws IOException {
    assertThatThrownBy(() -> RecordingFile.read(dir.resolve("none.orr")))
        .isInstanceOf(OrreryException.class)
        .hasMessageContaining("none.orr: there is no such file");
    assertThatThrownBy(() -> RecordingFile.read(dir))
        .isInstanceOf(OrreryException.class)
        .hasMessageContaining("it is a folder");
    Path file = dir.resolve("a.orr");
    RecordingFile.write(SAMPLE, file);
    assertThat(RecordingFile.read(file)).isEqualTo(SAMPLE);
    Files.write(file, JSON);
    assertThat(RecordingFile.read(file)).isEqualTo(SAMPLE);
  }

  @Test
  void aRecordingOfHostileTextSurvives() {
    Recording hostile = TestRecordings.named("\ud800</script>\u0000\u202e\"'&<x>\n\u001b[31m");
    byte[] bytes = RecordingFile.toBytes(hostile);
    assertThatCode(() -> RecordingFile.parse(bytes, "x")).doesNotThrowAnyException();
  }

  private static void refused(byte[] bytes) {
    assertThatThrownBy(() -> RecordingFile.parse(bytes, "x.orr"))
        .isInstanceOfSatisfying(
            OrreryException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_INPUT));
  }

  private static void says(String json, String message) {
    says(json.getBytes(StandardCharsets.UTF_8), message);
  }

  private static void says(byte[] bytes, String message) {
    assertThatThrownBy(() -> RecordingFile.parse(bytes, "f.orr"))
        .isInstanceOf(OrreryException.class)
        .hasMessageStartingWith("f.orr: not a recording that can be used: ")
        .hasMessageContaining(message);
  }
}
