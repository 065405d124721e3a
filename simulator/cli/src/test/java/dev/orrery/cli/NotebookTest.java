package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code orrery notebook}: cells, their outputs, and what is no notebook. */
@ResourceLock(Resources.SYSTEM_OUT)
final class NotebookTest {
  /** Two cells of code around a text. */
  private static final String NOTEBOOK =
      """
      {"cells": [
       {"cell_type": "code", "id": "a", "metadata": {"kept": true}, "execution_count": null,
        "outputs": [], "source": [%s]},
       {"cell_type": "markdown", "id": "b", "metadata": {}, "source": ["# ü <b>"]},
       {"cell_type": "code", "id": "c", "metadata": {}, "execution_count": null,
        "outputs": [], "source": "%s"}],
       "metadata": {"kernelspec": {"name": "orrery"}}, "nbformat": 4, "nbformat_minor": 5}
      """;

  private static final String FIRST =
      """
      "int twice(int n) {\\n", "  return 2 * n;\\n", "}\\n",
      "var p = assemble(\\"_start: li a0, 0\\\\n li a7, 93\\\\n ecall\\\\n\\");"
      """;

  private static final String SECOND =
      "System.out.println(twice(21)); display(\\\"shown\\\"); profile(p, \\\"ideal\\\")";

  @TempDir private Path directory;

  private record Ended(int status, String out, String err) {}

  private static Ended orrery(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(new ByteArrayInputStream(new byte[0]), out, err, Map.of(), false, false);
    int status = Main.run(console, words);
    console.out().flush();
    return new Ended(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private Path notebook(String text) throws IOException {
    return Files.writeString(directory.resolve("n.ipynb"), text);
  }

  private static List<String> shown(JsonNode cell) {
    return cell.path("outputs").findValues("text/plain").stream()
        .map(lines -> lines.get(0).asText())
        .toList();
  }

  @Test
  void outputsAreWrittenAndNothingElseChanges() throws IOException {
    Path file = notebook(NOTEBOOK.formatted(FIRST, SECOND));
    Ended ended = orrery("notebook", "run", file.toString());
    assertThat(ended.status()).as(ended.err()).isZero();
    assertThat(ended.out()).isEmpty();
    JsonNode cells = new ObjectMapper().readTree(file.toFile()).path("cells");
    assertThat(cells.get(0).path("metadata").path("kept").asBoolean()).isTrue();
    assertThat(cells.get(1).path("source").get(0).asText()).isEqualTo("# ü <b>");
    JsonNode last = cells.get(2);
    assertThat(last.path("execution_count").asInt()).isEqualTo(2);
    assertThat(last.path("outputs").get(0).path("text").get(0).asText()).isEqualTo("42\n");
    assertThat(shown(last)).hasSize(2).startsWith("shown");
    assertThat(shown(last).get(1)).contains("3 instructions").contains("cycles of ideal");

    String written = Files.readString(file);
    Ended same = orrery("notebook", "run", "--check", file.toString());
    assertThat(same.status()).as(same.err()).isZero();
    Files.writeString(file, written.replace("42\\n", "43\\n"));
    Ended other = orrery("notebook", "run", "--check", file.toString());
    assertThat(other.status()).isEqualTo(1);
    assertThat(other.err()).contains("outputs of cells [2] differ");
    assertThat(Files.readString(file)).contains("43\\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "int i = undefined;",
        "throw new IllegalStateException(\\\"of the cell\\\");",
        "assemble(\\\"_start: nonsense\\\");",
        "program(\\\"workload:nonsense\\\");",
      })
  void aCellThatFailsIsNamed(String cell) throws IOException {
    Path file = notebook(NOTEBOOK.formatted(FIRST, cell));
    String before = Files.readString(file);
    Ended ended = orrery("notebook", "run", file.toString());
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err())
        .contains("n.ipynb: cell 2: `")
        .containsAnyOf("undefined", "of the cell", "nonsense")
        .doesNotContain("internal error");
    assertThat(Files.readString(file)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{\"nbformat\": 3, \"cells\": []}", "{\"nbformat\": 4}"})
  void whatIsNoNotebookIsSaid(String text) throws IOException {
    Ended ended = orrery("notebook", "run", notebook(text).toString());
    assertThat(ended.status()).isEqualTo(6);
    assertThat(ended.err()).contains("n.ipynb: is no notebook");
  }

  @Test
  void aMissingFileIsSaid() {
    Ended ended = orrery("notebook", "run", directory.resolve("none.ipynb").toString());
    assertThat(ended.status()).isEqualTo(6);
    assertThat(ended.err()).contains("there is no such file");
  }
}
