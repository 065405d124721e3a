package dev.orrery.profiler.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.orrery.profiler.recording.Meaning;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Documents {@code profile.json} as a JSON Schema (draft 2020-12), from the records themselves. */
public final class RecordingSchema {
  private final JsonGenerator json;

  /** Records met, each described once. */
  private final List<Class<?>> types = new ArrayList<>();

  private RecordingSchema(JsonGenerator json) {
    this.json = json;
  }

  /** The schema, as text that ends in a line break. */
  public static String text() {
    StringWriter out = new StringWriter();
    DefaultIndenter indent = new DefaultIndenter("  ", "\n");
    try (JsonGenerator g = new JsonFactory().createGenerator(out)) {
      g.setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(indent));
      new RecordingSchema(g).write();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out + "\n";
  }

  private void write() throws IOException {
    json.writeStartObject();
    json.writeStringField("$schema", "https://json-schema.org/draft/2020-12/schema");
    json.writeStringField("title", RecordingFile.FORMAT + " " + RecordingFile.VERSION);
    reference(RecordingFile.Document.class);
    json.writeObjectFieldStart("$defs");
    for (int i = 0; i < types.size(); i++) {
      describe(types.get(i));
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private void describe(Class<?> type) throws IOException {
    RecordShape shape = RecordShape.of(type);
    json.writeObjectFieldStart(type.getSimpleName());
    Meaning meaning = type.getAnnotation(Meaning.class);
    json.writeStringField("description", meaning == null ? "" : meaning.value());
    json.writeStringField("type", "object");
    json.writeArrayFieldStart("required");
    for (RecordShape.Component c : shape.components()) {
      json.writeString(c.name());
    }
    json.writeEndArray();
    json.writeObjectFieldStart("properties");
    for (RecordShape.Component c : shape.components()) {
      json.writeObjectFieldStart(c.name());
      String unit = c.meaning().unit();
      json.writeStringField(
          "description", c.meaning().value() + (unit.isEmpty() ? "" : " Unit: " + unit + "."));
      type(c);
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private void type(RecordShape.Component c) throws IOException {
    switch (c.kind()) {
      case INTEGER, LONG -> json.writeStringField("type", "integer");
      case DOUBLE -> json.writeStringField("type", "number");
      case BOOLEAN -> json.writeStringField("type", "boolean");
      case STRING -> json.writeStringField("type", "string");
      case HEX -> {
        json.writeStringField("type", "string");
        json.writeStringField("pattern", "^0x[0-9a-f]{1,16}$");
      }
      case ENUM -> {
        json.writeArrayFieldStart("enum");
        for (Object constant : c.type().getEnumConstants()) {
          json.writeString(((Enum<?>) constant).name().toLowerCase(Locale.ROOT));
        }
        json.writeEndArray();
      }
      case RECORD -> reference(c.type());
      case LIST -> {
        json.writeStringField("type", "array");
        json.writeObjectFieldStart("items");
        if (c.type() == String.class) {
          json.writeStringField("type", "string");
        } else {
          reference(c.type());
        }
        json.writeEndObject();
      }
    }
  }

  private void reference(Class<?> type) throws IOException {
    if (!types.contains(type)) {
      types.add(type);
    }
    json.writeStringField("$ref", "#/$defs/" + type.getSimpleName());
  }
}
