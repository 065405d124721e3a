package dev.orrery.spec.asm;

import dev.orrery.spec.Isas;
import dev.orrery.spec.disasm.SpecialWords;
import dev.orrery.spec.disasm.Style;
import dev.orrery.spec.model.Isa;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every row and alias of the instruction sets of words of 32 bits other than RISC-V, with random
 * operands, becomes the word that GNU as makes of the same text. {@code -Dorrery.asm.words=N} takes
 * N words of each row instead of a few, {@code -Dorrery.asm.seed=N} others.
 */
class CrossGnuAsTest {
  private static final int WORDS_PER_ROW = Integer.getInteger("orrery.asm.words", 20);
  private static final long SEED = Long.getLong("orrery.asm.seed", 1);
  private static final long BASE = 0x4_0000_0000L;

  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({
    "a64, ALIASES, aarch64-linux-gnu, -EL -march=armv8.2-a, -EL",
    "a64, NO_ALIASES, aarch64-linux-gnu, -EL -march=armv8.2-a, -EL",
    "ppc64, ALIASES, powerpc64-linux-gnu, -a64 -mpower9 -mregnames, -EB",
    "ppc64, NO_ALIASES, powerpc64-linux-gnu, -a64 -mpower9 -mregnames, -EB",
    "ppc64le, ALIASES, powerpc64le-linux-gnu, -a64 -mpower9 -mregnames, -EL"
  })
  void everyRowBecomesTheSameWord(
      String name, Style style, String target, String asOptions, String ldOptions)
      throws IOException {
    GnuAs.assumeInstalled(target, "binutils-" + target);
    GnuAs gnu =
        new GnuAs(
            dir, target, List.of(asOptions.split(" ", -1)), List.of(ldOptions.split(" ", -1)));
    Isa isa = Isas.stock(name);
    SplittableRandom random = new SplittableRandom(SEED);
    new GnuAsRows(isa, gnu, style, " .text", BASE, 4, List.of())
        .compare(
            isa.rows(),
            WORDS_PER_ROW,
            (row, pc) ->
                Objects.requireNonNull(isa.decoder().decode(SpecialWords.word(row, random), pc)));
  }
}
