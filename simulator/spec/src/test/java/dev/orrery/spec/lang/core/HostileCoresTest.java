package dev.orrery.spec.lang.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.spec.Cores;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.lang.source.SourceFile;
import dev.orrery.spec.lang.source.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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
class HostileCoresTest {
  private static final String HEAD = "core a : isa rv32i\ncause base \"b\"\n";
  private static final String ALL = "on * : take 1 for base\n";

  private static final List<String> MODULES = List.of("cache", "direction", "tage", "btb", "ras");

  private static final String[] PIECES = {
    " ",
    "\n",
    "\n ",
    "\n  ",
    "#",
    "\"",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ":",
    ":\n",
    ";",
    "=",
    "==",
    "-",
    "~",
    "0",
    "1",
    "64",
    "now",
    "dst",
    "ready",
    "let",
    "if",
    "else:",
    "while",
    "take",
    "wait",
    "for",
    "not",
    "in {",
    "? 1 :",
    "/",
    "%",
    ">>u",
    "##",
    "@rd",
    "'0",
    "\\\n",
    "\t",
    "\r",
    "\0",
    "\u00e9",
    "\ud83d\ude00",
    "require",
    "module",
    "use",
    "cache as c",
    "param",
    "const",
    "state",
    "fn",
    "on",
    "*",
    "999999999999999999999",
    "0x",
    "min(",
    "code(",
    "M8[addr]",
    ".w",
    "[3:0]"
  };

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void damagedCoresAreReported(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    List<String> names = Cores.names();
    String core = CoreCompiler.FOLDER + names.get(random.nextInt(names.size())) + ".core";
    String damaged = core;
    if (random.nextInt(4) == 0) { // a module of the five-stage pipeline
      core = CoreCompiler.FOLDER + "inorder5.core";
      damaged = CoreModules.FOLDER + MODULES.get(random.nextInt(MODULES.size())) + ".core";
    }
    SourceFile file = Objects.requireNonNull(SourceTree.stock().load(damaged));
    SourceTree tree = SourceTree.of(Map.of(damaged, damage(file.text(), random)));
    try {
      CoreCompiler.Outcome outcome =
          CoreCompiler.check(tree.orElse(SourceTree.stock()), core, Map.of());
      assertThat(outcome.core() == null).isEqualTo(!outcome.diagnostics().isEmpty());
      assertThat(outcome.diagnostics().render()).isNotEmpty();
    } catch (OrreryException e) {
      assertThat(e).hasMessageContaining("is no core table");
    }
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
    String nested = "1";
    for (int i = 0; i < 45; i++) { // each would double if divisors or members stood there twice
      nested = i % 2 == 0 ? "1 / (" + nested + " + dst)" : "(" + nested + " in {1, 2, 3, dst})";
    }
    List<String> floods =
        List.of(
            HEAD + "param P = " + "(".repeat(100_000),
            HEAD + "param P = " + "-".repeat(100_000) + "1",
            HEAD + "param P = 1" + " + 1".repeat(100_000),
            HEAD + "param P = 1" + " ? 1 : 1".repeat(100_000),
            HEAD + "require " + "not ".repeat(100_000) + "1 \"\"",
            HEAD + "require P \"" + "x".repeat(1_000_000) + "\"",
            HEAD + "param P = P",
            HEAD + "state s[99999999999]\n" + ALL,
            HEAD + "state s[16777216]\n".repeat(1000) + ALL,
            HEAD + "on * : " + "if 1: ".repeat(100_000),
            HEAD + "on * : " + "if 1: { ".repeat(100_000),
            HEAD + "on * : " + "while 1: { ".repeat(100_000),
            HEAD + "on * :\n" + indented(100_000 / 2),
            HEAD + "on * : take 1 for base" + "; take 1 for base".repeat(50_000),
            HEAD + "on * : take " + "(".repeat(100_000),
            HEAD + "on * : take a" + "[1]".repeat(100_000) + " for base",
            HEAD + "fn f() : f()\n" + ALL,
            HEAD + "on * : take 1 for " + "x".repeat(1_000_000),
            HEAD + "x".repeat(1_000_000),
            HEAD + "class c : add " + "add ".repeat(100_000),
            HEAD + "on " + "alu, ".repeat(100_000) + "alu : take 1 for base",
            HEAD + "bad\n".repeat(100_000),
            "core a : isa " + "rv32i, ".repeat(20) + "rv99\n" + ALL,
            "core a extends " + "x".repeat(100_000) + "\n",
            "\0\1\2\3 core a : isa rv32i\ncore a : isa rv32i\n");
    for (String text : floods) {
      CoreCompiler.Outcome outcome = check(text);
      assertThat(outcome.core()).isNull();
      assertThat(outcome.diagnostics().render().length()).isLessThan(20_000);
    }
    assertThat(check(HEAD + "on * : take " + nested + " for base\n").core()).isNotNull();
  }

