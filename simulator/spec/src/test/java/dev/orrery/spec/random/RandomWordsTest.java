package dev.orrery.spec.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.spec.Isas;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Row;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RandomWordsTest {
  private static final int WORDS = 200;

  @ParameterizedTest
  @ValueSource(strings = {"rv64max", "rv32max", "a64", "ppc64"})
  void wordsAreAsLongAsTheirRowAndDecodeToIt(String name) {
    Isa isa = Isas.stock(name);
    RandomWords words = new RandomWords(isa);
    SplittableRandom random = new SplittableRandom(1);
    for (Row row : isa.rows()) {
      for (int i = 0; i < WORDS; i++) {
        long word = words.of(row, random);
        assertThat(word >>> 8 * row.length()).as("%s: %x", row, word).isZero();
        assertThat(isa.decoder().decode(word, 0)).extracting(d -> d.row()).isEqualTo(row);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rv64max", "rv32max", "a64", "ppc64"})
  void illegalWordsHaveTheirLengthAndNoRow(String name) {
    Isa isa = Isas.stock(name);
    RandomWords words = new RandomWords(isa);
    SplittableRandom random = new SplittableRandom(2);
    assertThat(words.hasIllegal()).isTrue();
    for (int i = 0; i < 10 * WORDS; i++) {
      long word = words.illegal(random);
      int bytes = isa.decoder().length(word);
      assertThat(word >>> 8 * bytes).as("%x", word).isZero();
      assertThat(isa.decoder().decode(word, 0)).isNull();
    }
  }
}
