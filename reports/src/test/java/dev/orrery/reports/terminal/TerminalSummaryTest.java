package dev.orrery.reports.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.reports.Samples;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The golden files are written anew with {@code -Dorrery.update=true}. */
class TerminalSummaryTest {
  private static final Path GOLDEN = Path.of("src/test/resources/dev/orrery/reports/terminal");
  private static final String SGR = "\u001b\\[[0-9;]*m";

  @ParameterizedTest
  @CsvSource({"80,false", "110,false", "80,true"})
  void looksAsItShould(int width, boolean colour) throws Exception {
    String text = TerminalSummary.of(Samples.json(), width, colour);
    Path file = GOLDEN.resolve("json-" + width + (colour ? "-colour" : "") + ".txt");
    if (Boolean.getBoolean("orrery.update")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(file, text);
    }
    assertThat(text).isEqualTo(Files.readString(file, StandardCharsets.UTF_8));
  }

  @Test
  void coloursChangeNothingElse() {
    String colour = TerminalSummary.of(Samples.json(), 100, true).replaceAll(SGR, "");
    String plain = TerminalSummary.of(Samples.json(), 100, false);
    assertThat(letters(colour)).isEqualTo(letters(plain));
  }

  /** Without the parts of bars: colour replaces their shades. */
  private static String letters(String s) {
    return s.replaceAll("[█▓▒░▚▞]", "█");
  }

  @ParameterizedTest
  @ValueSource(ints = {72, 80, 100, 110})
  void staysInTheTerminal(int width) {
    String text = TerminalSummary.of(Samples.json(), width, false);
    assertThat(text.lines()).allSatisfy(l -> assertThat(l.length()).isLessThanOrEqualTo(width));
    assertThat(text.lines().count()).isBetween(20L, 38L);
  }

  @Test
  void threadsAreShownWhereThereAreSeveral() {
    assertThat(TerminalSummary.of(Samples.json(), 80, false)).doesNotContain("threads");
    assertThat(TerminalSummary.of(Samples.hostile("worker"), 80, false))
        .containsPattern("  threads .* worker \\(1\\)  mostly worker\n.* 3 others\n");
  }

  @Test
  void aProgramCannotCommandTheTerminal() {
    String name = "\u001b[2J\u009b31m\u0007\u202e\r\n\u0000evil";
    assertThat(TerminalSummary.of(Samples.hostile(name), 80, false))
        .doesNotContainPattern("[\\p{Cc}&&[^\n]]")
        .doesNotContain("\u202e");
    assertThat(TerminalSummary.of(Samples.hostile(name), 80, true).replaceAll(SGR, ""))
        .doesNotContainPattern("[\\p{Cc}&&[^\n]]");
  }

  @Test
  void aRunOfNothingIsStillReported() {
    assertThat(TerminalSummary.of(Samples.empty(), 80, false))
        .contains("fault at 0x0")
        .contains("0 retired ✓");
  }
}
