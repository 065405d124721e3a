package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code orrery sweep}: held against {@code orrery run --core}, resumed, and given bad plans. */
final class SweepTest {
  /** Reads a kilobyte, a word of each line, and again; exits with what it is given in s1. */
  private static final String PROGRAM =
      """
      .global _start
      _start:
        li s1, %d
        li s0, 20
      again:
        addi t0, sp, -1024
      next:
        ld t1, 0(t0)
        add t2, t2, t1
        addi t0, t0, 32
        blt t0, sp, next
        addi s0, s0, -1
        bnez s0, again
        mv a0, s1
        li a7, 93
        ecall
      """;

  private static final String PLAN =
      """
      core = "inorder5"
      programs = ["good.s"]
      [parameters]
      line = 32
      dcache.size = [256, 1024]
      dcache.ways = [1, 2]
      load_use = [0, 3]
      """;

  @TempDir private Path directory;

  private record Ended(int status, String out, String err) {
    JsonNode json() throws IOException {
      return new ObjectMapper().readTree(out);
    }
  }

  private static Ended orrery(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new ByteArrayInputStream(new byte[0]),
            out,
            err,
            Map.of("COLUMNS", "110"),
            false,
            false);
    int status = Main.run(console, words);
    console.out().flush();
    return new Ended(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  @BeforeEach
  void writePrograms() throws IOException {
    Files.writeString(directory.resolve("good.s"), PROGRAM.formatted(0));
    Files.writeString(directory.resolve("bad.s"), PROGRAM.formatted(7));
  }

  private String plan(String text) throws IOException {
    return Files.writeString(directory.resolve("plan.toml"), text).toString();
  }

  private Path output() {
    return directory.resolve("out");
  }

  private Ended sweep(String plan, String... more) throws IOException {
    return orrery(
        Stream.concat(Stream.of("sweep", plan(plan), "-o", output().toString()), Stream.of(more))
            .toArray(String[]::new));
  }

  private List<Path> results() throws IOException {
    try (Stream<Path> files = Files.list(output().resolve("results"))) {
      return files.sorted().toList();
    }
  }

  @Test
  void everyPointIsWhatARunSays() throws IOException {
    Ended ended = sweep(PLAN, "--json", "--jobs", "2");
    assertThat(ended.status()).as(ended.err()).isZero();
    JsonNode points = ended.json().path("points");
    assertThat(points.size()).isEqualTo(8);
    for (int i = 0; i < 8; i += 3) {
      JsonNode p = points.get(i);
      JsonNode set = p.path("parameters");
      Ended run =
          orrery(
              "run",
              "--core",
              "inorder5",
              "--set",
              "line=32",
              "--set",
              "dcache.size=" + set.path("dcache.size"),
              "--set",
              "dcache.ways=" + set.path("dcache.ways"),
              "--set",
              "load_use=" + set.path("load_use"),
              directory.resolve("good.s").toString());
      String cycles = String.format(Locale.ROOT, "%,d cycles of", p.path("cycles").asLong());
      assertThat(run.err()).contains(" " + cycles);
    }
    assertThat(ended.json().path("best").path("parameters").path("dcache.size").asLong())
        .isGreaterThanOrEqualTo(1024);
    assertThat(Files.readString(output().resolve("sweep.csv")).lines()).hasSize(9);
  }

  @Test
  void aProgramWithoutNotesIsForASetThatAllCoresRun() throws IOException {
    Path program = Path.of(CoreRunTest.WITHOUT_NOTES).toAbsolutePath().normalize();
    String plan = "cores = [\"picorv32\", \"ibex-maxperf\"]\nprograms = [\"%s\"]\n";
    Ended ended = sweep(plan.formatted(program));
    assertThat(ended.status()).as(ended.out() + ended.err()).isZero();
  }

  @Test
  void whatIsThereIsNotRunAgain() throws IOException {
    assertThat(sweep(PLAN).err()).contains("8 points, 8 of them run now");
    List<Path> before = results();
    assertThat(before).hasSize(8);
    FileTime then = FileTime.fromMillis(0);
    for (Path file : before) {
      Path unused = Files.setLastModifiedTime(file, then);
    }
    String first = Files.readString(output().resolve("sweep.json"));
    assertThat(sweep(PLAN).err()).contains("8 points, 0 of them run now");
    assertThat(Files.readString(output().resolve("sweep.json"))).isEqualTo(first);
    // A larger plan takes over what it shares with the one before.
    String larger = PLAN.replace("[0, 3]", "[0, 1, 3]");
    assertThat(sweep(larger).err()).contains("12 points, 4 of them run now");
    for (Path file : before) {
      assertThat(Files.getLastModifiedTime(file)).isEqualTo(then);
    }
    // Another program has other results.
    Files.writeString(directory.resolve("good.s"), PROGRAM.formatted(0) + "  nop\n");
    assertThat(sweep(PLAN).err()).contains("8 points, 8 of them run now");
  }

  @Test
  void aDamagedResultIsComputedAgain() throws IOException {
    String whole = sweep(PLAN, "--json").out();
    Path first = results().getFirst();
    Path second = results().get(1);
    Files.writeString(
        first, Files.readString(first).replaceFirst("\"cycles\" : ", "\"cycles\" : 9"));
    Files.writeString(second, "{");
    Ended again = sweep(PLAN, "--json");
    assertThat(again.err())
        .contains(first.getFileName() + ": the result is damaged")
        .contains(second.getFileName() + ": the result is damaged (it is no JSON)")
        .contains("8 points, 2 of them run now");
    assertThat(again.out()).isEqualTo(whole);
  }

  @Test
  void failuresAreIsolatedAndCounted() throws IOException {
    String mixed =
        PLAN.replace("[\"good.s\"]", "[\"good.s\", \"bad.s\"]").replace("[1, 2]", "[1, 3]");
    Ended ended = sweep(mixed);
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err()).endsWith("orrery: 12 of 16 points failed\n");
    assertThat(ended.out())
        .contains("a cache has whole sets of lines")
        .contains("exits with status 7, and not 0");
    assertThat(results()).hasSize(4);
    Ended allowed =
        sweep(
            PLAN.replace("programs = [\"good.s\"]", "")
                + "[[program]]\nrun = \"bad.s\"\nexit-status = 7\n");
    assertThat(allowed.status()).as(allowed.err()).isZero();
  }

