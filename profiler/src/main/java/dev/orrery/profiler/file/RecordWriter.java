package dev.orrery.profiler.file;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Writes records as JSON objects, one component after the other. */
final class RecordWriter {
  /** Objects less deep than this are broken over lines; deeper ones stand on one line each. */
  private static final int OBJECT_DEPTH = 3;

  /** Arrays down to this depth have one element a line. */
  private static final int ARRAY_DEPTH = 4;

  private final JsonGenerator json;

  RecordWriter(JsonGenerator json) {
    this.json = json;
    json.setPrettyPrinter(new Layout());
  }

  /** Writes {@code record} as an object. */
  void write(Object record) throws IOException {
    RecordShape shape = RecordShape.of(record.getClass());
    json.writeStartObject();
    for (RecordShape.Component c : shape.components()) {
      json.writeFieldName(c.name());
      value(c, c.get(record));
    }
    json.writeEndObject();
  }

  private void value(RecordShape.Component c, Object value) throws IOException {
    switch (c.kind()) {
      case INTEGER -> json.writeNumber((int) value);
      case LONG -> json.writeNumber((long) value);
      case HEX -> json.writeString("0x" + Long.toHexString((long) value));
      case DOUBLE -> json.writeNumber((double) value);
      case BOOLEAN -> json.writeBoolean((boolean) value);
      case STRING -> json.writeString(wellFormed((String) value));
      case ENUM -> json.writeString(((Enum<?>) value).name().toLowerCase(Locale.ROOT));
      case RECORD -> write(value);
      case LIST -> {
        json.writeStartArray();
        for (Object element : (Iterable<?>) value) {
          if (element instanceof String s) {
            json.writeString(wellFormed(s));
          } else {
            write(element);
          }
        }
        json.writeEndArray();
      }
    }
  }

  /** {@code s} with unpaired surrogates replaced: they have no UTF-8. */
  private static String wellFormed(String s) {
    return new String(s.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  /**
   * One block, function or edge a line: small enough for a file of everything, and still something
   * that a person can read and line tools can compare.
   */
  private static final class Layout extends MinimalPrettyPrinter {
    private static final long serialVersionUID = 1;

    private int depth;

    @Override
    public void writeStartObject(JsonGenerator g) throws IOException {
      g.writeRaw('{');
      depth++;
    }

    @Override
    public void beforeObjectEntries(JsonGenerator g) throws IOException {
      lineBreak(g);
    }

    @Override
    public void writeObjectEntrySeparator(JsonGenerator g) throws IOException {
      g.writeRaw(',');
      lineBreak(g);
    }

    @Override
    public void writeEndObject(JsonGenerator g, int entries) throws IOException {
      depth--;
      if (depth + 1 < OBJECT_DEPTH) {
        lineBreak(g);
      }
      g.writeRaw('}');
    }

    @Override
    public void writeStartArray(JsonGenerator g) throws IOException {
      g.writeRaw('[');
      depth++;
    }

    @Override
    public void beforeArrayValues(JsonGenerator g) throws IOException {
      arrayBreak(g);
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator g) throws IOException {
      g.writeRaw(',');
      arrayBreak(g);
    }

    @Override
    public void writeEndArray(JsonGenerator g, int values) throws IOException {
      depth--;
      g.writeRaw(']');
    }

    private void arrayBreak(JsonGenerator g) throws IOException {
      if (depth <= ARRAY_DEPTH) {
        g.writeRaw('\n');
      }
    }

    private void lineBreak(JsonGenerator g) throws IOException {
      if (depth < OBJECT_DEPTH) {
        g.writeRaw('\n');
      }
    }
  }
}
