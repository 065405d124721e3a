package dev.orrery.spec.lang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.lang.source.SourceFile;
import dev.orrery.spec.lang.source.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a file holds, it is compiled or its errors are reported: nothing else happens. */
class HostileTablesTest {
  /** Files of a set, the main one first: between them they have every construct. */
  private static final Map<String, List<String>> FILES =
      Map.of(
          "rv64max",
          List.of(
              "rv64gc",
              "rv/i",
              "rv/m",
              "rv/a",
              "rv/f",
              "rv/zicsr",
              "rv/zicntr",
              "rv/zihpm",
              "rv/zacas",
              "rv/c",
              "rv/linux"),
          "a64",
          List.of("a64", "a64/alu", "a64/bits", "a64/branch", "a64/linux", "a64/memory"),
          "ppc64",
          List.of("ppc64", "ppc/branch", "ppc/fixed", "ppc/memory", "ppc/rotate", "ppc/state"),
          "x64",
          List.of("x64", "x86/alu", "x86/base", "x86/bits", "x86/control", "x86/string"));

  private static final String[] PIECES = {
    "|",
    " ",
    "\n",
    "#",
    "\"",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ":",
    ";",
    "=",
    "==",
    "-",
    "~",
    "0",
    "1",
    "64",
    "rd",
    "rs1",
    "immI",
    "X",
    "F.s",
    "let",
    "if",
    "else:",
    "goto",
    "trap",
    "zx(",
    "sx(",
    "need",
    "legal",
    "*",
    "..",
    "##",
    "@rd",
    "'0",
    "\\\n",
    "\t",
    "\r",
    "\0",
    "\u00e9",
    "\ud83d\ude00",
    "import",
    "table",
    "expand",
    "999999999999999999999",
    "0x",
    "has(C)",
    "rm",
    "csr.read(csr)",
    "M8[rs1]"
  };

  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void damagedTablesAreReported(@ForAll long seed) {
    Random random = new Random(seed);
    List<String> mains = FILES.keySet().stream().sorted().toList();
    String main = mains.get(random.nextInt(mains.size()));
    List<String> files = Objects.requireNonNull(FILES.get(main));
    String damaged = files.get(random.nextInt(files.size())) + ".isa";
    SourceTree stock = SourceTree.stock();
    SourceTree tree =
        path -> {
          SourceFile file = stock.load(path);
          return file == null || !path.equals(damaged)
              ? file
              : new SourceFile(path, path, damage(file.text(), random));
        };
    IsaCompiler.Outcome outcome = IsaCompiler.check(tree, main + ".isa");
    assertThat(outcome.isa() == null).isEqualTo(!outcome.diagnostics().isEmpty());
    assertThat(outcome.diagnostics().render()).isNotEmpty();
  }

  private static String damage(String text, Random random) {
    StringBuilder s = new StringBuilder(text);
    for (int n = 1 + random.nextInt(4); n > 0; n--) {
      int at = random.nextInt(s.length() + 1);
      int end = Math.min(s.length(), at + 1 + random.nextInt(random.nextBoolean() ? 3 : 40));
      switch (random.nextInt(4)) {
        case 0 -> s.delete(at, end);
        case 1 -> s.insert(at, PIECES[random.nextInt(PIECES.length)]);
        case 2 -> s.replace(at, end, PIECES[random.nextInt(PIECES.length)]);
        default -> {
          int from = random.nextInt(s.length() + 1);
          s.insert(at, s.substring(from, Math.min(s.length(), from + random.nextInt(60))));
        }
      }
    }
    return s.toString();
  }

  @Test
  void floodsAreReported() {
    String head = "isa a : word 32, XLEN = 64\n";
    List<String> floods =
        List.of(
            "",
            "\n\n\n",
            "\0\1\2\3",
            "(".repeat(100_000),
            head + "param P = " + "(".repeat(100_000),
            head + "param P = " + "-".repeat(100_000) + "1",
            head + "param P = " + "not ".repeat(100_000) + "1",
            head + "param P = 1" + " + 1".repeat(100_000),
            head + "param P = 1" + " ? 1 : 1".repeat(100_000),
            head + "param P = a" + "[1]".repeat(100_000),
            head + "param P = P",
            head + "param P = Q\nparam Q = P",
            head + "sem f() : " + "if 1: ".repeat(100_000),
            head + "sem f() : " + "if 1: { ".repeat(100_000),
            head + "x".repeat(1_000_000),
            head + "| ".repeat(500_000),
            head + "\"" + "x".repeat(1_000_000),
            head + "import a\n",
            head + "reg PC : 64\nfile X : 4096 x 64 names a0-99999\n",
            head + "file X : 99999999999 x 64\n",
            head + "csrs\n 0..0xffff a0-65535 | 0..0xffff b0-65535\n",
            head + "field f u " + "0,".repeat(10_000) + "1",
            head + "bad\n".repeat(100_000));
    for (String text : floods) {
      IsaCompiler.Outcome outcome =
          IsaCompiler.check(SourceTree.of(Map.of("a.isa", text)), "a.isa");
      String report = outcome.diagnostics().render();
      assertThat(report.length()).isLessThan(20_000);
    }
  }

