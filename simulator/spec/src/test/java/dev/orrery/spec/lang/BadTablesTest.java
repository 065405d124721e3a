package dev.orrery.spec.lang;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.spec.lang.source.Diagnostic;
import dev.orrery.spec.lang.source.SourceFile;
import dev.orrery.spec.lang.source.SourceTree;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every {@code bad/eNN_*.isa} gives exactly the text beside it. After a change of the messages,
 * {@code -Dorrery.update=true} writes the texts anew: read the difference before committing it.
 */
class BadTablesTest {
  private static final Path SOURCES = Path.of("src/test/resources/bad");

  @TestFactory
  Stream<DynamicTest> everyBadTableIsReported() throws Exception {
    URI folder = Objects.requireNonNull(BadTablesTest.class.getResource("/bad")).toURI();
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      List<Path> tables =
          files.filter(f -> name(f).startsWith("e") && name(f).endsWith(".isa")).sorted().toList();
      assertThat(tables).hasSizeGreaterThan(20);
      return tables.stream().map(f -> DynamicTest.dynamicTest(name(f), () -> check(f)));
    }
  }

  private static void check(Path table) throws IOException {
    String name = name(table);
    IsaCompiler.Outcome outcome = IsaCompiler.check(tree(table.resolveSibling(".")), name);
    boolean warns = outcome.diagnostics().isEmpty();
    String text =
        (warns ? outcome.diagnostics().renderWarnings() : outcome.diagnostics().render()) + "\n";
    String expected = name.replace(".isa", ".txt");
    if (Boolean.getBoolean("orrery.update")) {
      Files.writeString(SOURCES.resolve(expected), text);
      return;
    }
    assertThat(text).isEqualTo(Files.readString(table.resolveSibling(expected)));
    assertThat(outcome.isa() == null).isEqualTo(!warns);
    String code = name.substring(0, 3).toUpperCase(Locale.ROOT);
    List<Diagnostic> found =
        warns ? outcome.diagnostics().warnings() : outcome.diagnostics().sorted();
    assertThat(found).anyMatch(d -> d.code().equals(code));
  }

  @Test
  void whatTheyHaveInCommonIsGood() throws Exception {
    URI folder = Objects.requireNonNull(BadTablesTest.class.getResource("/bad")).toURI();
    SourceTree good =
        SourceTree.of(Map.of("good.isa", "isa good : word 32, XLEN = 64\nimport base\n"));
    IsaCompiler.Outcome outcome = IsaCompiler.check(good.orElse(tree(Path.of(folder))), "good.isa");
    assertThat(outcome.diagnostics().isEmpty()).isTrue();
  }

  private static SourceTree tree(Path folder) {
    return path -> {
      Path file = folder.resolve(path);
      return Files.exists(file) ? new SourceFile(path, path, Files.readString(file)) : null;
    };
  }

  private static String name(Path file) {
    return Objects.requireNonNull(file.getFileName()).toString();
  }
}
