package dev.orrery.spec.asm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.spec.Isas;
import dev.orrery.spec.asm.GnuAsRows.Refusal;
import dev.orrery.spec.disasm.LlvmMcTest;
import dev.orrery.spec.disasm.SpecialWords;
import dev.orrery.spec.disasm.Style;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every row and alias of RISC-V, with random operands, becomes the words that GNU as makes of the
 * same text, compressed ones included. {@code -Dorrery.asm.words=N} takes N words of each row
 * instead of a few, {@code -Dorrery.asm.seed=N} others. What is newer than GNU as is compared by
 * way of its text: {@link LlvmMcTest} finds it equal to LLVM's, and {@code RoundTripTest} reads it
 * back.
 */
class GnuAsRowsTest {
  private static final int WORDS_PER_ROW = Integer.getInteger("orrery.asm.words", 20);
  private static final long SEED = Long.getLong("orrery.asm.seed", 1);
  private static final long BASE = 0x1000_0000L;

  /** Texts of words that GNU as 2.40 does not take back. */
  private static final List<Refusal> NOT_READ =
      List.of(
          Refusal.of(
              "fcvt\\.(d\\.(s|h|w|wu)|s\\.h)\t\\w+,\\w+,\\w+",
              "conversions that are exact have a rounding mode in the word, and none there"),
          Refusal.of("fence\t.*unknown.*", "a fence of nothing has a name in listings only"),
          Refusal.of("c\\..*", "hints"));

  /** Extensions that are control registers only: GNU as has no name for them. */
  private static final Set<String> WITHOUT_ROWS = Set.of("Zihpm");

  @TempDir Path dir;

  @BeforeAll
  static void needsGnuAs() {
    GnuAs.assumeInstalled();
  }

  @ParameterizedTest
  @CsvSource({"rv64gc, ALIASES", "rv64gc, NO_ALIASES", "rv32gc, ALIASES", "rv32gc, NO_ALIASES"})
  void everyRowBecomesTheSameWord(String name, Style style) throws IOException {
    Isa isa = Isas.stock(name);
    compare(isa, isa.rows(), GnuAs.riscv(dir, isa.xlen()), style);
  }

  /** All that the tables have, but for what GNU as does not know. */
  @ParameterizedTest
  @CsvSource({
    "rv64max, rv64gc, ALIASES",
    "rv64max, rv64gc, NO_ALIASES",
    "rv32max, rv32gc, ALIASES",
    "rv32max, rv32gc, NO_ALIASES"
  })
  void everyExtensionThatGnuAsKnowsBecomesTheSameWord(String name, String base, Style style)
      throws IOException {
    Isa all = Isas.stock(name);
    Set<String> more = new TreeSet<>(all.extensions());
    more.removeAll(Isas.stock(base).extensions());
    more.removeAll(WITHOUT_ROWS);
    Set<String> notCompared = new TreeSet<>();
    StringBuilder compared = new StringBuilder();
    for (String extension : more) {
      String suffix = "_" + extension.toLowerCase(Locale.ROOT);
      if (GnuAs.riscv(dir, all.xlen(), suffix).knowsItsOptions()) {
        compared.append(suffix);
      } else {
        notCompared.add(extension);
      }
    }
    assertThat(LlvmMcTest.EXTENSIONS).as("newer than GNU as 2.40").containsAll(notCompared);
    Isa isa = Isas.stock(base + compared);
    List<Row> rows = isa.rows().stream().filter(r -> more.contains(r.extension())).toList();
    assertThat(rows).hasSizeGreaterThan(70);
    compare(isa, rows, GnuAs.riscv(dir, isa.xlen(), compared.toString()), style);
  }

  private static void compare(Isa isa, List<Row> rows, GnuAs gnu, Style style) throws IOException {
    SplittableRandom random = new SplittableRandom(SEED);
    new GnuAsRows(isa, gnu, style, " .text", BASE, 4, NOT_READ)
        .compare(
            rows,
            WORDS_PER_ROW,
            (row, pc) ->
                Objects.requireNonNull(isa.decoder().decode(SpecialWords.word(row, random), pc)));
  }
}
