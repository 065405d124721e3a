package dev.orrery.spec.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.orrery.spec.Isas;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Row;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The decoders of the stock tables. */
class StockTablesTest {
  static List<String> names() {
    return Isas.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void treeAgreesWithTryingEveryRow(String name) {
    Isa isa = Isas.stock(name);
    LengthRule lengths = TableDecoder.of(isa).lengths();
    SplittableRandom random = new SplittableRandom(name.hashCode());
    for (int i = 0; i < 20_000; i++) {
      long word = i % 2 == 0 ? random.nextInt() & 0xffff_ffffL : random.nextInt(0x10000);
      if (lengths.length(word) == 2) {
        word &= 0xffff;
      }
      assertDecodes(isa, word, only(isa, word, lengths.length(word)));
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyRowDecodesToItself(String name) {
    Isa isa = Isas.stock(name);
    SplittableRandom random = new SplittableRandom(name.hashCode());
    for (Row row : isa.rows()) {
      for (int i = 0; i < 50; i++) {
        long word = RowWords.sample(row, random);
        DecodedInsn insn = Objects.requireNonNull(TableDecoder.of(isa).decode(word, 0));
        if (!insn.row().equals(row) && insn.row() != only(isa, word, row.length())) {
          fail("%s: %x decodes as %s", row, word, insn.row());
        }
        assertThat(RowWords.encode(insn.row(), insn.values(), word)).isEqualTo(word);
      }
    }
  }

  /**
   * The most specific of the rows that have {@code word}: rows declared over others have more fixed
   * bits.
   */
  private static @Nullable Row only(Isa isa, long word, int bytes) {
    Row found = null;
    for (Row r : isa.rows()) {
      if (r.length() == bytes
          && RowWords.contains(r, word)
          && (found == null || Long.bitCount(r.mask()) > Long.bitCount(found.mask()))) {
        found = r;
      }
    }
    return found;
  }

  private static void assertDecodes(Isa isa, long word, @Nullable Row expected) {
    DecodedInsn insn = TableDecoder.of(isa).decode(word, 0);
    if ((insn == null ? null : insn.row()) != expected) {
      fail("%s: word 0x%x: tree %s, rows %s", isa.name(), word, insn, expected);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "rv64max, 2",
    "rv64max, 4",
    "rv32max, 2",
    "rv32max, 4",
    "rv32i, 4",
    "a64, 4",
    "ppc64, 4"
  })
  void uncoveredWordsAreIllegal(String name, int bytes) {
    Isa isa = Isas.stock(name);
    Coverage coverage = Coverage.of(isa.rows(), TableDecoder.of(isa).lengths(), bytes);
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 20_000; i++) {
      assertThat(TableDecoder.of(isa).decode(coverage.sample(random), 0)).isNull();
      long word = random.nextLong() & (bytes == 2 ? 0xffff : 0xffff_ffffL);
      if (isa.decoder().length(word) == bytes) {
        boolean uncovered = coverage.uncovered().stream().anyMatch(c -> c.contains(word));
        assertThat(uncovered).isEqualTo(TableDecoder.of(isa).decode(word, 0) == null);
      }
    }
  }

  /** Reserved compressed encodings of the manual's listing (27.8) have no row; HINTs have one. */
  @Test
  void reservedIsIllegalAndHintsAreNot() {
    Isa rv64 = Isas.stock("rv64gc");
    Isa rv32 = Isas.stock("rv32gc");
    for (int word :
        new int[] {0x0004, 0x2001, 0x2081, 0x6101, 0x6081, 0x9c41, 0x4002, 0x6002, 0x8002}) {
      boolean onlyRv64 = word == 0x2001 || word == 0x2081 || word == 0x6002;
      assertThat(rv32.decoder().decode(word, 0) == null).as("%x", word).isEqualTo(!onlyRv64);
    }
    for (int word : new int[] {0x0004, 0x2001, 0x6101, 0x6081, 0x9c41, 0x4002, 0x6002, 0x8002}) {
      assertThat(rv64.decoder().decode(word, 0)).as("%x", word).isNull();
    }
    for (int shiftBy32 : new int[] {0x1082, 0x9081, 0x9481}) {
      assertThat(rv64.decoder().decode(shiftBy32, 0)).isNotNull();
      assertThat(rv32.decoder().decode(shiftBy32, 0)).isNull();
    }
    for (int hint :
        new int[] {
          0x0001, 0x0005, 0x0081, 0x4001, 0x6005, 0x8006, 0x9006, 0x0006, 0x0082, 0x8001
        }) {
      for (Isa isa : List.of(rv64, rv32)) {
        assertThat(TableDecoder.of(isa).decode(hint, 0)).as("%x", hint).isNotNull();
      }
    }
  }
}
