package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.spec.diag.ExitCode;
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

/** {@code orrery validate timing} and {@code orrery core}: what they print, and their status. */
final class TimingCommandTest {
  private static final String WRONG =
      """
      core wrong extends serv : access = 3
       title "SERV, with memory that is slower than the measured one"
       rtl "SERV" "bit-serial W=1;wb ack 1 cycle"
       trailing -33
       accept max 0
      """;

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

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** Measurements of the shortest program only, so that this test is quick. */
  private Path reference() throws IOException {
    return Files.write(
        directory.resolve("cycles.csv"),
        Files.readAllLines(Path.of("../../validation/rtl/cycles.csv")).stream()
            .filter(l -> l.startsWith("core,") || l.contains(",c_muldiv,"))
            .toList());
  }

  @Test
  void whatIsExactIsAccepted() throws IOException {
    Path page = directory.resolve("timing.md");
    int status =
        orrery(
            "validate",
            "timing",
            "--core",
            "picorv32",
            "--core",
            "picorv32-fast",
            "--reference",
            reference().toString(),
            "--programs",
            "../../validation/rtl/programs/elf",
            "-o",
            page.toString());
    assertThat(status).as(err()).isZero();
    assertThat(out()).endsWith("\n2 of 2 within acceptance\n");
    assertThat(out().lines().filter(l -> l.startsWith("picorv32"))).hasSize(2);
    assertThat(page)
        .content()
        .startsWith("# Cycles of core models and of the cores' RTL\n")
        .contains("\n2 of 2 within acceptance.\n")
        .contains("\n## picorv32-fast\n");
  }

  @Test
  void aWrongTableIsNotAccepted() throws IOException {
    Path table = Files.writeString(directory.resolve("wrong.core"), WRONG);
    String[] words = {
      "validate",
      "timing",
      "--core",
      table.toString(),
      "--reference",
      reference().toString(),
      "--json"
    };
    assertThat(orrery(words)).as(err()).isEqualTo(ExitCode.CHECK_FAILED.status());
    JsonNode facts = new ObjectMapper().readTree(out());
    assertThat(facts.get("accepted").asBoolean()).isFalse();
    JsonNode core = facts.get("cores").get(0);
    assertThat(core.get("core").asText()).isEqualTo("wrong");
    assertThat(core.get("largestError").asDouble()).isBetween(0.0, 0.1);
    JsonNode program = core.get("programs").get(0);
    assertThat(program.get("program").asText()).isEqualTo("c_muldiv");
    assertThat(program.get("isa").asText()).isEqualTo("rv32i");
    assertThat(program.get("accepted").asBoolean()).isFalse();
    assertThat(program.get("cycles").asLong()).isGreaterThan(program.get("rtlCycles").asLong());
    assertThat(program.get("roiCycles").asLong())
        .isGreaterThan(program.get("rtlRoiCycles").asLong());

    words[words.length - 1] = "-q";
    assertThat(orrery(words)).isEqualTo(ExitCode.CHECK_FAILED.status());
    assertThat(out()).contains("not accepted").endsWith("\n0 of 1 within acceptance\n");
  }

  @Test
  void whatCannotBeComparedIsSaid() throws IOException {
    assertThat(orrery("validate", "timing", "--core", "ideal")).isEqualTo(ExitCode.USAGE.status());
    assertThat(err())
        .contains(
            "ideal: its table names no measurements (a line `rtl`), so there is nothing to"
                + " compare");
    Path other =
        Files.writeString(
            directory.resolve("other.csv"), "core,config,program,isa,cycles,total_cycles\n");
    assertThat(orrery("validate", "timing", "--core", "serv", "--reference", other.toString()))
        .isEqualTo(ExitCode.BAD_INPUT.status());
    assertThat(err()).contains("other.csv: has no measurements of these cores");
    assertThat(
            orrery(
                "validate",
                "timing",
                "--core",
                "picorv32",
                "--reference",
                reference().toString(),
                "--traces",
                directory.toString()))
        .isEqualTo(ExitCode.BAD_INPUT.status());
    assertThat(err())
        .contains(
            directory
                + ": has no traces of these programs; it has a folder for each core, such as"
                + " PicoRV32_default");
    assertThat(orrery("validate", "timing", "--core", "srev")).isEqualTo(ExitCode.USAGE.status());
    assertThat(err()).contains("no core is called 'srev'. Did you mean 'serv'?");
  }

  @Test
  void measurementsOfCoresWithoutATableAreNamed() throws IOException {
    Path other =
        Files.write(
            directory.resolve("other.csv"),
            Files.readAllLines(reference()).stream()
                .filter(l -> l.startsWith("core,") || l.startsWith("SERV,"))
                .map(l -> l.startsWith("SERV,") ? l + "\n" + l.replace("SERV,", "QERV,") : l)
                .toList());
    assertThat(orrery("validate", "timing", "--reference", other.toString())).as(err()).isZero();
    assertThat(err())
        .contains(
            "other.csv: left out, as no table models the core: QERV bit-serial W=1;wb ack 1 cycle"
                + " (lines: 1)");
    assertThat(out()).endsWith("\n1 of 1 within acceptance\n");
  }

  @Test
  void tablesAreListedShownAndChecked() throws IOException {
    assertThat(orrery("core", "list")).isZero();
    assertThat(out()).contains("picorv32-fast").contains("SERV: bit-serial");
    assertThat(orrery("core", "show", "serv", "--set", "access=0x10")).as(err()).isZero();
    assertThat(out()).contains("access         16  loads and stores, besides");
    assertThat(
            orrery(
                "core", "show", "inorder5", "--set", "dcache.size=100", "--set", "dcache.ways=3"))
        .isEqualTo(ExitCode.BAD_INPUT.status());
    assertThat(err())
        .contains(
            "cache.core:",
            "error C10: a cache has whole sets of lines: dcache.size = 100 (from --set),"
                + " dcache.line = 64, dcache.ways = 3 (from --set)",
            "= In use as 'dcache' at cores/inorder5.core:");
    assertThat(orrery("core", "show", "inorder5", "--set", "dcache.ways=4")).as(err()).isZero();
    assertThat(out())
        .contains("Modules in use:")
        .containsPattern("\n +dcache +cache +A set-associative cache\n")
        .containsPattern("\n +dcache.sets +128 +places by index\n");
    Path good = Files.writeString(directory.resolve("wrong.core"), WRONG);
    assertThat(orrery("core", "check", good.toString())).isZero();
    assertThat(out()).isEqualTo(good + ": good: wrong, 4 causes, 0 states, 0 functions\n");
    Path bad =
        Files.writeString(directory.resolve("bad.core"), "core bad : isa rv32i\non alu : take\n");
    assertThat(orrery("core", "check", bad.toString())).isEqualTo(ExitCode.CHECK_FAILED.status());
    assertThat(out()).contains("bad.core:2:14: error E00: expected a value, but the line ends");
    assertThat(orrery("core", "show", bad.toString())).isEqualTo(ExitCode.BAD_INPUT.status());
    assertThat(orrery("core", "show", "serv", "--set", "access=x"))
        .isEqualTo(ExitCode.USAGE.status());
    assertThat(err()).contains("--set access=x: write NAME=NUMBER, such as wait=3");
  }
}
