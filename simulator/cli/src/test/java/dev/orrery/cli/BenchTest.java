package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code orrery bench}: its structure and its checks, on programs of a few instructions. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "programs for Linux are run by shells")
final class BenchTest {
  /** Prints its first argument's length as a digit, and exits with 3. */
  private static final String PROGRAM =
      """
      _start: ld a1, 16(sp)
       li a2, 0
      1: add a3, a1, a2
       lbu a3, 0(a3)
       addi a2, a2, 1
       bnez a3, 1b
       addi a2, a2, 47
       addi sp, sp, -16
       sb a2, 0(sp)
       li a0, 1
       mv a1, sp
       li a2, 1
       li a7, 64
       ecall
       li a0, 3
       li a7, 93
       ecall
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
    Map<String, String> env =
        Map.of("COLUMNS", "110", "PATH", System.getenv().getOrDefault("PATH", ""));
    Console console =
        new Console(new ByteArrayInputStream(new byte[0]), out, err, env, false, false);
    int status = Main.run(console, words);
    console.out().flush();
    return new Ended(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static Ended bench(String... words) {
    List<String> all = new ArrayList<>(List.of("bench", "--rounds", "1"));
    all.addAll(List.of(words));
    return orrery(all.toArray(String[]::new));
  }

  private Path program(String name) throws IOException {
    return Files.writeString(directory.resolve(name), PROGRAM);
  }

  /** A peer. */
  private Path script(String name, String text) throws IOException {
    Path file = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + text + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  @Test
  void timesWorkloadsAndItsFiguresAreConsistent() throws IOException {
    Ended ended =
        orrery(
            "bench",
            "--rounds",
            "2",
            "--engines",
            "jit,interpreter",
            "--json",
            "-o",
            directory.resolve("out").toString(),
            "--name",
            "tiny",
            "workload:hello");
    assertThat(ended.status()).as(ended.err()).isZero();
    JsonNode json = ended.json();
    assertThat(json.get("reference").asText()).isEqualTo("interpreter");
    assertThat(json.get("runs")).hasSize(4);
    assertThat(json.at("/programs/0/instructions").asLong()).isBetween(1_000L, 100_000L);
    double product = 1;
    for (JsonNode run : json.get("runs")) {
      double seconds = run.get("wallSeconds").asDouble();
      assertThat(seconds).isPositive();
      product *= run.get("engine").asText().equals("jit") ? 1 / seconds : seconds;
    }
    JsonNode speed = json.at("/programs/0/engines/jit/wallSpeed");
    assertThat(speed.get("value").asDouble()).isCloseTo(Math.sqrt(product), within(1e-6));
    assertThat(speed.get("low").asDouble()).isLessThanOrEqualTo(speed.get("value").asDouble());
    assertThat(json.at("/means/0/wallSpeed/value")).isEqualTo(speed.get("value"));
    assertThat(directory.resolve("out"))
        .isDirectoryContaining("glob:**/tiny.md")
        .isDirectoryContaining("glob:**/tiny.json")
        .isDirectoryContaining("glob:**/tiny.csv")
        .isDirectoryContaining("glob:**/tiny.svg");
    assertThat(directory.resolve("out/tiny.json")).content().isEqualTo(ended.out());
    assertThat(ended.err()).contains("wrote " + directory.resolve("out/tiny.md"));
  }

  @Test
  void timesProgramsOfAFolderWithTheirArguments() throws IOException {
    program("a.s");
    program("b.s");
    Files.writeString(directory.resolve("notes.txt"), "no program");
    Files.write(directory.resolve("c.elf"), new byte[] {0x7f, 'E', 'L', 'F', 9, 9});
    Ended ended =
        bench("--engines", "interpreter", "--programs", directory.toString(), "--", "long");
    assertThat(ended.status()).as(ended.out() + ended.err()).isEqualTo(1);
    assertThat(ended.out())
        .containsPattern("a\\.s +[0-9]+ ")
        .containsPattern("b\\.s +[0-9]+ ")
        .containsPattern("c on any engine .*c\\.elf")
        .doesNotContain("notes");
  }

  @Test
  void aDifferenceBetweenEnginesIsAnErrorAndTheRestGoesOn() throws IOException {
    Path wrong =
        script("wrong", "case $1 in */program-0) printf 5; exit 3;; esac; printf 4; exit 3");
    Ended ended =
        bench(
            "--engines",
            "interpreter",
            "--peer",
            "wrong=" + wrong,
            program("a.s").toString(),
            program("b.s").toString(),
            "--",
            "long");
    assertThat(ended.status()).as(ended.out() + ended.err()).isEqualTo(3);
    assertThat(ended.out())
        .contains("a.s on wrong printed \"5\" at byte 0 where interpreter has \"4\".")
        .doesNotContain("b.s on wrong");
  }

  @Test
  void whatTakesTooLongIsALimit() throws IOException {
    Path quick = script("quick", "echo");
    Path slow = script("slow", "sleep 100");
    Ended ended =
        bench(
            "--engines",
            "native",
            "--peer",
            "quick=" + quick,
            "--peer",
            "slow=" + slow,
            "--timeout",
            "3s",
            program("a.s").toString());
    assertThat(ended.status()).as(ended.out() + ended.err()).isEqualTo(5);
    assertThat(ended.out()).contains("a.s on slow took more than 3 s, and was ended.");
  }

  @Test
  void enginesThatCannotRunAreSkippedWithAReason() throws IOException {
    Ended ended = bench("--engines", "interpreter,native", program("a.s").toString(), "--", "long");
    assertThat(ended.status()).as(ended.out() + ended.err()).isZero();
    assertThat(ended.out()).contains("native skipped: a program for", "unlike this host");
    Ended none = bench("--engines", "native", program("a.s").toString());
    assertThat(none.status()).isEqualTo(2);
    assertThat(none.err()).contains("there is nothing to time; native: a program for");
  }

  @Test
  void mistakesAreToldBeforeAnythingIsTimed() throws IOException {
    String a = program("a.s").toString();
    assertUsage("there is no engine 'jti'", "--engines", "jti", a);
    assertUsage("is not 1 to 1000", "--rounds=0", a);
    assertUsage("'x' is not NAME=COMMAND", "--peer", "x", a);
    assertUsage("another engine called jit", "--engines", "jit", "--peer", "jit=x", a);
    assertUsage("'qemu' is not one of the engines", "--engines=jit", "--reference=qemu", a);
    assertUsage("named twice", a, directory.resolve("./a.s").toString());
    assertUsage("named twice", "workload:hello", "workload:hello");
    assertUsage("arguments of their own", "workload:sieve", "--", "3");
    assertUsage("arguments need a program", "--", "3");
    assertUsage("is not the name of a file", "--name", "../x", a);
    assertUsage("no bundled program is called 'seive'", "workload:seive");
    assertThat(bench("--programs", directory.resolve("none").toString()).status()).isEqualTo(6);
  }

  private static void assertUsage(String message, String... words) {
    List<String> all = new ArrayList<>(List.of("bench"));
    all.addAll(List.of(words));
    Ended ended = orrery(all.toArray(String[]::new));
    assertThat(ended.err()).contains(message);
    assertThat(ended.status()).isEqualTo(2);
  }
}
