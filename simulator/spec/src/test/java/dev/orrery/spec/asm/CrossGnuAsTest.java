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
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every row and alias of the instruction sets of words of 32 bits other than RISC-V, with random
 * operands, becomes the word that GNU as makes of the same text. {@code -Dorrery.asm.words=N} takes
 * N words of each row instead of a few, {@code -Dorrery.asm.seed=N} others.
 */
class CrossGnuAsTest {
  private static final int WORDS_PER_ROW = Integer.getInteger("orrery.asm.words", 40);
  private static final long SEED = Long.getLong("orrery.asm.seed", 1);
  private static final int LINES_PER_FILE = 50_000;

  /** Far enough from both ends of memory for every distance. */
  private static final long BASE = 0x4_0000_0000L;

  /** GNU as 2.40 takes hints of conditional branches to an address for parts of it. */
  private static final Pattern NOT_READ = Pattern.compile("b\\w+a[-+]\t.*");

  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({
    "a64, ALIASES, aarch64-linux-gnu, -EL, -EL",
    "a64, NO_ALIASES, aarch64-linux-gnu, -EL, -EL",
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
    Disassembler disassembler = new Disassembler(isa);
    SplittableRandom random = new SplittableRandom(SEED);
    List<String> lines = new ArrayList<>();
    long compared = 0;
    for (Row row : isa.rows()) {
      for (int i = 0; i < WORDS_PER_ROW; i++) {
        long pc = BASE + 4L * lines.size();
        Symbolizer distance = a -> ". + " + (a - pc);
        DecodedInsn insn =
            Objects.requireNonNull(isa.decoder().decode(SpecialWords.word(row, random), pc));
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
    for (int i : refused) {
      assertThat(lines.get(i - 2)).as("GNU as refuses it").matches(NOT_READ);
    }
    List<String> read = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      read.add(refused.contains(i + 2) ? ".long 0" : lines.get(i));
    }
    String text = text(read);
    byte[] expected = gnu.section(gnu.link(text, ".text=0x" + Long.toHexString(BASE)), ".text");
    byte[] ours =
        Assembler.assemble(isa, SourceTree.of(Map.of("x.s", text)), "x.s", BASE)
            .program()
            .sections()
            .getFirst()
            .bytes();
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < read.size(); i++) {
      String found = word(ours, i);
      if (!found.equals(word(expected, i))) {
        differences.add(read.get(i) + ": " + found + ", GNU as: " + word(expected, i));
      }
    }
    assertThat(differences.stream().limit(40)).isEmpty();
    return (long) read.size() - refused.size();
  }

  private static String word(byte[] code, int i) {
    return HexFormat.of().formatHex(code, 4 * i, Math.min(code.length, 4 * i + 4));
  }

  private static String text(List<String> lines) {
    return " .text\n" + String.join("\n", lines) + "\n";
  }
}
