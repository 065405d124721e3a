package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code orrery isa check} says about a small set of tables. */
final class IsaCheckTest {
  private static final String TINY =
      """
      isa tiny : word 16, insn le, data le, XLEN = 32
      extension tiny
      reg PC : XLEN
      file X : 8 x XLEN names a0-7
      causes : illegal = 2, breakpoint = 3, syscall = 8
      field rd  X 10:8
      field rs  X 7:5
      field imm u 4:0
      format A : op[15:11] rd rs imm  asm "rd, rs, imm"
      table A class=alu
       op    | insn | do
       00000 | add  | rd = rs + zx(imm)
       00001 | sub  | rd = rs - zx(imm)
      """;

  @TempDir private Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private int check(String tables, String... options) throws IOException {
    Path file = Files.writeString(directory.resolve("tiny.isa"), tables);
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    String[] words = new String[3 + options.length];
    words[0] = "isa";
    words[1] = "check";
    System.arraycopy(options, 0, words, 2, options.length);
    words[words.length - 1] = file.toString();
    return Main.run(
        new Console(InputStream.nullInputStream(), stream, stream, Map.of(), false, false), words);
  }

  private String text() {
    return out.toString(StandardCharsets.UTF_8).replace(directory + "/", "");
  }

  @Test
  void showsWhatTheRowsCover() throws IOException {
    assertThat(check(TINY)).as(text()).isZero();
    assertThat(text())
        .isEqualTo(
            """
            tiny.isa: good: tiny, 2 rows, 0 aliases

              bytes   words  in a row         in none
                  2  65,536     4,096  6.2 %   61,440  93.8 %

              What no row has is an illegal instruction. The largest regions of it, each
              counted without those above:

              bytes  region (. is any bit)   words  first word
                  2  ...1............       32,768  0x1000
                  2  ..1.............       16,384  0x2000
                  2  .1..............        8,192  0x4000
                  2  1...............        4,096  0x8000
            """);
  }

  @Test
  void tellsProgramsTheSame() throws IOException {
    assertThat(check(TINY, "--json")).isZero();
    JsonNode coverage = new ObjectMapper().readTree(text()).at("/0/coverage/0");
    assertThat(coverage.at("/coveredWords").asInt()).isEqualTo(4096);
    assertThat(coverage.at("/illegalWords").asInt()).isEqualTo(0x10000 - 4096);
    assertThat(coverage.at("/illegalRegions/0/region").asText()).isEqualTo("...1............");
  }

  @Test
  void printsTheWordThatTwoRowsShare() throws IOException {
    String tables = TINY + " 00000 | or   | rd = rs or zx(imm)\n";
    assertThat(check(tables)).isEqualTo(1);
    assertThat(text())
        .contains("tiny.isa:14:10: error E01: 'or' overlaps 'add'")
        .contains("the word 0x0000 is both \"or a0,a0,0\" and \"add a0,a0,0\"")
        .contains("Add `over add`");
    out.reset();
    assertThat(check(tables, "--json")).isEqualTo(1);
    JsonNode error = new ObjectMapper().readTree(text()).at("/0/errors/0");
    assertThat(error.at("/code").asText()).isEqualTo("E01");
    assertThat(error.at("/at").asText()).isEqualTo("tiny.isa:14:10");
  }

  @Test
  void warnsAndIsContentAllTheSame() throws IOException {
    String tables =
        TINY.replace("extension", "flags Z\nextension")
                .replace("rd = rs - zx(imm)", "let r = rs - zx(imm); rd = r; Z = r == 0")
            + " 00010 | and  | let r = rs and zx(imm); rd = r; Z = r == 0\n";
    assertThat(check(tables)).isZero();
    assertThat(text())
        .startsWith("tiny.isa:13:10: warning E23: 'add' does nothing to Z")
        .contains("1 warning\n\ntiny.isa: good: tiny, 3 rows");
    out.reset();
    assertThat(check(tables, "--json")).isZero();
    JsonNode warning = new ObjectMapper().readTree(text()).at("/0/warnings/0");
    assertThat(warning.at("/code").asText()).isEqualTo("E23");
  }
}
