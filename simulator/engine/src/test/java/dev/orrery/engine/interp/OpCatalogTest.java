package dev.orrery.engine.interp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.engine.emit.Variant;
import dev.orrery.spec.Isas;
import dev.orrery.spec.decode.RowWords;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Row;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the build foresaw is what specialising at run time would find. */
class OpCatalogTest {
  private static final int WORDS = 200;

  @ParameterizedTest
  @ValueSource(strings = {"rv64gc", "rv32gc"})
  void tellsTheVariantOfEveryInstruction(String name) {
    Isa isa = Isas.stock(name);
    OpCatalog catalog = Objects.requireNonNull(OpCatalog.of(isa));
    Random random = new Random(1);
    Map<Integer, String> symbols = new HashMap<>();
    for (Row row : isa.rows()) {
      for (int n = 0; n < WORDS; n++) {
        DecodedInsn insn = isa.decoder().decode(RowWords.sample(row, random), 0x10000);
        if (insn == null || !insn.row().equals(row)) {
          continue; // a more special row has this word
        }
        int number = catalog.variant(insn);
        assertThat(number).as("variant of %s", row).isBetween(0, catalog.variants() - 1);
        String symbol = Variant.of(insn).symbol();
        assertThat(symbols.computeIfAbsent(number, k -> symbol)).isEqualTo(symbol);
      }
    }
    assertThat(new HashSet<>(symbols.values())).hasSameSizeAs(symbols.keySet());
  }
}
