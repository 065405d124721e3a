package dev.orrery.spec.asm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.spec.Isas;
import dev.orrery.spec.decode.ByteDecoder;
import dev.orrery.spec.disasm.ByteSamples;
import dev.orrery.spec.disasm.Disassembler;
import dev.orrery.spec.disasm.Style;
import dev.orrery.spec.lang.source.SourceTree;
import dev.orrery.spec.model.CodeBytes;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every row of x86-64 with random operands becomes the bytes that GNU as makes of the same text, or
 * other bytes of at most as many that read as that text. {@code -Dorrery.asm.words=N} takes N
 * samples of each row instead of a few, {@code -Dorrery.asm.seed=N} others.
 */
class ByteGnuAsTest {
  private static final int SAMPLES_PER_ROW = Integer.getInteger("orrery.asm.words", 8);
  private static final long SEED = Long.getLong("orrery.asm.seed", 1);
  private static final int LINES_PER_FILE = 50_000;

  /** Far enough from both ends of memory for every distance. */
  private static final long BASE = 0x4_0000_0000L;

  /** Each instruction begins at a multiple of this: more bytes than any has. */
  private static final int SLOT = 16;

  /** GNU as takes an exchange of rax with itself for a nop. */
  private static final Pattern NOTHING = Pattern.compile("xchg\trax,rax");

  @TempDir Path dir;

  private final Isa isa = Isas.stock("x64");
  private final Disassembler disassembler = new Disassembler(isa);
  private long compared;
  private long other;

  @Test
  void everyRowBecomesTheSameBytesOrNoMore() throws IOException {
    GnuAs.assumeInstalled("x86_64-linux-gnu", "binutils on an x86-64 machine");
    SplittableRandom random = new SplittableRandom(SEED);
    List<String> lines = new ArrayList<>();
    for (Row row : isa.rows()) {
      for (int i = 0; i < SAMPLES_PER_ROW; i++) {
        long pc = BASE + (long) SLOT * lines.size();
        lines.add(text(ByteSamples.sample(row, (ByteDecoder) isa.decoder(), random), pc));
      }
      if (lines.size() >= LINES_PER_FILE) {
        compare(lines);
        lines.clear();
      }
    }
    compare(lines);
    assertThat(compared).isGreaterThan(isa.rows().size() * SAMPLES_PER_ROW * 9L / 10);
    assertThat(other).as("of %d", compared).isLessThan(compared / 100);
  }

  private void compare(List<String> lines) throws IOException {
    GnuAs gnu = new GnuAs(dir, "x86_64-linux-gnu", List.of("-mindex-reg"), List.of());
    Set<Integer> refused = gnu.refused(program(lines));
    for (int i = 0; i < lines.size(); i++) {
      boolean isRefused = refused.contains(2 * i + 3);
      assertThat(isRefused).as("GNU as refuses " + lines.get(i)).isFalse();
    }
    String program = program(lines);
    byte[] expected = gnu.section(gnu.link(program, ".text=0x" + Long.toHexString(BASE)), ".text");
    byte[] ours =
        Assembler.assemble(isa, SourceTree.of(Map.of("x.s", program)), "x.s", BASE)
            .program()
            .sections()
            .getFirst()
            .bytes();
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      byte[] found = Arrays.copyOfRange(ours, SLOT * i, SLOT * (i + 1));
      byte[] wanted = Arrays.copyOfRange(expected, SLOT * i, SLOT * (i + 1));
      compared++;
      if (!Arrays.equals(found, wanted)) {
        other++;
        long pc = BASE + (long) SLOT * i;
        boolean fine = text(found, pc).equals(lines.get(i)) && length(found) <= length(wanted);
        if (!fine && !NOTHING.matcher(lines.get(i)).matches()) {
          HexFormat hex = HexFormat.of();
          differences.add(
              lines.get(i) + ": " + hex.formatHex(found) + ", GNU as: " + hex.formatHex(wanted));
        }
      }
    }
    assertThat(differences.stream().limit(40)).isEmpty();
  }

  /** The bytes up to the zeros of the slot. */
  private int length(byte[] bytes) {
    DecodedInsn insn = isa.decoder().decode(code(bytes, 0), 0);
    return insn == null ? 0 : insn.length();
  }

  private String text(byte[] bytes, long pc) {
    DecodedInsn insn = isa.decoder().decode(code(bytes, pc), pc);
    return insn == null
        ? "none"
        : disassembler.text(insn, Style.ALIASES, address -> ". + " + (address - pc));
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

  private static String program(List<String> lines) {
    StringBuilder out = new StringBuilder(" .intel_syntax noprefix\n");
    for (int i = 0; i < lines.size(); i++) {
      out.append(" .org ").append((long) SLOT * i).append('\n').append(lines.get(i)).append('\n');
    }
    return out.append(" .org ").append((long) SLOT * lines.size()).append('\n').toString();
  }
}
