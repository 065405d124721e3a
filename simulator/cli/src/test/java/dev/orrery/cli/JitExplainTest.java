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
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code orrery jit explain}: what it says of a program whose loop, call and cold code are known.
 */
final class JitExplainTest {
  private static final String PROGRAM =
      """
      .global _start
      _start:
        li s0, 60000
      loop:
        add a0, a0, s0
        jal ra, small
        beqz s4, behind
        addi s4, s4, 1
      behind:
        addi s0, s0, -1
        bnez s0, loop
      done:
        li a0, 0
        li a7, 93
        ecall
      small:
        addi a0, a0, 1
        ret
      never:
        ret
      """;

  @TempDir private Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private String program = "";

  @BeforeEach
  void write() throws IOException {
    program = Files.writeString(directory.resolve("loop.s"), PROGRAM).toString();
  }

  private int explain(String... args) {
    String[] words = new String[args.length + 4];
    Arrays.setAll(
        words,
        i ->
            switch (i) {
              case 0 -> "jit";
              case 1 -> "explain";
              case 2 -> "--jit-hot";
              case 3 -> "1";
              default -> args[i - 4];
            });
    return Main.run(
        new Console(
            InputStream.nullInputStream(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of(),
            false,
            false),
        words);
  }

  /** With a core, the model's code stands in the translation of the same instructions. */
  @Test
  void translationsHoldTheModelOfACore() throws IOException {
    assertThat(explain("-q", "--json", program, "loop")).as(err()).isZero();
    JsonNode plain = new ObjectMapper().readTree(out()).at("/translations/0");
    out.reset();
    assertThat(explain("--json", "--core", "inorder5", program, "loop")).as(err()).isZero();
    JsonNode timed = new ObjectMapper().readTree(out()).at("/translations/0");
    assertThat(bytesOfInstruction(timed)).isGreaterThan(2 * bytesOfInstruction(plain));
    assertThat(err()).contains("cycles of inorder5");
    assertThat(explain("--set", "width=2", program, "loop")).isEqualTo(2);
    assertThat(err()).contains("name the core with --core");
  }

  private static double bytesOfInstruction(JsonNode translation) {
    int insns = 0;
    for (JsonNode block : translation.at("/blocks")) {
      insns += block.at("/instructions").size();
    }
    assertThat(insns).isPositive();
    return (double) translation.at("/bytecode/bytes").asInt() / insns;
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aLoopHasItsBlocksItsExitsAndTheReasons() {
    assertThat(explain(program, "loop")).as(this::err).isZero();
    assertThat(out())
        .containsPattern("loop  .* · [1-9] translations?\n")
        .contains("in use at the end")
        .contains("<small>  called before ")
        .containsPattern("to [0-9a-f]+ <loop\\+0x[0-9a-f]+>: was not executed before")
        .containsPattern("turn over [0-9a-f]+ <(loop|behind)")
        .containsPattern("row +X\\[rd\\] = add\\(X\\[rs1\\], X\\[rs2\\]\\)")
        .contains("lload s0")
        .contains("of bytecode in")
        .doesNotContain("\u001b");
  }

  @Test
  void codeThatIsNotHotSaysHowFarItIs() {
    assertThat(explain(program, "_start")).as(this::err).isZero();
    assertThat(out())
        .contains("0 translations")
        .contains("not hot enough, which takes being found running")
        .containsPattern("0 of [1-9][0-9]* +1 +0  [0-9a-f]+ <_start> to");
  }

  @Test
  void codeThatWasNeverExecutedSaysSo() {
    assertThat(explain(program, "never")).as(this::err).isZero();
    assertThat(out()).contains("It was not executed");
  }

  @Test
  void onlySectionsThatAreAskedForAreShown() {
    assertThat(explain(program, "--show", "exits", "loop")).as(this::err).isZero();
    assertThat(out())
        .contains("    exits")
        .doesNotContain("    bytecode")
        .doesNotContain("    code");
  }

  @Test
  void anUnknownNameSuggestsOthers() {
    assertThat(explain(program, "lop")).isEqualTo(2);
    assertThat(err()).contains("has no symbol 'lop'").contains("Did you mean loop?");
  }

  @Test
  void aBadAddressIsAMistakeOfUsage() {
    assertThat(explain(program, "0xzz")).isEqualTo(2);
    assertThat(err()).contains("not an address");
  }

  @Test
  void jsonHasTheSame() throws IOException {
    assertThat(explain(program, "--json", "--max-insns", "200k", "loop")).isEqualTo(5);
    JsonNode root = new ObjectMapper().readTree(out());
    JsonNode first = root.get("translations").get(0);
    assertThat(first.get("blocks")).isNotEmpty();
    assertThat(first.get("exits")).anyMatch(e -> e.path("reason").asText().equals("NeverRun"));
    assertThat(first.get("bytecode").get("bytes").asInt()).isPositive();
    JsonNode insn = first.get("blocks").get(0).get("instructions").get(0);
    assertThat(insn.get("ir").get("row")).isNotEmpty();
    assertThat(insn.get("ir").get("narrowed")).isNotEmpty();
  }

  @Test
  void withoutCountsNoneIsShown() throws IOException {
    assertThat(explain(program, "--json", "--no-counts", "loop")).as(this::err).isZero();
    JsonNode first = new ObjectMapper().readTree(out()).get("translations").get(0);
    assertThat(first.get("counted").asBoolean()).isFalse();
    assertThat(first.get("blocks")).noneMatch(b -> b.has("begun"));
  }
}
