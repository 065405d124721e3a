package dev.orrery.profiler.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.orrery.profiler.recording.HostRun;
import dev.orrery.profiler.recording.Meaning;
import dev.orrery.profiler.recording.Profile;
import dev.orrery.profiler.recording.Recording;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.io.OutputFile;
import dev.orrery.spec.io.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A recording as a file. {@code .orr} is one line of text that says what it is, how long and with
 * what checksum, and then the JSON of {@code profile.json} in gzip form. {@code profile.json} is
 * that JSON alone, described by {@link RecordingSchema}.
 */
public final class RecordingFile {
  /** Version of the content. Readers accept components they do not know. */
  public static final int VERSION = 5;

  /** The oldest version that is read, too. */
  private static final int OLDEST = 2;

  /** What the JSON says it is. */
  static final String FORMAT = "orrery-recording";

  /** Longest file that is read, in bytes; the JSON inside may have four times as many. */
  private static final long MAX_BYTES = 1L << 28;

  private static final String MAGIC = "orrery recording ";
  private static final Pattern HEADER =
      Pattern.compile(MAGIC + "(\\d{1,9}) gzip\\+json bytes=(\\d{1,9}) sha256=([0-9a-f]{64})");
  private static final int MAX_HEADER = 160;

  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxDocumentLength(4 * MAX_BYTES)
                  .maxNestingDepth(32)
                  .maxStringLength(1 << 20)
                  .build())
          .build();

  private RecordingFile() {}

  /**
   * The whole file: what it is, and the recording. Its components are the top level of the JSON.
   */
  @Meaning("A recording of Orrery.")
  public record Document(
      @Meaning("Always " + FORMAT + ".") String format,
      @Meaning(value = "Version of this format.", unit = "version") int version,
      @Meaning("What the guest did. The same, byte for byte, for every run of the same plan.")
          Profile profile,
      @Meaning("The host and its clock. Differs from run to run.") HostRun host) {}

  /**
   * Writes {@code recording} as an {@code .orr} file.
   *
   * @throws OrreryException if it cannot be written; then nothing is left behind
   */
  public static void write(Recording recording, Path file) {
    OutputFile.write(file, toBytes(recording));
  }

  /** The bytes of an {@code .orr} file. */
  public static byte[] toBytes(Recording recording) {
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(payload, 1 << 16)) {
      writeJson(recording, gzip);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // Memory does not fail to be written to.
    }
    byte[] compressed = payload.toByteArray();
    String header =
        "%s%d gzip+json bytes=%d sha256=%s\n"
            .formatted(MAGIC, VERSION, compressed.length, Sha256.hex(compressed));
    byte[] file =
        Arrays.copyOf(
            header.getBytes(StandardCharsets.US_ASCII), header.length() + compressed.length);
    System.arraycopy(compressed, 0, file, header.length(), compressed.length);
    return file;
  }

  /** The bytes of {@code profile.json}. */
  public static byte[] toJson(Recording recording) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    try {
      writeJson(recording, json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return json.toByteArray();
  }

  /** A hash of the profile, without the host: equal runs have equal fingerprints. */
  public static String fingerprint(Profile profile) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    try (JsonGenerator g = JSON.createGenerator(json)) {
      new RecordWriter(g).write(profile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Sha256.hex(json.toByteArray());
  }

  private static void writeJson(Recording recording, OutputStream out) throws IOException {
    try (JsonGenerator g = JSON.createGenerator(out)) {
      g.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      new RecordWriter(g)
          .write(new Document(FORMAT, VERSION, recording.profile(), recording.host()));
      g.writeRaw('\n');
    }
  }

  /**
   * Reads an {@code .orr} file, or a {@code profile.json}.
   *
   * @throws OrreryException if it cannot be read, is damaged, or is something else
   */
  public static Recording read(Path file) {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes((int) MAX_BYTES + 1);
    } catch (NoSuchFileException e) {
      throw new OrreryException(
          ExitCode.BAD_INPUT,
          file + ": there is no such file. Make one with: orrery profile PROGRAM -o DIR",
          e);
    } catch (IOException e) {
      String why = Files.isDirectory(file) ? "it is a folder" : String.valueOf(e.getMessage());
      throw new OrreryException(ExitCode.BAD_INPUT, file + ": cannot be read: " + why, e);
    }
    if (bytes.length > MAX_BYTES) {
      throw bad(file.toString(), "it has more than " + MAX_BYTES + " bytes, no recording has");
    }
    return parse(bytes, file.toString());
  }

  /**
   * Reads the bytes of an {@code .orr} file or of a {@code profile.json}.
   *
   * @param name what to call the bytes in messages
   * @throws OrreryException if they are damaged or something else
   */
  public static Recording parse(byte[] bytes, String name) {
    byte[] magic = MAGIC.getBytes(StandardCharsets.US_ASCII);
    try {
      if (startsWith(bytes, magic)) {
        return fromJson(new GZIPInputStream(payload(bytes, name), 1 << 16), name);
      }
      if (bytes.length > 0 && bytes[0] == '{') {
        return fromJson(new ByteArrayInputStream(bytes), name);
      }
    } catch (RecordReader.FormatException e) {
      throw bad(name, String.valueOf(e.getMessage()));
    } catch (JsonProcessingException e) {
      throw new OrreryException(
          ExitCode.BAD_INPUT, message(name, "its JSON is broken: " + e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new OrreryException(
          ExitCode.BAD_INPUT, message(name, "it cannot be unpacked: " + e.getMessage()), e);
    } catch (OutOfMemoryError e) {
      throw new OrreryException(
          ExitCode.BAD_INPUT, message(name, "it does not fit into this Java's memory"), e);
    }
    if (bytes.length > 0 && startsWith(magic, bytes)) {
      throw bad(name, "it is cut off within its first line");
    }
    throw bad(name, bytes.length == 0 ? "it is empty" : "it is something else");
  }

  private static InputStream payload(byte[] bytes, String name) {
    int end = 0;
    while (end < bytes.length && end < MAX_HEADER && bytes[end] != '\n') {
      end++;
    }
    String line = new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
    if (end == bytes.length) {
      throw bad(name, "it is cut off within its first line");
    }
    Matcher header = HEADER.matcher(line);
    if (!header.matches() || bytes[end] != '\n') {
      throw bad(name, "its first line is damaged");
    }
    checkVersion(Integer.parseInt(header.group(1)), name);
    int length = Integer.parseInt(header.group(2));
    int there = bytes.length - end - 1;
    if (there != length) {
      throw bad(
          name,
          there < length
              ? "it is cut off: " + there + " of " + length + " bytes are there"
              : "it has " + (there - length) + " bytes too many");
    }
    byte[] compressed = Arrays.copyOfRange(bytes, end + 1, bytes.length);
    if (!Sha256.hex(compressed).equals(header.group(3))) {
      throw bad(name, "it is damaged: its checksum does not fit its content");
    }
    return new ByteArrayInputStream(compressed);
  }

  private static Recording fromJson(InputStream in, String name) throws IOException {
    try (JsonParser parser = JSON.createParser(in)) {
      parser.nextToken();
      Document d = (Document) new RecordReader(parser).read(Document.class);
      if (!d.format().equals(FORMAT)) {
        throw bad(name, "it is JSON of another format");
      }
      checkVersion(d.version(), name);
      if (parser.nextToken() != null) {
        throw bad(name, "something stands behind the recording");
      }
      return new Recording(d.profile(), d.host());
    }
  }

  private static void checkVersion(int version, String name) {
    if (version < OLDEST || version > VERSION) {
      throw bad(
          name,
          "it has version %d and this Orrery reads versions %d to %d"
              .formatted(version, OLDEST, VERSION));
    }
  }

  private static OrreryException bad(String name, String why) {
    return new OrreryException(ExitCode.BAD_INPUT, message(name, why));
  }

  private static String message(String name, String why) {
    return name
        + ": not a recording that can be used: "
        + why
        + ". Make a new one with: orrery profile PROGRAM -o DIR";
  }

  private static boolean startsWith(byte[] bytes, byte[] prefix) {
    return bytes.length >= prefix.length
        && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
  }
}
