package dev.orrery.spec.asm;

import dev.orrery.spec.Isas;
import dev.orrery.spec.decode.ByteDecoder;
import dev.orrery.spec.disasm.ByteSamples;
import dev.orrery.spec.disasm.Style;
import dev.orrery.spec.model.CodeBytes;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every row of x86-64 with random operands becomes the bytes that GNU as makes of the same text.
 * {@code -Dorrery.asm.words=N} takes N samples of each row instead of a few, {@code
 * -Dorrery.asm.seed=N} others.
 */
class ByteGnuAsTest {
  private static final int SAMPLES_PER_ROW = Integer.getInteger("orrery.asm.words", 8);
  private static final long SEED = Long.getLong("orrery.asm.seed", 1);
  private static final long BASE = 0x4_0000_0000L;

  /** Each instruction begins at a multiple of this: more bytes than any has. */
  private static final int SLOT = 16;

  /** Rows whose text GNU as writes in fewer bytes: without a prefix that does nothing, int3. */
  private static final Set<String> SHORTER = Set.of("addr32 jmp", "addr32 call", "int");

  @TempDir Path dir;

  private final Isa isa = Isas.stock("x64");

  @Test
  void everyRowBecomesTheSameBytes() throws IOException {
    GnuAs.assumeInstalled("x86_64-linux-gnu", "binutils on an x86-64 machine");
    GnuAs gnu = new GnuAs(dir, "x86_64-linux-gnu", List.of("-mindex-reg"), List.of());
    SplittableRandom random = new SplittableRandom(SEED);
    ByteDecoder decoder = (ByteDecoder) isa.decoder();
    new GnuAsRows(isa, gnu, Style.ALIASES, " .intel_syntax noprefix", BASE, SLOT, List.of())
        .compare(
            isa.rows().stream().filter(row -> !SHORTER.contains(row.name())).toList(),
            SAMPLES_PER_ROW,
            (row, pc) -> {
              DecodedInsn insn;
              do {
                byte[] bytes = ByteSamples.sample(row, decoder, random);
                insn = Objects.requireNonNull(decoder.decode(code(bytes, pc), pc));
              } while (isSaidOtherwise(insn));
              return insn;
            });
  }

  /**
   * Whether it is x87 arithmetic on st(0) twice in the form whose destination is any register: GNU
   * as writes the form whose destination is the top.
   */
  private static boolean isSaidOtherwise(DecodedInsn insn) {
    return (insn.row().match() & 0xff) == 0xdc
        && insn.row().operands().stream()
            .anyMatch(o -> o.name().equals("sti") && insn.value(o) == 0);
  }

  private static CodeBytes code(byte[] bytes, long pc) {
    return (address, n) -> {
      long value = 0;
      for (int i = 0; i < n; i++) {
        int at = (int) (address - pc) + i;
        value |= (at < bytes.length ? bytes[at] & 0xffL : 0) << 8 * i;
      }
      return value;
    };
  }
}
