package dev.orrery.spec.asm;

import dev.orrery.spec.Isas;
import dev.orrery.spec.asm.GnuAsRows.Refusal;
import dev.orrery.spec.disasm.SpecialWords;
import dev.orrery.spec.disasm.Style;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every row and alias of RISC-V, with random operands, becomes the words that GNU as makes of the
 * same text, compressed ones included. {@code -Dorrery.asm.words=N} takes N words of each row
 * instead of a few, {@code -Dorrery.asm.seed=N} others.
 */
class GnuAsRowsTest {
  private static final int WORDS_PER_ROW = Integer.getInteger("orrery.asm.words", 40);
  private static final long SEED = Long.getLong("orrery.asm.seed", 1);
  private static final long BASE = 0x1000_0000L;

  /** Texts of words that GNU as 2.40 does not take back. */
  private static final List<Refusal> NOT_READ =
      List.of(
          Refusal.of(
              "fcvt\\.d\\.(s|w|wu)\t\\w+,\\w+,\\w+",
              "conversions that are exact have a rounding mode in the word, and none there"),
          Refusal.of("fence\t.*unknown.*", "a fence of nothing has a name in listings only"),
          Refusal.of("c\\..*", "hints"));

  @TempDir Path dir;

  @BeforeAll
  static void needsGnuAs() {
    GnuAs.assumeInstalled();
  }

  @ParameterizedTest
  @CsvSource({
    "rv64gc, ALIASES",
    "rv64gc, NO_ALIASES",
    "rv32gc, ALIASES",
    "rv32gc, NO_ALIASES",
  })
  void everyRowBecomesTheSameWord(String name, Style style) throws IOException {
    Isa isa = Isas.stock(name);
    GnuAs gnu = GnuAs.riscv(dir, isa.xlen());
    SplittableRandom random = new SplittableRandom(SEED);
    List<Row> rows = isa.rows();
    new GnuAsRows(isa, gnu, style, " .text", BASE, 4, NOT_READ, (text, ours, theirs, pc) -> false)
        .compare(
            rows,
            WORDS_PER_ROW,
            (row, pc) ->
                Objects.requireNonNull(isa.decoder().decode(SpecialWords.word(row, random), pc)));
  }
}
