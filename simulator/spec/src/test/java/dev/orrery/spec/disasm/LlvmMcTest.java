package dev.orrery.spec.disasm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.spec.Isas;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that binutils 2.40 does not know are printed as llvm-mc prints them. */
public class LlvmMcTest {
  /** Extensions that are newer than binutils 2.40. */
  public static final Set<String> EXTENSIONS = Set.of("Zicond", "Zcb", "Zihintntl", "Zfa", "Zacas");

  private static final String COMMAND = "llvm-mc-19";
  private static final int WORDS_PER_ROW = 100;

  @TempDir Path dir;

  @BeforeAll
  static void needsLlvm() throws InterruptedException {
    try {
      Process p = new ProcessBuilder(COMMAND, "--version").redirectErrorStream(true).start();
      p.getInputStream().readAllBytes();
      Assumptions.assumeTrue(p.waitFor() == 0, COMMAND + " does not run");
    } catch (IOException e) {
      Assumptions.abort(COMMAND + " is missing: install llvm-19");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "rv64max, ALIASES, 1",
    "rv64max, NO_ALIASES, 2",
    "rv32max, ALIASES, 3",
    "rv32max, NO_ALIASES, 4"
  })
  void newerRowsReadAsInLlvm(String name, Style style, long seed) throws IOException {
    Isa isa = Isas.stock(name);
    SplittableRandom random = new SplittableRandom(seed);
    Disassembler disassembler = new Disassembler(isa);
    StringBuilder bytes = new StringBuilder();
    List<String> ours = new ArrayList<>();
    for (Row row : isa.rows()) {
      for (int i = 0; EXTENSIONS.contains(row.extension()) && i < WORDS_PER_ROW; i++) {
        long word = SpecialWords.word(row, random);
        DecodedInsn insn = isa.decoder().decode(word, 0);
        if (insn != null && insn.row() == row) {
          ours.add(words(disassembler.text(insn, style, Symbolizer.NONE)));
          for (int b = 0; b < row.length(); b++) {
            bytes.append(b == 0 ? "" : " ").append("0x%02x".formatted(word >> 8 * b & 0xff));
          }
          bytes.append('\n');
        }
      }
    }
    assertThat(ours).hasSizeGreaterThan(100);
    List<String> theirs = theirs(bytes.toString(), isa, style);
    assertThat(theirs).hasSameSizeAs(ours);
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < ours.size(); i++) {
      if (!ours.get(i).equals(theirs.get(i)) && !isOtherStyle(ours.get(i), theirs.get(i))) {
        differences.add("'%s', llvm-mc '%s'".formatted(ours.get(i), theirs.get(i)));
      }
    }
    assertThat(differences.stream().limit(40)).isEmpty();
  }

  /**
   * Differences of taste: GNU tools have an alias zext.b and leave out the dynamic rounding mode,
   * and a hint of our tables is a row where LLVM has an alias.
   */
  private static boolean isOtherStyle(String ours, String theirs) {
    return ours.startsWith("zext.b ") && theirs.startsWith("andi ")
        || theirs.startsWith("fround") && theirs.equals(ours + ",dyn")
        || ours.startsWith("ntl.") && theirs.startsWith("add zero,zero,")
        || ours.startsWith("c.ntl.") && theirs.startsWith("c.add zero,");
  }

  private List<String> theirs(String bytes, Isa isa, Style style) throws IOException {
    Path file = Files.writeString(dir.resolve("bytes.txt"), bytes);
    List<String> command = new ArrayList<>(List.of(COMMAND, "--disassemble"));
    command.add("-triple=riscv" + isa.xlen());
    command.add("-mattr=" + attributes());
    if (style == Style.NO_ALIASES) {
      command.add("-M=no-aliases");
    }
    command.add(file.toString());
    Process p = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return out.lines()
        .filter(l -> l.startsWith("\t") && !l.contains(".text") || l.contains("warning"))
        .map(LlvmMcTest::words)
        .toList();
  }

  private static String attributes() {
    List<String> names =
        new ArrayList<>(List.of("+m", "+a", "+f", "+d", "+c", "+zba", "+zbb", "+zfh"));
    for (String extension : EXTENSIONS) {
      String experimental = extension.equals("Zacas") ? "experimental-" : "";
      names.add("+" + experimental + extension.toLowerCase(Locale.ROOT));
    }
    return String.join(",", names);
  }

  /** An instruction's text without the white space that the two print differently. */
  private static String words(String text) {
    return text.strip().replace('\t', ' ').replace(", ", ",");
  }
}
