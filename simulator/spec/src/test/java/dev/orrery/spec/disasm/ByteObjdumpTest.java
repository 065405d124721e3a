package dev.orrery.spec.disasm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.spec.Isas;
import dev.orrery.spec.decode.ByteDecoder;
import dev.orrery.spec.decode.RowWords;
import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every row of x86-64 on random operands as GNU objdump prints it, lengths included. The syntax is
 * Intel's, which is that of the manual that the tables follow.
 */
final class ByteObjdumpTest {
  private static final int PER_ROW = Integer.getInteger("orrery.objdump.words", 12);
  private static final long REX = 1L << 30;
  private static final long WRXB = 15L << 26;

  /** What objdump prints for a REX prefix that means nothing; and the addresses that it adds. */
  private static final Pattern ADDED = Pattern.compile("\\brex(\\.[WRXB]+)? |\\s*#.*");

  @TempDir private Path directory;

  @Test
  void everyRowReadsAsInObjdump() throws IOException {
    Isa isa = Isas.stock("x64");
    ByteDecoder decoder = (ByteDecoder) isa.decoder();
    SplittableRandom random = new SplittableRandom(1);
    ByteArrayOutputStream code = new ByteArrayOutputStream();
    int count = 0;
    for (Row row : isa.rows()) {
      for (int i = 0; i < PER_ROW; i++) {
        code.writeBytes(sample(row, decoder, random));
        count++;
      }
    }
    List<String> expected = objdump(code.toByteArray());
    List<String> lines = new ArrayList<>();
    new Listing(new Disassembler(isa), Style.ALIASES, Symbolizer.NONE, OptionalLong.empty())
        .code(0, code.toByteArray(), lines::add);
    assertThat(lines).hasSize(count);
    assertThat(lines.stream().map(ByteObjdumpTest::plain).toList())
        .isEqualTo(expected.stream().map(ByteObjdumpTest::plain).toList());
  }

  /** Address, bytes and instruction, with white space of one width. */
  private static String plain(String line) {
    return ADDED.matcher(line.strip().replaceAll("\\s+", " ")).replaceAll("").strip();
  }

  private static byte[] sample(Row row, ByteDecoder decoder, SplittableRandom random) {
    long meant = row.mask();
    for (Operand o : row.operands()) {
      meant |= o.field() == null ? 0 : o.field().mask();
    }
    long word;
    do {
      word = RowWords.sample(row, random) & meant;
      if ((word & WRXB) != 0 && (row.mask() & REX) == 0) {
        word |= REX; // where those bits stand
      }
      word = decoder.scheme().possible(word);
    } while (!RowWords.contains(row, word));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(decoder.scheme().bytes(word));
    DecodedInsn insn = RowWords.at(row, word, 0);
    for (Operand o : row.operands()) {
      if (o.from() instanceof Operand.From.Next next) {
        long value = random.nextInt(4) == 0 ? random.nextInt(-3, 4) : random.nextLong();
        for (long i = DecodeTime.value(next.bytes(), insn); i > 0; i--) {
          out.write((int) value);
          value >>= 8;
        }
      }
    }
    return out.toByteArray();
  }

  private List<String> objdump(byte[] code) throws IOException {
    Path file = Files.write(directory.resolve("code.bin"), code);
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                "objdump",
                "-D",
                "-z",
                "-w",
                "-b",
                "binary",
                "-m",
                "i386:x86-64",
                "-M",
                "intel",
                file.toString()));
    Process p;
    try {
      p = builder.redirectErrorStream(true).start();
    } catch (IOException e) {
      return Assumptions.abort("objdump is missing: install binutils");
    }
    String out = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Assumptions.assumeTrue(
        out.contains("elf64") || out.contains("binary"), "objdump does not know x86-64");
    return out.lines().filter(line -> line.contains(":\t")).toList();
  }
}
