package dev.orrery.spec.disasm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.spec.Isas;
import dev.orrery.spec.decode.ByteDecoder;
import dev.orrery.spec.model.Isa;
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
        code.writeBytes(ByteSamples.sample(row, decoder, random));
        count++;
      }
    }
    List<String> expected = objdump(code.toByteArray());
    List<String> lines = new ArrayList<>();
    new Listing(new Disassembler(isa), Style.ALIASES, Symbolizer.NONE, OptionalLong.empty())
        .code(0, code.toByteArray(), lines::add);
    assertThat(lines).hasSize(count);
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < Math.min(count, expected.size()); i++) {
      String ours = plain(lines.get(i));
      String theirs = plain(expected.get(i));
      if (!ours.equals(theirs)) {
        differences.add(ours + ", objdump: " + theirs);
      }
    }
    assertThat(differences.stream().limit(30)).isEmpty();
    assertThat(expected).hasSize(count);
  }

  /** Address, bytes and instruction, with white space of one width. */
  private static String plain(String line) {
    return ADDED.matcher(line.strip().replaceAll("\\s+", " ")).replaceAll("").strip();
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
