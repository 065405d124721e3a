package dev.orrery.spec.asm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.orrery.spec.Isas;
import dev.orrery.spec.asm.program.Program;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.lang.IsaCompiler;
import dev.orrery.spec.lang.source.SourceTree;
import dev.orrery.spec.model.Isa;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the assembler says of mistakes, and what has no counterpart in other assemblers. */
class AssemblerTest {
  private static Program program(String text) {
    return assemble(Isas.stock("rv64gc"), text).program();
  }

  private static Assembler.Assembled assemble(Isa isa, String text) {
    return Assembler.assemble(isa, SourceTree.of(Map.of("x.s", text)), "x.s", 0x10000);
  }

  private static String hex(Program.Section section) {
    return HexFormat.of().formatHex(section.bytes());
  }

  private static String error(String text) {
    OrreryException e = catchThrowableOfType(OrreryException.class, () -> program(text));
    assertThat(e).as(text).isNotNull();
    assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    return String.valueOf(e.getMessage());
  }

  @Test
  void mistakesAreShownInTheirPlace() {
    assertThat(error(" nop\n  addi a0, a0, 5000\n\tlw a0 8(t0)\nfoo: frob a1\n j nowhere\n"))
        .isEqualTo(
            """
            x.s:2:3: error: 5000 does not fit 'addi', which reaches from -2048 to 2047
                2 |   addi a0, a0, 5000
                  |   ^~~~~~~~~~~~~~~~~
                  = Use operands that fit.
            x.s:3:8: error: here should be ','
                3 | 	lw a0 8(t0)
                  | 	      ^
                  = Write: lw rd, immI(rs1), or: lw rd, a.
            x.s:4:6: error: there is no instruction 'frob' in rv64gc
                4 | foo: frob a1
                  |      ^~~~
                  = Did you mean 'frrm'?
            3 errors""");
    assertThat(error(" nop\n j nowhere\n"))
        .isEqualTo(
            """
            x.s:2:4: error: there is no 'nowhere': no label, and no value
                2 |  j nowhere
                  |    ^~~~~~~
                  = Define it with 'nowhere:' or .equ; programs are linked from this one file.
            1 error""");
  }

  @Test
  void mistakesInMacrosSayWhere() {
    assertThat(error(".macro m x\n addi a0, a0, \\x\n.endm\n m 1\n m 4096\n"))
        .startsWith(
            "x.s:5:2: error: 4096 does not fit 'addi', which reaches from -2048 to 2047, in macro"
                + " 'm': 'addi a0, a0, 4096'");
  }

  @Test
  void eachMistakeHasItsMessage() {
    assertThat(error("a: nop\na: nop\n")).contains("'a' is defined already, at x.s:1:1");
    assertThat(error(" .equ a, b\n .equ b, a\n .word a\n")).contains("defined by itself");
    assertThat(error(" j 1b\n")).contains("there is no label 1: above");
    assertThat(error(" .byte 256\n")).contains("256 does not fit in 1 byte");
    assertThat(error(" .if x\n nop\n")).contains("must be known here").contains("no .endif");
    assertThat(error(" .word 1/0\n")).contains("division by zero");
    assertThat(error(" .ascii \"abc\n")).contains("this string has no end");
    assertThat(error(" .bss\n .word 1\n")).contains("holds no contents");
    assertThat(error(" .option rvq\n nop\n")).contains("there is no option 'rvq'");
    assertThat(error(" .frob\n")).contains("there is no directive '.frob'");
    assertThat(error(" .align 40\n")).contains("40 is no alignment for .align");
    assertThat(error("_start: nop\n .org 1\n")).contains("has 2 bytes already");
    assertThat(error(" .include \"y.s\"\n")).contains("'y.s' cannot be read");
    assertThat(error(" .globl _start\nmain: nop\n")).contains("there is no '_start'");
    assertThat(error(" lw a0, %pcrel_lo(x)(a0)\nx: nop\n"))
        .contains("there is no instruction with %pcrel_hi at that place");
    assertThat(error("")).contains("this program has no instructions");
    assertThat(error(" c.j x\n .space 4000\nx: nop\n"))
        .contains("the distance 4002 does not fit 'c.j'");
    assertThat(error(" j x\n .space 0x200000\nx: nop\n")).contains("does not fit 'jal'");
  }

  @Test
  void listingsShowWhatBecameOfEachLine() {
    List<String> lines = new ArrayList<>();
    assemble(
            Isas.stock("rv64gc"),
            """
            .macro twice
             nop
             nop
            .endm
            main: li a0, 0x12345
             twice
             .data
             .word 1, 2, 3
            """)
        .listing()
        .lines(lines::add);
    assertThat(lines)
        .containsExactly(
            "    1                               .macro twice",
            "    2                                nop",
            "    3                                nop",
            "    4                               .endm",
            "    5  00010000 49651b055534        main: li a0, 0x12345",
            "    6  00010006 01000100             twice",
            "    7                                .data",
            "    8  00011000 0100000002000000     .word 1, 2, 3",
            "       00011008 03000000");
  }

  @Test
  void instructionsThatNeedEachOthersLengthSettle() {
    StringBuilder text = new StringBuilder("_start:\n");
    for (int i = 0; i < 3000; i++) {
      text.append(" beqz a0, l").append(i + 900).append("\nl").append(i).append(": nop\n");
    }
    for (int i = 3000; i < 3900; i++) {
      text.append("l").append(i).append(":\n");
    }
    Program program = program(text.toString());
    assertThat(program.sections().getFirst().size()).isBetween(12_000L, 24_000L);
  }

  @Test
  void aTableOfOneRowIsAnAssembler() {
    String table =
        """
        isa own : word 32, insn le, data le, elf 243, XLEN = 32
        import rv/i
        names kind : "" .fast .safe
        field sort u 31:30
        format K : op[6:0] f3[14:12] sort rd rs1 -[29:20]  asm "%kind(sort) rd, [rs1]!"
        table K op=0001011 class=alu
         f3  | insn | legal   | do
         000 | mix  | sort <u 3 | rd = rs1 xor zx(sort)
        """;
    SourceTree tree = SourceTree.of(Map.of("own.isa", table)).orElse(SourceTree.stock());
    Isa isa = IsaCompiler.compile(tree, "own.isa");
    Program program = assemble(isa, " mix.safe a0, [ a1 ] !\n mix a0,[a1]!\n").program();
    assertThat(hex(program.sections().getFirst())).isEqualTo("0b8505800b850500");
  }

  @Test
  void linesAreKnown() {
    Program program = program("main: nop\n\n nop\n .data\n .word 1\n .text\n ret\n");
    assertThat(program.files()).containsExactly("x.s");
    assertThat(program.lines())
        .containsExactly(
            new Program.Line(0x10000, 0, 1),
            new Program.Line(0x10002, 0, 3),
            new Program.Line(0x10004, 0, 7),
            new Program.Line(0x10006, 0, 0));
  }
}