  @Test
  void modulesThatUseOthersTwiceEachAreReported() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("a.core", HEAD + "use m0 as m\n" + ALL);
    for (int i = 0; i < 60; i++) {
      texts.put(
          "m" + i + ".core", "module m%d\nuse m%d as a\nuse m%d as b\n".formatted(i, i + 1, i + 1));
    }
    texts.put("m60.core", "module m60\n");
    CoreCompiler.Outcome outcome = CoreCompiler.check(SourceTree.of(texts), "a.core", Map.of());
    assertThat(outcome.diagnostics().sorted())
        .singleElement()
        .satisfies(d -> assertThat(d.code()).isEqualTo("E28"));
  }

  private static String indented(int lines) {
    StringBuilder out = new StringBuilder();
    for (int i = 1; i < 1000; i++) {
      out.repeat(' ', i).append("if taken:\n");
    }
    return out.repeat(" x\n", lines).toString();
  }

  private static CoreCompiler.Outcome check(String text) {
    return CoreCompiler.check(SourceTree.of(Map.of("a.core", text)), "a.core", Map.of());
  }

  @Test
  void whatIsNoCoreTableIsNamed() {
    for (String text : List.of("", "\n\n", "# core\n", "param n = 1\n")) {
      assertThatThrownBy(() -> check(text))
          .isInstanceOf(OrreryException.class)
          .hasMessage("a.core: has no line 'core NAME : isa ...', and so is no core table.");
    }
  }

  @Test
  void unusableFilesAreNamed(@TempDir Path dir) throws IOException {
    assertThatThrownBy(() -> Cores.named(dir.resolve("none.core").toString(), Map.of()))
        .isInstanceOf(OrreryException.class)
        .hasMessage("There is no core table 'none.core'. Check the path.");
    Path folder = Files.createDirectory(dir.resolve("folder.core"));
    assertThatThrownBy(() -> Cores.named(folder.toString(), Map.of()))
        .isInstanceOf(OrreryException.class)
        .hasMessageContaining("folder");
    Path binary = Files.write(dir.resolve("binary.core"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThatThrownBy(() -> Cores.named(binary.toString(), Map.of()))
        .isInstanceOf(OrreryException.class)
        .hasMessageContaining("UTF-8");
    Path large = Files.write(dir.resolve("large.core"), new byte[SourceTree.MAX_BYTES + 1]);
    assertThatThrownBy(() -> Cores.named(large.toString(), Map.of()))
        .isInstanceOf(OrreryException.class)
        .hasMessageContaining("MiB");
  }

  @Test
  void unknownNamesAndSettingsAreUsageErrors() {
    assertThatThrownBy(() -> Cores.named("picorv33", Map.of()))
        .isInstanceOfSatisfying(
            OrreryException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessage("no core is called 'picorv33'. Did you mean 'picorv32'?");
    assertThatThrownBy(() -> Cores.named("serv", Map.of("acess", 3L)))
        .isInstanceOfSatisfying(
            OrreryException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessage("--set acess: serv has no parameter 'acess'. Did you mean 'access'?");
    assertThatThrownBy(() -> Cores.named("serv", Map.of("x", 3L)))
        .hasMessage(
            "--set x: serv has no parameter 'x'. There are: one_stage, two_stages, access.");
  }

  @Test
  void aFileBesideTheTableIsExtendedBeforeAStockOne(@TempDir Path dir) throws IOException {
    Files.writeString(
        dir.resolve("serv.core"),
        "core serv : isa rv32i\nparam mine = 1\ncause base \"b\"\n" + ALL);
    Path file = dir.resolve("my.core");
    Files.writeString(file, "core my extends serv : mine = 2\n");
    assertThat(Cores.named(file.toString(), Map.of()).parameters())
        .singleElement()
        .satisfies(p -> assertThat(p.value()).isEqualTo(2));
    assertThat(Cores.named(file.toString(), Map.of("mine", 3L)).parameters())
        .singleElement()
        .satisfies(p -> assertThat(p.value()).isEqualTo(3));
  }
}
