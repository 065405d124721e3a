package dev.orrery.spec.disasm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.spec.Isas;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every row, with random operands, is printed as objdump prints it. */
class ObjdumpTest {
  private static final int WORDS_PER_ROW = 150;

  /**
   * Conversions that are exact: binutils 2.40 knows them without a rounding mode only, and shows
   * others as data.
   */
  private static final Pattern EXACT_WITH_MODE =
      Pattern.compile(".*\tfcvt\\.d\\.(s|w|wu)\t\\w+,\\w+,\\w+");

  @TempDir Path dir;

  @BeforeAll
  static void needsObjdump() {
    Objdump.assumeInstalled();
  }

  @ParameterizedTest
  @CsvSource({
    "rv64gc, ALIASES, 1",
    "rv64gc, NO_ALIASES, 2",
    "rv32gc, ALIASES, 3",
    "rv32gc, NO_ALIASES, 4"
  })
  void everyRowReadsAsInObjdump(String name, Style style, long seed) throws IOException {
    Isa isa = Isas.stock(name);
    SplittableRandom random = new SplittableRandom(seed);
    List<Long> words = new ArrayList<>();
    for (Row row : isa.rows()) {
      for (int i = 0; i < WORDS_PER_ROW; i++) {
        words.add(SpecialWords.word(row, random));
      }
    }
    compare(isa, style, words);
  }

  @ParameterizedTest
  @CsvSource({
    "rv64gc, ALIASES, 5",
    "rv64gc, NO_ALIASES, 6",
    "rv32gc, ALIASES, 7",
    "rv32gc, NO_ALIASES, 8"
  })
  void addressesAreFollowedAsInObjdump(String name, Style style, long seed) throws IOException {
    Isa isa = Isas.stock(name);
    SplittableRandom random = new SplittableRandom(seed);
    List<Long> words = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      words.add(SpecialWords.word(isa.rows().get(random.nextInt(isa.rows().size())), random));
    }
    compare(isa, style, words);
  }

  @ParameterizedTest
  @CsvSource({"rv64gc, ALIASES", "rv64gc, NO_ALIASES", "rv32gc, ALIASES", "rv32gc, NO_ALIASES"})
  void everyCompressedWordReadsAsInObjdump(String name, Style style) throws IOException {
    Isa isa = Isas.stock(name);
    List<Long> words = new ArrayList<>();
    for (long w = 0; w < 0x10000; w++) {
      if ((w & 3) != 3 && isa.decoder().decode(w, 0) != null) {
        words.add(w);
      }
    }
    compare(isa, style, words);
  }

  private void compare(Isa isa, Style style, List<Long> words) throws IOException {
    ByteArrayOutputStream code = new ByteArrayOutputStream();
    for (long w : words) {
      for (int i = 0; i < isa.decoder().length(w); i++) {
        code.write((int) (w >> 8 * i));
      }
    }
    List<String> expected = Objdump.list(code.toByteArray(), isa.xlen(), style, dir);
    List<String> lines = new ArrayList<>();
    new Listing(new Disassembler(isa), style, Symbolizer.NONE, OptionalLong.empty())
        .code(0, code.toByteArray(), lines::add);
    assertThat(expected).hasSameSizeAs(words);
    assertThat(lines).hasSameSizeAs(words);
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String line = lines.get(i);
      if (!line.equals(expected.get(i)) && !EXACT_WITH_MODE.matcher(line).matches()) {
        differences.add("'%s', objdump '%s'".formatted(line, expected.get(i)));
      }
    }
    assertThat(differences.stream().limit(40)).isEmpty();
  }
}
