package dev.orrery.spec.disasm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.spec.Isas;
import dev.orrery.spec.decode.RowWords;
import dev.orrery.spec.model.ByteOrder;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every row of the instruction sets of words of 32 bits, with random operands, reads as in the
 * objdump for them; white space and what objdump adds as a comment aside. {@code
 * -Dorrery.rows.words=1000 -Dorrery.rows.seed=2} tries more words of each row.
 */
class CrossObjdumpTest {
  private static final int WORDS_PER_ROW = Integer.getInteger("orrery.rows.words", 50);
  private static final long SEED = Long.getLong("orrery.rows.seed", 1);

  /** objdump shows 32 bits of the address that an absolute branch to the last 2 GiB goes to. */
  private static final Pattern UPPER_HALF = Pattern.compile("0xffffffff([0-9a-f]{8})\\b");

  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({
    "a64, aarch64-linux-gnu, aarch64, -EL",
    "ppc64, powerpc64-linux-gnu, powerpc:common64, -EB",
    "ppc64le, powerpc64le-linux-gnu, powerpc:common64, -EL"
  })
  void everyRowReadsAsInObjdump(String name, String target, String machine, String order)
      throws IOException {
    Isa isa = Isas.stock(name);
    SplittableRandom random = new SplittableRandom(SEED);
    List<Long> words = new ArrayList<>();
    for (Row row : isa.rows()) {
      for (int i = 0; i < WORDS_PER_ROW; i++) {
        words.add(word(row, random));
      }
    }
    List<String> expected = objdump(target, machine, order, bytes(words, isa.insnOrder()));
    assertThat(expected).hasSameSizeAs(words);
    Disassembler disassembler = new Disassembler(isa);
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      DecodedInsn insn = isa.decoder().decode(words.get(i), 4L * i);
      String text =
          insn == null ? "none" : plain(disassembler.text(insn, Style.ALIASES, Symbolizer.NONE));
      if (!text.equals(expected.get(i))) {
        differences.add("%08x '%s', objdump '%s'".formatted(words.get(i), text, expected.get(i)));
      }
    }
    assertThat(differences.stream().limit(40)).isEmpty();
  }

  private static byte[] bytes(List<Long> words, ByteOrder order) {
    ByteArrayOutputStream code = new ByteArrayOutputStream();
    for (long w : words) {
      long swapped = order.of(w, 4);
      for (int i = 0; i < 4; i++) {
        code.write((int) (swapped >>> 8 * i));
      }
    }
    return code.toByteArray();
  }

  private List<String> objdump(String target, String machine, String order, byte[] code)
      throws IOException {
    Path file = Files.write(dir.resolve("code.bin"), code);
    String command = target + "-objdump";
    Process p;
    try {
      p =
          new ProcessBuilder(
                  command, "-D", "-z", "-b", "binary", "-m", machine, order, file.toString())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      return Assumptions.abort(command + " is missing: install binutils-" + target);
    }
    List<String> out = new ArrayList<>();
    try (var lines = p.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] columns = line.split("\t", 3);
        if (columns.length == 3) {
          out.add(plain(columns[2]));
        }
      }
    }
    return out;
  }

  /** An instruction without comments, and with white space where it separates only. */
  private static String plain(String text) {
    int comment = text.indexOf("//");
    String insn = comment < 0 ? text : text.substring(0, comment);
    String spaced = insn.strip().replaceAll("\\s*,\\s*", ",").replaceAll("\\s+", " ");
    return UPPER_HALF.matcher(spaced).replaceAll("0x$1");
  }

  /** A word of {@code row}: operands are often the same, all zeros, or all ones. */
  private static long word(Row row, SplittableRandom random) {
    long meant = row.mask();
    for (Operand o : row.operands()) {
      meant |= mask(o);
    }
    long word = RowWords.sample(row, random) & meant;
    for (Operand o : row.operands()) {
      if (random.nextInt(3) == 0) {
        Operand other = row.operands().get(random.nextInt(row.operands().size()));
        long bits =
            switch (random.nextInt(4)) {
              case 0 -> 0;
              case 1 -> mask(o);
              case 2 -> random.nextLong();
              default -> (word & mask(other)) >>> shift(other) << shift(o);
            };
        long changed = word & ~mask(o) | bits & mask(o);
        word = RowWords.contains(row, changed) ? changed : word;
      }
    }
    return word;
  }

  private static long mask(Operand o) {
    return o.field() == null ? 0 : o.field().mask();
  }

  private static int shift(Operand o) {
    return Long.numberOfTrailingZeros(mask(o)) & 63;
  }
}
