package dev.orrery.notebook.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orrery.notebook.Shown;

/** The outputs of a cell, in Jupyter's form. */
final class Outputs {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ArrayNode outputs = JSON.createArrayNode();

  /** What was printed; nothing if it is empty. */
  void printed(String text) {
    if (!text.isEmpty()) {
      ObjectNode output = outputs.addObject();
      output.put("name", "stdout");
      output.put("output_type", "stream");
      lines(output.putArray("text"), text);
    }
  }

  /** A value that is shown. */
  void shown(Shown value) {
    ObjectNode output = outputs.addObject();
    ObjectNode data = output.putObject("data");
    String svg = value.svg();
    if (svg != null) {
      lines(data.putArray(NotebookFile.DRAWING), svg);
    }
    String html = value.html();
    if (html != null) {
      lines(data.putArray("text/html"), html);
    }
    lines(data.putArray("text/plain"), value.text());
    output.putObject("metadata");
    output.put("output_type", "display_data");
  }

  /** Text as Jupyter keeps it: a string for each line, with its end. */
  private static void lines(ArrayNode into, String text) {
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf('\n', from);
      int next = end < 0 ? text.length() : end + 1;
      into.add(text.substring(from, next));
      from = next;
    }
  }

  ArrayNode all() {
    return outputs;
  }
}
