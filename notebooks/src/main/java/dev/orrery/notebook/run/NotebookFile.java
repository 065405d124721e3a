package dev.orrery.notebook.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.io.OutputFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A notebook as Jupyter keeps it: nbformat 4, JSON. Everything but outputs and execution counts of
 * its code cells stays as it is.
 */
public final class NotebookFile {
  private static final int FORMAT = 4;
  private static final long LONGEST = 64L << 20;

  /** The kind of output that is a drawing. */
  static final String DRAWING = "image/svg+xml";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final ObjectNode root;
  private final List<ObjectNode> code = new ArrayList<>();

  private NotebookFile(Path file, ObjectNode root) {
    this.file = file;
    this.root = root;
    for (JsonNode cell : root.path("cells")) {
      if (cell instanceof ObjectNode c && c.path("cell_type").asText().equals("code")) {
        code.add(c);
      }
    }
  }

  /**
   * Reads a notebook.
   *
   * @throws OrreryException if it cannot be read, or is none
   */
  public static NotebookFile read(Path file) {
    try {
      if (Files.size(file) > LONGEST) {
        throw bad(file, "is longer than 64 MiB");
      }
      JsonNode root = JSON.readTree(Files.readAllBytes(file));
      if (!(root instanceof ObjectNode o)
          || root.path("nbformat").asInt() != FORMAT
          || !root.path("cells").isArray()) {
        throw bad(file, "is no notebook of Jupyter's format 4: save it with Jupyter");
      }
      return new NotebookFile(file, o);
    } catch (JsonProcessingException e) {
      throw bad(file, "is no notebook: it is not JSON");
    } catch (NoSuchFileException e) {
      throw bad(file, "there is no such file");
    } catch (IOException e) {
      throw bad(file, "the notebook cannot be read: " + e.getMessage());
    }
  }

  private static OrreryException bad(Path file, String what) {
    return new OrreryException(ExitCode.BAD_INPUT, file + ": " + what);
  }

  /** How many code cells it has. */
  public int size() {
    return code.size();
  }

  /** The text of a code cell. */
  public String source(int cell) {
    JsonNode source = code.get(cell).path("source");
    if (!source.isArray()) {
      return source.asText();
    }
    StringBuilder text = new StringBuilder();
    source.forEach(line -> text.append(line.asText()));
    return text.toString();
  }

  /**
   * Gives a code cell other outputs.
   *
   * @return whether they differ from those that it had, drawings aside: where their parts stand
   *     depends on the fonts of the host
   */
  public boolean replace(int cell, ArrayNode outputs) {
    ObjectNode c = code.get(cell);
    boolean differs = !withoutDrawings(c.path("outputs")).equals(withoutDrawings(outputs));
    c.set("outputs", outputs);
    c.put("execution_count", cell + 1);
    return differs;
  }

  private static JsonNode withoutDrawings(JsonNode outputs) {
    JsonNode copy = outputs.deepCopy();
    for (JsonNode output : copy) {
      if (output.path("data") instanceof ObjectNode data && data.has(DRAWING)) {
        data.put(DRAWING, "");
      }
    }
    return copy;
  }

  /**
   * Writes it, as Jupyter would lay it out.
   *
   * @throws OrreryException if it cannot be written
   */
  public void write() {
    DefaultIndenter indenter = new DefaultIndenter(" ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(
                Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                    .withObjectEmptySeparator("")
                    .withArrayEmptySeparator(""))
            .withObjectIndenter(indenter)
            .withArrayIndenter(indenter);
    try {
      String text = JSON.writer(printer).writeValueAsString(root) + "\n";
      OutputFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
