package dev.orrery.profiler.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads records from JSON objects and believes nothing: every component must be there once, with
 * its type, in its range. Components that this version does not know are skipped, so that a later
 * version of the same format may add some.
 */
final class RecordReader {
  /** Something in the JSON that is not as the format says; the message names the place. */
  static final class FormatException extends IOException {
    private static final long serialVersionUID = 1;

    FormatException(String message) {
      super(message);
    }
  }

  /**
   * List elements of a whole file. Real recordings have some millions; a hostile one any number.
   */
  private static final int MAX_ELEMENTS = 1 << 24;

  private final JsonParser json;
  private int elements;
  private final Deque<String> path = new ArrayDeque<>();

  /** A reader of what {@code json} is about to read. */
  RecordReader(JsonParser json) {
    this.json = json;
  }

  /** Reads the object that begins at the parser's current token. */
  Object read(Class<?> type) throws IOException {
    expect(JsonToken.START_OBJECT, "an object");
    RecordShape shape = RecordShape.of(type);
    @Nullable Object[] values = new @Nullable Object[shape.components().size()];
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      int index = shape.indexOf(name);
      json.nextToken();
      if (index < 0) {
        json.skipChildren();
        continue;
      }
      path.addLast("." + name);
      if (values[index] != null) {
        throw bad("stands there twice");
      }
      values[index] = value(shape.components().get(index));
      path.removeLast();
    }
    expect(JsonToken.END_OBJECT, "the end of an object");
    return construct(shape, values);
  }

  private Object construct(RecordShape shape, @Nullable Object[] values) throws IOException {
    Object[] complete = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      RecordShape.Component c = shape.components().get(i);
      if (value == null && c.meaning().since() > 1) {
        value = nothing(c.kind()); // Older files have nothing to say about it.
      }
      if (value == null) {
        throw bad("has no " + c.name());
      }
      complete[i] = value;
    }
    try {
      return shape.construct(complete);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw bad("makes no sense: " + e.getMessage());
    }
  }

  private static @Nullable Object nothing(RecordShape.Kind kind) {
    return switch (kind) {
      case LIST -> List.of();
      case STRING -> "";
      case LONG -> 0L;
      case INTEGER, HEX, DOUBLE, BOOLEAN, ENUM, RECORD -> null;
    };
  }

  private Object value(RecordShape.Component c) throws IOException {
    return switch (c.kind()) {
      case INTEGER -> {
        expect(JsonToken.VALUE_NUMBER_INT, "a whole number");
        yield json.getIntValue();
      }
      case LONG -> {
        expect(JsonToken.VALUE_NUMBER_INT, "a whole number");
        yield json.getLongValue();
      }
      case HEX -> hex();
      case DOUBLE -> {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
          expect(JsonToken.VALUE_NUMBER_FLOAT, "a number");
        }
        yield json.getDoubleValue();
      }
      case BOOLEAN -> {
        if (json.currentToken() != JsonToken.VALUE_TRUE) {
          expect(JsonToken.VALUE_FALSE, "true or false");
        }
        yield json.getBooleanValue();
      }
      case STRING -> string();
      case ENUM -> constant(c.type());
      case RECORD -> read(c.type());
      case LIST -> list(c.type());
    };
  }

  private List<Object> list(Class<?> element) throws IOException {
    expect(JsonToken.START_ARRAY, "a list");
    List<Object> list = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      path.addLast("[" + list.size() + "]");
      if (++elements > MAX_ELEMENTS) {
        throw bad("is one element too many: no recording has more than " + MAX_ELEMENTS);
      }
      list.add(element == String.class ? string() : read(element));
      path.removeLast();
    }
    return list;
  }

  private String string() throws IOException {
    expect(JsonToken.VALUE_STRING, "a string");
    return json.getText();
  }

  private long hex() throws IOException {
    String s = string();
    try {
      if (s.startsWith("0x")) {
        return Long.parseUnsignedLong(s, 2, s.length(), 16);
      }
    } catch (NumberFormatException e) {
      // Said below, with the place.
    }
    throw bad("should be an address like \"0x1f\"");
  }

  private Object constant(Class<?> type) throws IOException {
    String s = string();
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().toLowerCase(Locale.ROOT).equals(s)) {
        return constant;
      }
    }
    throw bad("is none of the values it may have");
  }

  private void expect(JsonToken token, String what) throws IOException {
    if (json.currentToken() != token) {
      throw bad("should be " + what);
    }
  }

  private FormatException bad(String what) {
    String where = String.join("", path);
    return new FormatException((where.isEmpty() ? "it" : where.substring(1)) + " " + what);
  }
}
