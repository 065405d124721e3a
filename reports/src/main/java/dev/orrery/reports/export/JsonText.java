package dev.orrery.reports.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON in memory, written piece by piece. */
final class JsonText {
  private static final JsonFactory JSON = new JsonFactory();

  private JsonText() {}

  /** Writes JSON. */
  @FunctionalInterface
  interface Body {
    /** Writes it all to {@code json}. */
    void write(JsonGenerator json) throws IOException;
  }

  /** What {@code body} writes, with a line break behind it. */
  static byte[] of(Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      body.write(json);
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail to be written to
    }
    return bytes.toByteArray();
  }
}
