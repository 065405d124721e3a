package dev.orrery.spec.lang;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.spec.ir.IrPrinter;
import dev.orrery.spec.lang.source.SourceTree;
import dev.orrery.spec.model.Isa;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The page that describes the language tells the truth. */
class LanguagePageTest {

  @Test
  void itsFirstExampleCompiles() throws IOException {
    String[] pieces = page().split("```\n", 3);
    Isa isa = IsaCompiler.compile(SourceTree.of(Map.of("tiny32.isa", pieces[1])), "tiny32.isa");
    assertThat(isa.rows()).hasSize(2);
    assertThat(IrPrinter.print(isa.rows().get(1).body()))
        .isEqualTo("X[rd] = add(X[rs1], immI:32)\n");
  }

  private static String page() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            LanguagePageTest.class.getResourceAsStream("/isa-specs/LANGUAGE.md"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
