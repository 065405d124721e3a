package dev.orrery.spec.asm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.spec.Isas;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.lang.source.SourceTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * Texts that mean harm: each is assembled, or refused with messages; nothing runs away, and nothing
 * but those messages comes out.
 */
class HostileSourcesTest {
  private static final int LONGEST_MESSAGE = 40_000;

  private static final List<String> PROGRAMS =
      Stream.of("compiled64.s", "directives.s", "macros.s", "pseudo.s")
          .map(HostileSourcesTest::resource)
          .toList();

  private static final List<String> WORDS =
      List.of(
          "\n",
          "\n",
          "\n",
          " ",
          ",",
          ",",
          ":",
          "(",
          ")",
          "\"",
          "'",
          "\\",
          "%",
          "=",
          "+",
          "-",
          "*",
          "/",
          "<<",
          ">",
          "!",
          "#",
          "/*",
          "*/",
          ";",
          "1",
          "0x10",
          "-1",
          "99999999999999999999",
          "1f",
          "1b",
          "1:",
          "a",
          "b:",
          "a0",
          "sp",
          ".",
          "x",
          "li",
          "la",
          "lw",
          "addi",
          "beqz",
          "call",
          "j",
          "c.addi",
          "fadd.s",
          "%lo(",
          "%pcrel_hi(",
          "%pcrel_lo(",
          ".text",
          ".data",
          ".bss",
          ".section",
          ".macro m",
          ".endm",
          "m",
          ".rept",
          ".endr",
          ".irp",
          ".irpc",
          ".if",
          ".else",
          ".endif",
          ".ifdef",
          ".set",
          ".equ",
          ".word",
          ".byte",
          ".ascii",
          ".space",
          ".fill",
          ".align",
          ".org",
          ".uleb128",
          ".sleb128",
          ".comm",
          ".globl",
          ".type",
          ".size",
          ".option",
          "rvc",
          "norvc",
          "push",
          "pop",
          ".loc",
          ".file",
          ".include",
          ".purgem",
          "\\x",
          "\\@",
          "\\()",
          "@function",
          ".insn",
          ".float",
          ".double",
          ".previous",
          ".popsection",
          ".exitm",
          ".end");

  /** What is said of a text; empty if it is fine. */
  private static String said(String text) {
    try {
      Assembler.assemble(Isas.stock("rv64gc"), SourceTree.of(Map.of("x.s", text)), "x.s", 0x10000);
      return "";
    } catch (OrreryException e) {
      assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
      String message = String.valueOf(e.getMessage());
      assertThat(message.length()).isLessThan(LONGEST_MESSAGE);
      return message;
    }
  }

  /**
   * The same for an instruction set; instructions that are strings of bytes are searched longest.
   */
  private static String said(String isa, String text) {
    try {
      Assembler.assemble(Isas.stock(isa), SourceTree.of(Map.of("x.s", text)), "x.s", 0x10000);
      return "";
    } catch (OrreryException e) {
      assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
      return String.valueOf(e.getMessage());
    }
  }

  @Property(tries = 300)
  void anyOperandsAreReadOrRefused(@ForAll("operands") String text) {
    for (String isa : List.of("x64", "a64", "ppc64")) {
      said(isa, text);
    }
  }

  /** One instruction of words that mean something in some instruction set. */
  @Provide
  Arbitrary<String> operands() {
    List<String> words =
        List.of(
            "mov",
            "add",
            "and",
            "ldr",
            "stp",
            "lea",
            "jmp",
            "b.ne",
            "rep",
            "movs",
            "xchg",
            "bc",
            "bgt+",
            "rlwinm",
            "DWORD PTR ",
            "[",
            "]",
            "]!",
            "+",
            "-",
            "*",
            "#",
            "lsl",
            "uxtw",
            "rip",
            "riz",
            "eax",
            "al",
            "x1",
            "w2",
            "sp",
            "r3",
            "cr1",
            "lt",
            "0x10",
            "-8",
            "4",
            "a",
            ",",
            ",",
            ",",
            " ",
            "(",
            ")",
            "NPC",
            "PC",
            "\n",
            "a:");
    return Arbitraries.of(words).list().ofMaxSize(14).map(l -> " " + String.join("", l));
  }

  @Property(tries = 300)
  void anyCharactersAreReadOrRefused(@ForAll String text) {
    said(text);
  }

  @Property(tries = 400)
  void anyWordsAreReadOrRefused(@ForAll("texts") String text) {
    said(text);
  }

  /** Programs that are assembled as they stand, with some of their text changed. */
  @Property(tries = 150, shrinking = ShrinkingMode.OFF)
  void damagedProgramsAreReadOrRefused(@ForAll long seed) {
    Random random = new Random(seed);
    String whole = PROGRAMS.get(random.nextInt(PROGRAMS.size()));
    StringBuilder s = new StringBuilder(whole);
    for (int n = 1 + random.nextInt(5); n > 0; n--) {
      int at = random.nextInt(s.length() + 1);
      int end = Math.min(s.length(), at + 1 + random.nextInt(random.nextBoolean() ? 3 : 60));
      int from = random.nextInt(whole.length());
      String piece = whole.substring(from, Math.min(whole.length(), from + random.nextInt(60)));
      String word = WORDS.get(random.nextInt(WORDS.size()));
      switch (random.nextInt(4)) {
        case 0 -> s.delete(at, end);
        case 1 -> s.insert(at, word);
        case 2 -> s.replace(at, end, word);
        default -> s.insert(at, piece);
      }
    }
    said(s.toString());
  }

