package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code orrery run --core}: cycles that can be counted by hand, and what users get wrong. */
final class CoreRunTest {
  private static final Pattern CYCLES = Pattern.compile("orrery: ([0-9,]+) cycles of (\\S+), ");

  /** A hundred times round; the lines between are the test's. */
  private static final String LOOP =
      """
      .global _start
      _start:
        li s0, 100
        addi sp, sp, -64
      loop:
      %s
        addi s0, s0, -1
        bnez s0, loop
        li a0, 0
        li a7, 93
        ecall
      """;

  /** A program of {@code validation/rtl}, whose compiler noted no extensions. */
  static final String WITHOUT_NOTES = "../../validation/rtl/programs/elf/rv32im/c_branch.elf";

  @TempDir private Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int orrery(String... args) {
    out.reset();
    err.reset();
    return Main.run(
        new Console(
            InputStream.nullInputStream(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of(),
            false,
            false),
        args);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** Cycles of a loop with {@code lines} in it on the five-stage pipeline with these settings. */
  private long cycles(String lines, String... settings) throws IOException {
    Path program = directory.resolve("loop.s");
    Files.writeString(program, LOOP.formatted(lines));
    List<String> words = new ArrayList<>(List.of("run", "--core", "inorder5", program.toString()));
    for (String s : settings) {
      words.add("--set");
      words.add(s);
    }
    assertThat(orrery(words.toArray(String[]::new))).as(this::err).isZero();
    Matcher m = CYCLES.matcher(err());
    assertThat(m.find()).as(this::err).isTrue();
    assertThat(m.group(2)).isEqualTo("inorder5");
    return Long.parseLong(m.group(1).replace(",", ""));
  }

  @Test
  void aProgramWithoutNotesIsForASetThatTheCoreRuns() {
    assertThat(orrery("run", "--core", "picorv32", WITHOUT_NOTES)).as(this::err).isZero();
    assertThat(err()).contains("rv32im,", "cycles of picorv32");
    assertThat(orrery("pipeline", "--core", "picorv32", "--window", "0:1", WITHOUT_NOTES))
        .as(this::err)
        .isZero();
  }

  @Test
  void whatAMechanismCostsIsWhatItIsSetTo() throws IOException {
    String use = " ld t0, 0(sp)\n add t1, t0, t0\n";
    long base = cycles(use, "load_use=0");
    assertThat(cycles(use)).isEqualTo(base + 100);
    assertThat(cycles(use, "load_use=3")).isEqualTo(base + 300);
    String apart = " ld t0, 0(sp)\n addi t2, t2, 1\n add t1, t0, t0\n";
    assertThat(cycles(apart)).isEqualTo(cycles(apart, "load_use=0"));
    assertThat(cycles(use, "dcache_miss=50")).isEqualTo(base + 100 + 30);
    String divide = " div t0, s0, s0\n";
    assertThat(cycles(divide, "div_latency=21")).isEqualTo(cycles(divide) + 100);
    String multiply = " mul t0, s0, s0\n add t0, t0, t0\n";
    assertThat(cycles(multiply, "mul_latency=1") + 200).isEqualTo(cycles(multiply));
  }

  @Test
  void aBranchCostsWhatItsStageSays() throws IOException {
    String none = "";
    long right = cycles(none, "predictor.kind=1", "resolve=1");
    // Backward is guessed taken: the last time is wrong, and the first target is not known yet.
    assertThat(cycles(none, "predictor.kind=1")).isEqualTo(right + 2 + 1);
    assertThat(cycles(none, "predictor.kind=1", "resolve=4")).isEqualTo(right + 3 + 1);
    assertThat(cycles(none, "predictor.kind=0")).isEqualTo(right + 99 * 2);
    // In decode, the branch waits for the addition just before it.
    assertThat(cycles(none, "predictor.kind=0", "resolve=2")).isEqualTo(right + 99 + 100);
  }

  @Test
  void withoutForwardingAReaderWaitsTwoCycles() throws IOException {
    String chain = " addi t0, t0, 1\n addi t0, t0, 1\n";
    // In the loop: the second of the pair, and the branch; the counter's last write is far enough.
    long forwarded = cycles(chain, "resolve=1");
    assertThat(cycles(chain, "resolve=1", "forwarding=0"))
        .isBetween(forwarded + 400, forwarded + 404);
  }

  @Test
  void theIdealCoreTakesACycleForEachInstruction() {
    assertThat(orrery("run", "--core", "ideal", "workload:hello")).isZero();
    assertThat(err()).contains("cycles of ideal, 1.000 per instruction");
  }

  @Test
  void mistakesAreExplained() {
    told(2, "no core is called 'picorv3'. Did you mean 'picorv32'?", "--core", "picorv3");
    told(2, "picorv32: it runs rv32im, rv32i, and the program is for rv64gc", "--core", "picorv32");
    told(2, "name the core with --core", "--set", "wait=3");
    told(2, "no parameter 'forwardin'. Did you mean", "--core", "inorder5", "--set", "forwardin=0");
    told(2, "write NAME=NUMBER", "--core", "inorder5", "--set", "forwarding");
    told(6, "missing.core", "--core", "missing.core");
  }

  private void told(int status, String what, String... options) {
    List<String> words = new ArrayList<>(List.of("run", "workload:hello"));
    words.addAll(List.of(options));
    assertThat(orrery(words.toArray(String[]::new))).as(this::err).isEqualTo(status);
    assertThat(err()).contains(what).doesNotContain("\tat ");
  }
}
