package dev.orrery.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

/** {@code --json}: the same facts for programs. */
final class JsonOption {
  private boolean json;

  /** Adds the option to a command. */
  CommandModel addTo(CommandModel command) {
    return command.flag("--json", "Print JSON instead of text.", () -> json = true);
  }

  /** Whether JSON was asked for. */
  boolean isAsked() {
    return json;
  }

  /** Prints {@code value} as JSON if that was asked for, else the table. */
  void print(Console console, Object value, TextTable table) {
    console.out().print(json ? text(value) + "\n" : table.toString());
  }

  /** {@code value} as indented JSON. */
  static String text(Object value) {
    try {
      return new ObjectMapper()
          .configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true)
          .writerWithDefaultPrettyPrinter()
          .writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
