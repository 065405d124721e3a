package dev.orrery.spec.asm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.spec.disasm.Disassembler;
import dev.orrery.spec.disasm.Style;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.lang.source.SourceTree;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Instructions as the disassembler writes them, of which the assembler and GNU as make the same
 * bytes. Each begins at a multiple of a slot's bytes, so that a difference moves nothing behind it.
 */
final class GnuAsRows {
  private static final int LINES_PER_FILE = 50_000;

  /**
   * Texts that GNU as does not take back, and why that is its own affair.
   *
   * @param texts all of them, as they are written
   * @param reason what the manual says, and what GNU as does
   */
  record Refusal(Pattern texts, String reason) {
    static Refusal of(String texts, String reason) {
      return new Refusal(Pattern.compile(texts), reason);
    }
  }

  /** An instruction of a row, if it were at {@code pc}. */
  interface Sample {
    DecodedInsn at(Row row, long pc);
  }

  private final Isa isa;
  private final GnuAs gnu;
  private final Style style;
  private final String prologue;
  private final long base;
  private final int slot;
  private final List<Refusal> refusals;
  private final Disassembler disassembler;

  private final List<String> lines = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private long compared;

  /**
   * Nothing yet.
   *
   * @param prologue the first line of a program
   * @param base where programs are, far enough from both ends of memory for every distance
   * @param slot a multiple of the bytes of every instruction's alignment, and no fewer than it has
   */
  GnuAsRows(
      Isa isa,
      GnuAs gnu,
      Style style,
      String prologue,
      long base,
      int slot,
      List<Refusal> refusals) {
    this.isa = isa;
    this.gnu = gnu;
    this.style = style;
    this.prologue = prologue;
    this.base = base;
    this.slot = slot;
    this.refusals = refusals;
    this.disassembler = new Disassembler(isa);
  }

  /**
   * Compares {@code samples} texts of each of {@code rows}.
   *
   * @return how many texts there were of which GNU as made something
   */
  long compare(List<Row> rows, int samples, Sample sample) throws IOException {
    for (Row row : rows) {
      for (int i = 0; i < samples; i++) {
        long pc = pc(lines.size());
        lines.add(text(sample.at(row, pc), pc));
        if (lines.size() == LINES_PER_FILE) {
          flush();
        }
      }
    }
    flush();
    assertThat(problems.stream().limit(40)).as("of %d texts", compared).isEmpty();
    assertThat(compared).isGreaterThan(rows.size() * samples * 9L / 10);
    return compared;
  }

  private String text(DecodedInsn insn, long pc) {
    return disassembler.text(insn, style, a -> target(a, pc));
  }

  /** A distance; of what is nearer to the address 0, that. */
  private String target(long address, long pc) {
    long distance = Bits.sext(address - pc, isa.xlen());
    return Math.abs(address) < Math.abs(distance) ? Long.toString(address) : ". + " + distance;
  }

  private long pc(int line) {
    return base + (long) slot * line;
  }

  private void flush() throws IOException {
    Set<Integer> refused = gnu.refused(program(lines));
    List<String> read = new ArrayList<>(lines);
    for (int line : refused) {
      int i = (line - 3) / 2;
      read.set(i, "");
      if (refusals.stream().noneMatch(r -> r.texts.matcher(lines.get(i)).matches())) {
        problems.add("GNU as refuses " + lines.get(i));
      }
    }
    String program = program(read);
    byte[] theirs = gnu.section(gnu.link(program, ".text=0x" + Long.toHexString(base)), ".text");
    byte[] ours =
        Assembler.assemble(isa, SourceTree.of(Map.of("x.s", program)), "x.s", base)
            .program()
            .sections()
            .getFirst()
            .bytes();
    for (int i = 0; i < read.size(); i++) {
      compare(read.get(i), slot(ours, i), slot(theirs, i));
    }
    compared += read.size() - refused.size();
    lines.clear();
  }

  private void compare(String text, byte[] ours, byte[] theirs) {
    if (Arrays.equals(ours, theirs)) {
      return;
    }
    HexFormat hex = HexFormat.of();
    problems.add(text + ": " + hex.formatHex(ours) + ", GNU as: " + hex.formatHex(theirs));
  }

  private byte[] slot(byte[] code, int i) {
    return Arrays.copyOfRange(code, slot * i, slot * (i + 1));
  }

  /** Line 2 + 2i, counted from 1, says where text i begins; the text is the one behind it. */
  private String program(List<String> texts) {
    StringBuilder out = new StringBuilder(prologue).append('\n');
    for (int i = 0; i < texts.size(); i++) {
      out.append(" .org ").append((long) slot * i).append('\n').append(texts.get(i)).append('\n');
    }
    return out.append(" .org ").append((long) slot * texts.size()).append('\n').toString();
  }
}