  private static String resource(String name) {
    try (InputStream in = HostileSourcesTest.class.getResourceAsStream("/asm/" + name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Texts of words that mean something, in no order. */
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(WORDS).list().ofMaxSize(60).map(l -> String.join(" ", l));
  }

  @Example
  void aThousandMistakesAreCounted() {
    assertThat(said(" frob a0\n".repeat(1000)))
        .contains("x.s:1:2")
        .endsWith("... and 980 more\n1000 errors");
  }

  @Example
  void macrosThatCallThemselvesEnd() {
    assertThat(said(".macro m\n m\n.endm\n m\n")).contains("nested more than 100 deep");
    assertThat(said(".macro m\n m\n m\n.endm\n m\n")).contains("nested more than 100 deep");
    assertThat(said(".macro m x\n m \\x\\x\\x\\x\n.endm\n m aaaaaaaa\n")).contains("macro");
    assertThat(said(".macro m\n.macro m\n.endm\n.endm\n m\n m\n")).contains("macro 'm' already");
  }

  @Example
  void repetitionsEnd() {
    assertThat(said(".rept 1 << 40\n .text\n.endr\n")).contains("statements");
    assertThat(said(".rept 100000000\n.rept 100000000\n.endr\n.endr\n")).contains("statements");
    assertThat(said(".rept 100000000\n.endr\nnop\n")).isEmpty();
    assertThat(said(".rept -1\n.endr\n")).contains("no number of times");
    assertThat(said(".rept 3\n nop\n")).contains("has no .endr");
  }

  @Example
  void sizesHaveLimits() {
    assertThat(said(" nop\n .fill 0x7fffffffffffffff, 8, 1\n")).contains("no number of times");
    assertThat(said(" nop\n .space 1 << 60\n")).contains("no number of times");
    assertThat(said(" nop\n .space 1 << 40\n")).contains("more than 64 MiB");
    assertThat(said(" nop\n .org 1 << 40\n")).contains("more than 64 MiB");
    assertThat(said(" nop\n .bss\n .space 1 << 50\n")).contains("no number of times");
    assertThat(said(" nop\n .bss\n .space 1 << 39\n")).isEmpty();
    assertThat(said(" nop\n .space x\n .equ x, 1 << 40\n")).contains("64 MiB");
    assertThat(said(" nop\n .p2align 30\n nop\n")).contains("64 MiB");
    assertThat(said(" nop\n .data\n" + " .space 0x1000000\n".repeat(5))).contains("64 MiB");
  }

  @Example
  void expressionsHaveDepth() {
    assertThat(said(" .word " + "(".repeat(100_000) + "1")).contains("nested deeper than 200");
    assertThat(said(" .word " + "-".repeat(100_000) + "1")).contains("nested deeper than 200");
    assertThat(said("a: .word 1" + "+a-a".repeat(100_000))).contains("more than 1000 operators");
    assertThat(said("nop\n .word 1" + "+1".repeat(100_000))).isEmpty();
    assertThat(said("nop\n .word x\n .equ x, y\n .equ y, x\n")).contains("defined by itself");
    assertThat(said("s0: nop\n" + chain(200) + " .word s199\n")).contains("more than 64 others");
  }

  /** Names that stand for names that come later. */
  private static String chain(int length) {
    StringBuilder text = new StringBuilder();
    for (int i = length - 1; i > 0; i--) {
      text.append(" .equ s").append(i).append(", s").append(i - 1).append(" * 2\n");
    }
    return text.toString();
  }

  @Example
  void longLinesAreLines() {
    String long10M = "x".repeat(10_000_000);
    String label = "l".repeat(1 << 20);
    assertThat(said(label + ": j " + label + "\n")).isEmpty();
    assertThat(said(long10M)).contains("there is no instruction");
    assertThat(said(" .ascii \"" + long10M + "\"\nmain: nop\n")).isEmpty();
    assertThat(said(" .word " + long10M)).contains("there is no 'xxx");
    assertThat(said("# " + long10M + "\nmain: nop\n")).isEmpty();
    assertThat(said(" addi a0, a0, " + "1 + ".repeat(2_000_000) + "1")).contains("does not fit");
    assertThat(said(" .byte " + "1,".repeat(2_000_000) + "1\n nop\n")).isEmpty();
  }

  @Example
  void charactersOfNoTextAreNoInstructions() {
    assertThat(said(" nop\n\0\n nop\n")).isEmpty();
    assertThat(said(" n\0op\n")).contains("x.s:1:2: error: there is no instruction 'n'");
    assertThat(said(" .ascii \"a\0b\"\n nop\n")).isEmpty();
    assertThat(said(" .ascii \"a\0")).contains("this string has no end");
  }

  @Example
  void binaryFilesAreNoPrograms() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 300_000; i++) {
      text.append((char) (i * 7919 % 251));
    }
    assertThat(said(text.toString())).contains("errors");
  }

  @Example
  void whatDependsOnItselfIsSaid() {
    assertThat(said("a: .org b\n nop\nb: nop\n")).isNotEmpty();
    assertThat(said("a: .space b - a\nb: nop\n")).as("0 bytes settle").isEmpty();
    assertThat(said(".include \"x.s\"\n")).contains("deep");
    assertThat(said(" nop\n" + " .pushsection .text\n".repeat(2000))).contains("deep");
    assertThat(said(" .if 1\n".repeat(5000))).contains("no .endif");
  }
}
