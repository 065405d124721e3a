package dev.orrery.spec.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.spec.Isas;
import dev.orrery.spec.model.DecodedInsn;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Escapes with bytes that give bits of the word, by the VEX prefix of x86-64. */
final class EscapesTest {
  /** The bytes of {@code andn rax, rbx, rcx}, in the order of memory. */
  private static final long ANDN = 0xc1_f2_e0_e2_c4L;

  private final ByteDecoder decoder = (ByteDecoder) Isas.stock("x64").decoder();

  @Test
  void bitsThatStandInvertedReadAsTheyAreMeant() {
    DecodedInsn insn = Objects.requireNonNull(decoder.decode(ANDN, 0));
    assertThat(insn.row().name()).isEqualTo("andn");
    assertThat(insn.row().operands())
        .filteredOn(o -> o.name().equals("v"))
        .allSatisfy(o -> assertThat(insn.value(o)).isEqualTo(3));
  }

  @Test
  void bitsThatMustBeZeroAre() {
    for (int bit = 2; bit < 5; bit++) {
      assertThat(decoder.decode(ANDN ^ 1L << 8 + bit, 0)).as("bit %d", bit).isNull();
    }
  }

  @Test
  void noPrefixStandsBeforeIt() {
    for (long prefix : new long[] {0x48, 0x66, 0xf0, 0xf2, 0xf3}) {
      assertThat(decoder.decode(ANDN << 8 | prefix, 0)).as("%x", prefix).isNull();
    }
    assertThat(decoder.decode(ANDN << 8 | 0x2e, 0)).isNotNull(); // a segment that means nothing
  }
}
