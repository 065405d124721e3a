package dev.orrery.spec.disasm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.spec.Isas;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every row, with random operands, is printed as objdump prints it. */
class ObjdumpTest {
  private static final int WORDS_PER_ROW = Integer.getInteger("orrery.objdump.words", 60);
  private static final int MIXED_WORDS = 100 * WORDS_PER_ROW;

  /**
   * Conversions that are exact: binutils 2.40 knows them without a rounding mode only, and shows
   * others as data.
   */
  private static final Pattern EXACT_WITH_MODE =
      Pattern.compile(".*\tfcvt\\.(d\\.(s|h|w|wu)|s\\.h)\t\\w+,\\w+,\\w+");

  /** Behind the width: what objdump is to know. */
  private static final String EXTENSIONS =
      "gc_zba_zbb_zbc_zbs_zawrs_zicbom_zicbop_zicboz_zihintpause_zfh";

  /** Extensions that binutils 2.40 does not know; {@link LlvmMcTest} compares them. */
  private static final Set<String> UNKNOWN = LlvmMcTest.EXTENSIONS;

  @TempDir Path dir;

  @BeforeAll
  static void needsObjdump() {
    Objdump.assumeInstalled();
  }

  @ParameterizedTest
  @CsvSource({
    "rv64max, ALIASES, 1",
    "rv64max, NO_ALIASES, 2",
    "rv32max, ALIASES, 3",
    "rv32max, NO_ALIASES, 4"
  })
  void everyRowReadsAsInObjdump(String name, Style style, long seed) throws IOException {
    Isa isa = Isas.stock(name);
    SplittableRandom random = new SplittableRandom(seed);
    List<Long> words = new ArrayList<>();
    for (Row row : isa.rows()) {
      for (int i = 0; i < WORDS_PER_ROW; i++) {
        add(isa, SpecialWords.word(row, random), words);
      }
    }
    compare(isa, style, words);
  }

  @ParameterizedTest
  @CsvSource({
    "rv64max, ALIASES, 5",
    "rv64max, NO_ALIASES, 6",
    "rv32max, ALIASES, 7",
    "rv32max, NO_ALIASES, 8"
  })
  void addressesAreFollowedAsInObjdump(String name, Style style, long seed) throws IOException {
    Isa isa = Isas.stock(name);
    SplittableRandom random = new SplittableRandom(seed);
    List<Long> words = new ArrayList<>();
    for (int i = 0; i < MIXED_WORDS; i++) {
      add(isa, SpecialWords.word(isa.rows().get(random.nextInt(isa.rows().size())), random), words);
    }
    compare(isa, style, words);
  }

  @ParameterizedTest
  @CsvSource({"rv64max, ALIASES", "rv64max, NO_ALIASES", "rv32max, ALIASES", "rv32max, NO_ALIASES"})
  void everyCompressedWordReadsAsInObjdump(String name, Style style) throws IOException {
    Isa isa = Isas.stock(name);
    List<Long> words = new ArrayList<>();
    for (long w = 0; w < 0x10000; w++) {
      if ((w & 3) != 3) {
        add(isa, w, words);
      }
    }
    compare(isa, style, words);
  }

  /** Adds a word that decodes, unless it belongs to a row that objdump does not know. */
  private static void add(Isa isa, long word, List<Long> words) {
    DecodedInsn insn = isa.decoder().decode(word, 0);
    if (insn != null && !UNKNOWN.contains(insn.row().extension())) {
      words.add(word);
    }
  }

  private void compare(Isa isa, Style style, List<Long> words) throws IOException {
    ByteArrayOutputStream code = new ByteArrayOutputStream();
    for (long w : words) {
      for (int i = 0; i < isa.decoder().length(w); i++) {
        code.write((int) (w >> 8 * i));
      }
    }
    List<String> expected =
        Objdump.list(code.toByteArray(), "rv" + isa.xlen() + EXTENSIONS, style, dir);
    List<String> lines = new ArrayList<>();
    new Listing(new Disassembler(isa), style, Symbolizer.NONE, OptionalLong.empty())
        .code(0, code.toByteArray(), lines::add);
    assertThat(expected).hasSameSizeAs(words);
    assertThat(lines).hasSameSizeAs(words);
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String line = lines.get(i);
      if (!line.strip().equals(expected.get(i).strip())
          && !EXACT_WITH_MODE.matcher(line).matches()) {
        differences.add("'%s', objdump '%s'".formatted(line, expected.get(i)));
      }
    }
    assertThat(differences.stream().limit(40)).isEmpty();
  }
}
