package dev.orrery.spec.asm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.spec.Isas;
import dev.orrery.spec.disasm.Disassembler;
import dev.orrery.spec.disasm.SpecialWords;
import dev.orrery.spec.disasm.Style;
import dev.orrery.spec.disasm.Symbolizer;
import dev.orrery.spec.lang.source.SourceTree;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every row and alias, with random operands, becomes the words that GNU as makes of the same text:
 * compressed ones and relaxed branches included. {@code -Dorrery.asm.words=N} takes N words of each
 * row instead of a few.
 */
class GnuAsRowsTest {
  private static final int WORDS_PER_ROW = Integer.getInteger("orrery.asm.words", 40);
  private static final int LINES_PER_FILE = 60_000;

  /**
   * Texts of words that GNU as 2.40 does not take back: conversions that are exact with a rounding
   * mode, fences of nothing, hints.
   */
  private static final Pattern NOT_READ =
      Pattern.compile("fcvt\\.d\\.(s|w|wu)\t\\w+,\\w+,\\w+|fence\t.*unknown.*|c\\..*");

  @TempDir Path dir;

  @BeforeAll
  static void needsGnuAs() {
    GnuAs.assumeInstalled();
  }

  @ParameterizedTest
  @CsvSource({
    "rv64gc, ALIASES, 1",
    "rv64gc, NO_ALIASES, 2",
    "rv32gc, ALIASES, 3",
    "rv32gc, NO_ALIASES, 4"
  })
  void everyRowBecomesTheSameWord(String name, Style style, long seed) throws IOException {
    Isa isa = Isas.stock(name);
    GnuAs gnu = GnuAs.riscv(dir, isa.xlen());
    Disassembler disassembler = new Disassembler(isa);
    SplittableRandom random = new SplittableRandom(seed);
    List<String> lines = new ArrayList<>();
    long compared = 0;
    for (Row row : isa.rows()) {
      for (int i = 0; i < WORDS_PER_ROW; i++) {
        DecodedInsn insn =
            Objects.requireNonNull(isa.decoder().decode(SpecialWords.word(row, random), 0));
        Symbolizer distance = a -> ". + " + (isa.xlen() == 32 ? (int) a : a);
        lines.add(disassembler.text(insn, style, distance));
      }
      if (lines.size() >= LINES_PER_FILE) {
        compared += compare(isa, gnu, lines);
        lines.clear();
      }
    }
    compared += compare(isa, gnu, lines);
    assertThat(compared).isGreaterThan(isa.rows().size() * WORDS_PER_ROW * 9L / 10);
  }

  private long compare(Isa isa, GnuAs gnu, List<String> lines) throws IOException {
    Set<Integer> refused = gnu.refused(text(lines));
    List<String> read = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (!refused.contains(i + 2)) {
        read.add(lines.get(i));
      } else {
        assertThat(lines.get(i)).as("GNU as refuses it").matches(NOT_READ);
      }
    }
    String text = text(read);
    byte[] expected = gnu.section(gnu.link(text, ".text=0x10000"), ".text");
    byte[] ours =
        Assembler.assemble(isa, SourceTree.of(Map.of("x.s", text)), "x.s", 0x10000)
            .program()
            .sections()
            .getFirst()
            .bytes();
    int at = Arrays.mismatch(expected, ours);
    if (at >= 0) {
      assertThat(around(isa, ours, at)).as("at byte %d", at).isEqualTo(around(isa, expected, at));
    }
    assertThat(ours).isEqualTo(expected);
    return read.size();
  }

  private static String text(List<String> lines) {
    return " .text\n" + String.join("\n", lines) + "\n";
  }

  /** The instructions of the first difference. */
  private static List<String> around(Isa isa, byte[] code, int at) {
    List<String> lines = new ArrayList<>();
    new dev.orrery.spec.disasm.Listing(
            new Disassembler(isa),
            Style.NO_ALIASES,
            Symbolizer.NONE,
            java.util.OptionalLong.empty())
        .code(0, code, lines::add);
    List<String> near = new ArrayList<>();
    for (String line : lines) {
      long address = Long.parseLong(line.substring(0, line.indexOf(':')).strip(), 16);
      if (address >= at - 4 && address < at + 12) {
        near.add(line);
      }
    }
    return near;
  }
}
