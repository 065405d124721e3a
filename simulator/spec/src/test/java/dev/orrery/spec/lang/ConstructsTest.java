package dev.orrery.spec.lang;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.IrPrinter;
import dev.orrery.spec.lang.source.SourceTree;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Row;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * What each construct of the language becomes, statement by statement. {@code -Dorrery.update=true}
 * writes the expected text anew.
 */
class ConstructsTest {

  @Test
  void rowsBecomeTheirStatements() throws IOException {
    Isa isa =
        IsaCompiler.compile(
            SourceTree.of(Map.of("constructs.isa", resource("constructs.isa"))), "constructs.isa");
    StringBuilder text = new StringBuilder();
    for (Row row : isa.rows()) {
      Expr legal = row.legal();
      text.append(row.name())
          .append(legal == null ? "" : " legal " + IrPrinter.print(legal))
          .append('\n')
          .append(IrPrinter.print(row.body()).indent(2));
    }
    if (Boolean.getBoolean("orrery.update")) {
      Files.writeString(Path.of("src/test/resources/good/constructs.txt"), text);
      return;
    }
    assertThat(text.toString()).isEqualTo(resource("constructs.txt"));
  }

  private static String resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(ConstructsTest.class.getResourceAsStream("/good/" + name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
