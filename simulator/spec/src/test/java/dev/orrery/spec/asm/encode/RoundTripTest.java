package dev.orrery.spec.asm.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.spec.Isas;
import dev.orrery.spec.decode.RowWords;
import dev.orrery.spec.disasm.Disassembler;
import dev.orrery.spec.disasm.Style;
import dev.orrery.spec.disasm.Symbolizer;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the disassembler prints is read back as the same word. */
class RoundTripTest {
  private static final int WORDS_PER_ROW = 100;
  private static final long PC = 0x4000_0000;

  @ParameterizedTest
  @CsvSource({"rv64gc, 1", "rv32gc, 2", "rv64max, 3", "rv32max, 4"})
  void everyRowReadsBackAsPrinted(String name, long seed) {
    Isa isa = Isas.stock(name);
    InsnEncoder encoder = new InsnEncoder(isa);
    Disassembler disassembler = new Disassembler(isa);
    SplittableRandom random = new SplittableRandom(seed);
    List<String> differences = new ArrayList<>();
    for (Row row : isa.rows()) {
      for (int i = 0; i < WORDS_PER_ROW; i++) {
        long word = RowWords.sample(row, random) & meant(row);
        DecodedInsn insn = Objects.requireNonNull(isa.decoder().decode(word, PC));
        String text = disassembler.text(insn, Style.NO_ALIASES, Symbolizer.NONE);
        try {
          long back = encoder.encode(text, PC).word();
          if (back != word) {
            differences.add("%x is '%s', which is %x".formatted(word, text, back));
          }
        } catch (Failure f) {
          differences.add("%x is '%s': %s".formatted(word, text, f.getMessage()));
        }
      }
    }
    assertThat(differences.stream().limit(20)).isEmpty();
  }

  /** The bits that a row gives a meaning. */
  private static long meant(Row row) {
    long bits = row.mask();
    for (Operand o : row.operands()) {
      bits |= o.field() == null ? 0 : o.field().mask();
    }
    return bits;
  }

  @Test
  void aliasesSayWhatTheirTextLeavesOut() {
    InsnEncoder encoder = new InsnEncoder(Isas.stock("rv64gc"));
    assertThat(encoder.encode("ret", 0).word()).isEqualTo(0x8067);
    assertThat(encoder.encode("  li  a0 , -1", 0).word()).isEqualTo(0xfff00513L);
    assertThat(encoder.encode("fmv.d fa0, fa1", 0).word()).isEqualTo(0x22b58553L);
    assertThat(encoder.encode("lw x10, (sp)", 0).word()).isEqualTo(0x12503);
    assertThat(encoder.encode("lr.w.aq a0, 0(a1)", 0).word()).isEqualTo(0x1405a52fL);
    assertThat(encoder.encode("j 0x1000", 0x1000).word()).isEqualTo(0x6f);
  }

  @Test
  void whatDoesNotFitIsSaid() {
    InsnEncoder encoder = new InsnEncoder(Isas.stock("rv64gc"));
    assertThatThrownBy(() -> encoder.encode("addi a0, a0, 5000", 0))
        .isInstanceOf(Failure.class)
        .hasMessage("5000 does not fit 'addi', which reaches from -2048 to 2047");
    assertThatThrownBy(() -> encoder.encode("beq a0, a1, 0x1001", 0x1000))
        .hasMessage("the distance 1 is not a multiple of 2, as 'beq' needs");
    assertThatThrownBy(() -> encoder.encode("add a0, a1, fa2", 0))
        .hasMessage("here should be a register such as t6, or a number");
    assertThatThrownBy(() -> encoder.encode("ad a0, a1, a2", 0))
        .hasMessage("there is no instruction 'ad' in rv64gc");
  }
}
