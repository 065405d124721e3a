package dev.orrery.spec.lang.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.spec.lang.source.SourceFile;
import dev.orrery.spec.lang.source.SourceTree;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every {@code bad-cores/xNN_*.core} gives exactly the text beside it; a first line {@code # --set
 * NAME=N} sets a parameter. After a change of the messages, {@code -Dorrery.update=true} writes the
 * texts anew: read the difference before committing it.
 */
class BadCoresTest {
  private static final Path SOURCES = Path.of("src/test/resources/bad-cores");
  private static final Pattern NUMBERED = Pattern.compile("([ce][0-9]{2})_.*\\.core");
  private static final Pattern SETTING = Pattern.compile("# --set ([a-z.]+)=([0-9]+)\\n");

  @TestFactory
  Stream<DynamicTest> everyBadCoreIsReported() throws Exception {
    URI folder = Objects.requireNonNull(BadCoresTest.class.getResource("/bad-cores")).toURI();
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      List<Path> tables = files.filter(f -> NUMBERED.matcher(name(f)).matches()).sorted().toList();
      assertThat(tables).hasSizeGreaterThan(30);
      return tables.stream().map(f -> DynamicTest.dynamicTest(name(f), () -> check(f)));
    }
  }

  private static void check(Path table) throws IOException {
    String name = name(table);
    CoreCompiler.Outcome outcome =
        CoreCompiler.check(
            beside(table).orElse(SourceTree.stock()), name, settings(Files.readString(table)));
    String text = outcome.diagnostics().render() + "\n";
    String expected = name.replace(".core", ".txt");
    if (Boolean.getBoolean("orrery.update")) {
      Files.writeString(SOURCES.resolve(expected), text);
      return;
    }
    assertThat(text).isEqualTo(Files.readString(table.resolveSibling(expected)));
    assertThat(outcome.core()).isNull();
    Matcher number = NUMBERED.matcher(name);
    assertThat(number.matches()).isTrue();
    String code = number.group(1).toUpperCase(Locale.ROOT);
    assertThat(outcome.diagnostics().sorted()).anyMatch(d -> d.code().equals(code));
  }

  private static Map<String, Long> settings(String text) {
    Map<String, Long> settings = new LinkedHashMap<>();
    Matcher m = SETTING.matcher(text);
    if (m.lookingAt()) {
      settings.put(m.group(1), Long.valueOf(m.group(2)));
    }
    return settings;
  }

  private static SourceTree beside(Path table) {
    return path -> {
      Path file = table.resolveSibling(path);
      return Files.exists(file) ? new SourceFile(path, path, Files.readString(file)) : null;
    };
  }

  private static String name(Path file) {
    return Objects.requireNonNull(file.getFileName()).toString();
  }
}
