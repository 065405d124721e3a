package dev.orrery.spec.lang.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.spec.core.Blame;
import dev.orrery.spec.core.Category;
import dev.orrery.spec.core.CodeFact;
import dev.orrery.spec.core.CoreInput;
import dev.orrery.spec.core.CoreTable;
import dev.orrery.spec.lang.source.SourceTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The page that describes the language of core tables tells the truth. */
class CoresPageTest {
  private static final String AROUND =
      """
      core around : isa rv32imc
      cause base "issuing"
      cause branch_mispredict "a wrong guess"
      cause dcache_miss "a miss"
      cause fetch "fetching"
      on * : take 1 for base
      """;

  @Test
  void everyExampleCompiles() throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String example : examples()) {
      boolean isFile = example.startsWith("core ") || example.startsWith("module ");
      String name = isFile ? example.split("[ :\n]+", 3)[1] : "part" + texts.size();
      texts.put(name + ".core", isFile ? example : AROUND + example);
    }
    assertThat(texts).hasSizeGreaterThan(6);
    for (String file : texts.keySet()) {
      if (texts.get(file).startsWith("module ")) {
        continue; // it is checked where an example uses it
      }
      SourceTree tree = SourceTree.of(texts).orElse(SourceTree.stock());
      CoreCompiler.Outcome outcome = CoreCompiler.check(tree, file, Map.of());
      assertThat(outcome.diagnostics().isEmpty()).as(outcome.diagnostics().render()).isTrue();
    }
  }

  @Test
  void itsFirstExampleIsWhatItSays() throws IOException {
    String text = examples().getFirst();
    assertThat(text.lines().filter(l -> !l.isBlank())).hasSize(12);
    CoreTable core =
        CoreCompiler.compile(
            SourceTree.of(Map.of("tiny2.core", text)), "tiny2.core", Map.of("penalty", 2L));
    assertThat(core.isas()).containsExactly("rv32i", "rv32im", "rv64im");
    assertThat(core.parameters())
        .singleElement()
        .satisfies(p -> assertThat(p.value()).isEqualTo(2));
    assertThat(core.states()).singleElement().satisfies(s -> assertThat(s.cells()).isEqualTo(65));
  }

  @Test
  void itNamesEveryInputAndFunction() throws IOException {
    for (CoreInput i : CoreInput.values()) {
      assertThat(page()).contains("`" + i.text() + "`");
    }
    for (CodeFact f : CodeFact.values()) {
      assertThat(page()).contains("`" + f.text() + "(a)`");
    }
  }

  @Test
  void itNamesEveryCategoryAndBlame() throws IOException {
    for (Category c : Category.values()) {
      assertThat(page()).contains("`" + c.text() + "`");
    }
    for (Blame b : Blame.values()) {
      assertThat(page()).contains(b.text());
    }
  }

  private static List<String> examples() throws IOException {
    String[] pieces = page().split("```\n", -1);
    List<String> out = new ArrayList<>();
    for (int i = 1; i < pieces.length; i += 2) {
      out.add(pieces[i]);
    }
    return out;
  }

  private static String page() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(CoresPageTest.class.getResourceAsStream("/isa-specs/CORES.md"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