  @Test
  void rowsThatAreAllOneAreReported() {
    StringBuilder text =
        new StringBuilder(
            """
            isa a : word 32, insn le, data le, elf 243, XLEN = 32
            reg PC : XLEN
            file X : 32 x XLEN zero 0
            field rd X 11:7
            format R : op[6:0] rest[31:12] rd asm "rd"
            table R op=0110011 rest=00000000000000000000 class=alu
             insn | do
            """);
    for (int i = 0; i < 3_000; i++) { // more than four million pairs
      text.append(" x").append(i).append(" | rd = 0\n");
    }
    IsaCompiler.Outcome outcome =
        IsaCompiler.check(SourceTree.of(Map.of("a.isa", text.toString())), "a.isa");
    assertThat(outcome.diagnostics().render())
        .contains("error E01: 'x1' overlaps 'x0'")
        .endsWith("1000 errors");
  }

  @Test
  void importsDoNotLeaveTheTree(@TempDir Path dir) throws IOException {
    Files.writeString(dir.resolve("secret.isa"), "root:x:0:0");
    Path inner = Files.createDirectory(dir.resolve("inner"));
    for (String path :
        List.of("../secret", "\"../secret\"", "\"/etc/passwd\"", "a/../../secret", "\"\"")) {
      Path main = inner.resolve("a.isa");
      Files.writeString(main, "isa a : word 32, XLEN = 64\nimport " + path + "\n");
      assertThat(IsaCompiler.check(main).diagnostics().render())
          .contains("error E")
          .doesNotContain("root:x");
    }
  }

  @Test
  void aChainOfImportsEnds() {
    SourceTree endless =
        path -> {
          int n = path.equals("a.isa") ? 0 : Integer.parseInt(path.substring(1, path.length() - 4));
          return new SourceFile(
              path, path, (n == 0 ? "isa a : word 32\n" : "") + "import b" + (n + 1) + "\n");
        };
    assertThat(IsaCompiler.check(endless, "a.isa").diagnostics().render()).contains("E28");
  }

  @Test
  void unusableFilesAreNamed(@TempDir Path dir) throws IOException {
    assertThatThrownBy(() -> IsaCompiler.compile(dir.resolve("none.isa")))
        .isInstanceOf(OrreryException.class)
        .hasMessageContaining("none.isa");
    assertThatThrownBy(() -> IsaCompiler.compile(dir))
        .isInstanceOf(OrreryException.class)
        .hasMessageContaining("folder");
    Path binary = Files.write(dir.resolve("binary.isa"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThatThrownBy(() -> IsaCompiler.compile(binary))
        .isInstanceOf(OrreryException.class)
        .hasMessageContaining("UTF-8");
    Path large = dir.resolve("large.isa");
    Files.write(large, new byte[SourceTree.MAX_BYTES + 1]);
    assertThatThrownBy(() -> IsaCompiler.compile(large))
        .isInstanceOf(OrreryException.class)
        .hasMessageContaining("MiB");
  }

  @Test
  void aFileBesideTheMainOneReplacesTheStockOne(@TempDir Path dir) throws IOException {
    Path main = dir.resolve("mine.isa");
    Files.writeString(
        main, "isa mine : word 32, insn le, data le, elf 243, XLEN = 64\nimport rv/i, mine_too\n");
    Files.writeString(
        dir.resolve("mine_too.isa"),
        """
        extension Mine
        table R op=0001011 f7=0000000 class=alu
         f3  | insn  | do
         000 | madd3 | rd = rs1 + rs2 + rs2
        """);
    assertThat(IsaCompiler.compile(main).extensions()).containsExactly("I", "Mine");
  }
}