  @Test
  void limitsEndARun() throws IOException {
    Ended ended = sweep(PLAN + "[limits]\nmax-insns = 50\n");
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.out()).contains("it retires more than 50 instructions: raise max-insns");
  }

  @Test
  void aDryRunOnlyCounts() throws IOException {
    Ended ended = sweep(PLAN + "[limits]\nmax-insns = 50\n", "--dry-run");
    assertThat(ended.out()).isEqualTo("1 program x 8 combinations = 8 points, 8 to run\n");
    assertThat(output()).doesNotExist();
  }

  @Test
  void theExampleIsAPlan() {
    Path example = Path.of("../../notebooks/caches.toml");
    Ended ended = orrery("sweep", example.toString(), "-o", output().toString(), "--dry-run");
    assertThat(ended.out()).isEqualTo("3 programs x 24 combinations = 72 points, 72 to run\n");
  }

  static List<Arguments> mistakes() {
    return List.of(
        arguments("core =", "cor =", "1:1: a plan has no key 'cor'. Did you mean 'core'?"),
        arguments("dcache.ways", "dcache.way", "'dcache.way'. Did you mean 'dcache.ways'?"),
        arguments("[1, 2]", "[]", "6:1: parameter 'dcache.ways': it has no values"),
        arguments("[256, 1024]", "\"2048..256 *2\"", "ends before it begins"),
        arguments("[256, 1024]", "\"1..30000\"", "are more than 10,000 points"),
        arguments("[256, 1024]", "\"0..9223372036854775807\"", "more than 100,000 values"),
        arguments("[1, 2]", "[1.5]", "takes whole numbers"),
        arguments("[1, 2]", "[1, 2", "must be TOML"),
        arguments("inorder5", "inorder6", "no core is called 'inorder6'"),
        arguments("good.s", "none.s", "none.s"),
        arguments("good.s\"", "good.s\", \"good.s\"", "two programs are called 'good'"),
        arguments("core", "constraints = [\"dcache.size > x\"]\ncore", "'x' is in a formula"),
        arguments(
            "core", "constraints = [\"dcache.size >\"]\ncore", "a formula that cannot be read"),
        arguments(
            "core", "constraints = [\"dcache.size < 0\"]\ncore", "no combination of values meets"),
        arguments(
            "[parameters]", "[limits]\nseconds = 0\n[parameters]", "'seconds' is 1 at least"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aPlanThatCannotBeIsSaid(String part, String instead, String message) throws IOException {
    Ended ended = sweep(PLAN.replaceFirst(Pattern.quote(part), Matcher.quoteReplacement(instead)));
    assertThat(ended.status()).as(ended.err()).isIn(2, 6);
    assertThat(ended.err()).contains(message).doesNotContain("internal error");
    assertThat(output()).doesNotExist();
  }

  @Test
  void aFolderThatCannotBeWrittenIsSaid() throws IOException {
    Files.writeString(output(), "a file");
    Ended ended = sweep(PLAN);
    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.err()).contains("cannot be written");
  }
}
