package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.engine.EngineOptions;
import dev.orrery.engine.factory.Engines;
import dev.orrery.machine.validate.Divergence;
import dev.orrery.machine.validate.Side;
import dev.orrery.machine.validate.Subject;
import dev.orrery.machine.validate.Validator;
import dev.orrery.machine.validate.Verdict;
import dev.orrery.machine.validate.repro.ReproducerFiles;
import dev.orrery.machine.validate.repro.Reproduction;
import dev.orrery.machine.validate.repro.Shrinker;
import dev.orrery.spec.Isas;
import dev.orrery.spec.lang.IsaCompiler;
import dev.orrery.spec.lang.source.SourceTree;
import dev.orrery.spec.model.Isa;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said about a difference, on tables of which one row is wrong. */
final class ValidateTextTest {
  private static final Isa ISA = Isas.stock("rv64gc");
  private static final String PROGRAM =
      """
      .globl _start
      _start:
        li a0, 0x80000000
        li a1, -5
        la a2, word
        amoswap.w a0, a1, (a2)
        li a7, 93
        ecall
      .data
      word: .4byte 0x80000001
      """;

  @TempDir private Path directory;

  private static ValidateCommand.Finding find(List<Side> sides) throws IOException {
    Subject subject = Subject.assembled(ISA, "amo.S", PROGRAM);
    Validator validator = new Validator(subject, sides, Validator.PACE);
    Verdict verdict = validator.run(() -> false);
    Divergence divergence = validator.locate((Verdict.Differed) verdict);
    Reproduction reproduction =
        new Shrinker(ISA, sides)
            .shrink(
                validator.steps(Objects.requireNonNull(divergence), Shrinker.WINDOW), List.of());
    return new ValidateCommand.Finding(verdict, divergence, reproduction, List.of());
  }

  private static List<Side> sides() throws IOException {
    String text =
        new String(
            Objects.requireNonNull(
                    ValidateTextTest.class.getResourceAsStream("/isa-specs/rv/a.isa"))
                .readAllBytes(),
            StandardCharsets.UTF_8);
    String right = "rd = sx(M4[rs1].amo(swap";
    assertThat(text).contains(right);
    SourceTree sources =
        SourceTree.of(Map.of("rv/a.isa", text.replace(right, "rd = zx(M4[rs1].amo(swap")))
            .orElse(SourceTree.stock());
    Isa tables = IsaCompiler.compile(sources, "rv64gc.isa");
    return List.of(
        new Side("jit", isa -> Engines.create("interpreter", tables, EngineOptions.PLAIN)),
        Side.of("interpreter", 0),
        Side.of("oracle", 0));
  }

  @Test
  void aDifferenceIsShownInColumns() throws IOException {
    String text =
        new ValidateText(List.of("jit", "interpreter", "oracle"), false).of(find(sides()));
    assertThat(text)
        .contains("first divergence after ")
        .containsPattern("pc 0x[0-9a-f]+ <_start\\+0x[0-9a-f]+> {2}amoswap.w a0,a1,\\(a2\\)")
        .containsPattern("\n=> +[0-9a-f]+:.*amoswap.w")
        .containsPattern("before +jit +interpreter +oracle\n")
        .containsPattern(
            "\n  a0 +0000000080000000  0000000080000001  ffffffff80000001  ffffffff80000001  ✗\n")
        .contains("jit differs from the others")
        .contains("shrunk to 1 instruction:")
        .doesNotContain("\u001b");
  }

  @Test
  void differencesAreColoured() throws IOException {
    String text = new ValidateText(List.of("jit", "interpreter", "oracle"), true).of(find(sides()));
    assertThat(text).contains("\u001b[1;31m0000000080000001\u001b[0m");
  }

  @Test
  void programsReadTheSame() throws IOException {
    Map<String, Object> json =
        ValidateJson.of(List.of("jit", "interpreter", "oracle"), find(sides()));
    assertThat(JsonOption.text(json))
        .contains("\"result\" : \"differed\"")
        .contains("\"odd\" : \"jit\"")
        .contains("\"insn\" : \"amoswap.w a0,a1,(a2)\"")
        .contains("\"name\" : \"a0\"");
  }

  /** The files are complete: the one assembles, the other compiles. */
  @Test
  void theReproducerIsATestThatCompiles() throws IOException {
    ValidateCommand.Finding finding = find(sides());
    Map<Path, byte[]> files =
        new ReproducerFiles("rv64gc", List.of("jit", "interpreter"), 20_000)
            .of(
                Objects.requireNonNull(finding.divergence()),
                (Reproduction.Made) Objects.requireNonNull(finding.reproduction()),
                directory);
    for (Map.Entry<Path, byte[]> file : files.entrySet()) {
      Files.write(file.getKey(), file.getValue());
    }
    List<Path> names = List.copyOf(files.keySet());
    String program = Files.readString(names.getFirst());
    assertThat(program)
        .contains("orrery validate --a jit --b interpreter --jit-hot 20000 --isa rv64gc ")
        .contains("amoswap.w");
    assertThat(Subject.assembled(ISA, "x.S", program).elf()).isNotNull();

    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    int status =
        compiler.run(
            null,
            null,
            null,
            "-proc:none",
            "-d",
            directory.toString(),
            "-cp",
            System.getProperty("java.class.path"),
            names.getLast().toString());
    assertThat(status).as(Files.readString(names.getLast())).isZero();
  }
}
