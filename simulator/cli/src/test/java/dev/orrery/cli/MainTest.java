package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.machine.Machine;
import dev.orrery.machine.elf.ElfFile;
import dev.orrery.machine.plan.Guest;
import dev.orrery.machine.plan.HostStreams;
import dev.orrery.machine.plan.RunPlan;
import dev.orrery.profiler.file.RecordingFile;
import dev.orrery.profiler.recording.RunInfo;
import dev.orrery.workloads.Workload;
import dev.orrery.workloads.Workloads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What users get wrong, and what they are told. */
final class MainTest {
  @TempDir private Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... args) {
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

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake(2, "Did you mean run?", "rnu"),
        mistake(2, "Did you mean --engine?", "run", "--engin", "oracle", "x"),
        mistake(2, "leave =- out to log", "run", "--log", "commit=-", "x.elf"),
        mistake(2, "not a count", "run", "--max-insns", "many", "x.elf"),
        mistake(2, "not a count", "run", "--max-insns", "-5", "x.elf"),
        mistake(2, "from 1 to 1M, not 0", "validate", "--every", "0", "x.elf"),
        mistake(2, "not a count", "run", "--max-insns", "99999999999999999999", "x.elf"),
        mistake(2, "not a size", "run", "--memory", "0x", "x.elf"),
        mistake(2, "not a time", "run", "--timeout", "soon", "x.elf"),
        mistake(2, "Missing required parameter", "run"),
        mistake(2, "bundled program", "run", "workload:nothing"),
        mistake(2, "are auto, interpreter, jit, oracle.", "run", "--engine", "warp", "x"),
        mistake(2, "are interpreter, jit, oracle.", "validate", "--a", "auto", "workload:sieve"),
        mistake(2, "Did you mean jit?", "profile", "--engine", "jti", "workload:sieve"),
        mistake(6, "describes 32-bit RISC-V", "run", "--isa", "rv32gc", "workload:sieve"),
        mistake(2, "no instruction set", "run", "--isa", "z80", "workload:sieve"),
        mistake(2, "--ram", "run", "--machine", "bare", "--ram", "here", "workload:sieve"),
        mistake(2, "--reset-pc", "run", "--reset-pc", "0x10", "workload:sieve"),
        mistake(2, "addi", "isa", "show", "adi"),
        mistake(2, "Did you mean fadd.d,", "isa", "show", "addd"),
        mistake(2, "no rows", "isa", "list", "rv64gc", "--extension", "Q"),
        mistake(2, "not a whole number", "run", "--seed", "x", "workload:sieve"),
        mistake(2, "write NAME=VALUE", "run", "--env", "=x", "workload:sieve"),
        mistake(2, "one of linux, bare", "run", "--machine", "vax", "workload:sieve"),
        mistake(2, "whole pages", "run", "--machine", "bare", "--ram", "0:0", "workload:sieve"),
        mistake(2, "path is empty", "profile", "-o", "", "workload:sieve"),
        mistake(2, "path is empty", "core", "check", ""),
        mistake(2, "path is empty", "isa", "check", ""),
        mistake(2, "path is empty", "notebook", "run", ""),
        mistake(2, "path is empty", "sweep", ""),
        mistake(2, "path is empty", "asm", ""),
        mistake(2, "path is empty", "report", ""),
        mistake(2, "path is empty", "diff", "", "x"),
        mistake(2, "Did you mean seed?", "run", "-c", "seeds=3", "workload:sieve"),
        mistake(2, "say where with -o DIR", "report", "--format", "csv", "x"),
        mistake(2, "say where with -o DIR", "profile", "--format", "csv", "workload:sieve"),
        mistake(2, "Did you mean html?", "report", "--format", "htm", "x"),
        mistake(2, "more bits", "disasm", "--word", "0xffffffffffffffff"),
        mistake(2, "either a program or", "disasm"),
        mistake(2, "has no command", "help", "rnu"),
        mistake(6, "not UTF-8", "run", "--config", "/bin/sh", "workload:sieve"),
        mistake(6, "a device or a pipe", "run", "/dev/zero"),
        mistake(6, "no such file", "run", "/nonexistent.elf"),
        mistake(6, "not an ELF file", "run", "/etc/passwd"),
        mistake(6, "no table file", "run", "--isa", "missing.isa", "workload:sieve"),
        mistake(6, "no such file", "report", "/nonexistent.orr"),
        mistake(6, "recording.orr: there is no such file", "diff", "/", "/nonexistent"),
        mistake(6, "it is something else", "diff", "/etc/passwd", "/etc/passwd"),
        mistake(2, "Missing required parameter: 'B'", "diff", "x"),
        mistake(6, "orrery.toml", "run", "--config", "/nonexistent/orrery.toml", "workload:sieve"),
        mistake(5, "1000 instructions", "run", "--max-insns", "1k", "workload:sieve"));
  }

  private static Arguments mistake(int status, String told, String... args) {
    return Arguments.of(status, told, args);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeIsExplained(int status, String told, String[] args) {
    assertThat(run(args)).as(() -> Arrays.toString(args) + err()).isEqualTo(status);
    assertThat(err()).contains(told).doesNotContain("\tat ").doesNotContain("internal error");
  }

  @Test
  void aTruncatedProgramIsABadFile() throws IOException {
    byte[] elf = Workloads.elf(build());
    for (int length = 0; length < elf.length; length += 211) {
      Path file = Files.write(directory.resolve("cut.elf"), Arrays.copyOf(elf, length));
      assertThat(run("run", "-q", "--max-insns", "100k", file.toString()))
          .as("%d bytes: %s", length, err())
          .isIn(6, 4, 5, 0, 1, 139, 132);
      assertThat(err()).doesNotContain("\tat ").doesNotContain("internal error");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--isa x64 --rows, strings of bytes",
    "--isa rv32i --against host, there is no program for rv32i",
    "--isa x64 --against kvm9, there is no 'kvm9'",
    "--isa x64 --against host --core picorv32, no processor tells its cycles"
  })
  void whatCannotBeComparedIsSaidInWords(String words, String told) {
    List<String> all = new ArrayList<>(List.of("fuzz", "--programs", "1"));
    all.addAll(List.of(words.split(" ")));
    assertThat(run(all.toArray(String[]::new))).isEqualTo(2);
    assertThat(err()).contains(told).doesNotContain("internal error");
  }

  @Test
  void aReportThatCannotBeWrittenLeavesNothing() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "in the way");
    int status = run("profile", "-q", "workload:sieve", "-o", file.resolve("sub").toString());
    assertThat(status).isEqualTo(2);
    assertThat(err()).contains("cannot be written");
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left).containsExactly(file);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "No space left on device, 2, cannot be written: No space left on device",
    "Broken pipe, 141, ''"
  })
  void outputThatNobodyTakesEndsEveryCommand(String why, int status, String told) {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(why);
          }
        };
    for (String command : List.of("--version", "--help", "run --help", "help run", "isa list")) {
      err.reset();
      Console console =
          new Console(InputStream.nullInputStream(), broken, err, Map.of(), false, false);
      assertThat(Main.run(console, command.split(" "))).as(command).isEqualTo(status);
      assertThat(err()).as(command).contains(told).doesNotContain("\tat ");
    }
  }

  @Test
  void aRecordingIsRenderedAgain() {
    Path first = directory.resolve("first");
    Path second = directory.resolve("second");
    assertThat(run("profile", "-q", "workload:crc32", "-o", first.toString())).isZero();
    String recording = first.resolve("recording.orr").toString();
    assertThat(run("report", recording, "-o", second.toString())).isZero();
    assertThat(first.resolve("report.html")).hasSameBinaryContentAs(second.resolve("report.html"));
    assertThat(run("report", recording, "--format", "csv,JSON", "-o", second.toString())).isZero();
    assertThat(run("report", recording, "--format", "folded", "-o", "-")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("\n_start;guest_start;main ");
    assertThat(run("report", recording, "-o", "-")).isEqualTo(2);
    assertThat(err()).contains("standard output takes one file, and these are 3: report.html");
    assertThat(run("report", recording, "--format", "folded-cycles", "-o", "-")).isEqualTo(6);
    assertThat(err()).contains("Profile the program with --core CORE");
    assertThat(run("report", first.toString())).as("the folder will do").isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("crc32.elf");
  }

  @Test
  void twoRecordingsAreCompared() throws IOException {
    Path a = directory.resolve("a");
    Path b = directory.resolve("b");
    assertThat(run("profile", "-q", "workload:hello", "-o", a.toString(), "--", "one")).isZero();
    assertThat(run("profile", "-q", "workload:hello", "-o", b.toString())).isZero();
    assertThat(run("diff", a.toString(), b.resolve("recording.orr").toString())).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("The runs differ in arguments: 'one' and nothing.")
        .contains("B takes ");
    assertThat(run("diff", a.toString(), a.toString(), "--json")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("\"change\" : 0");
    assertThat(run("diff", a.toString(), b.toString(), "--format", "folded", "-o", "-")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).containsPattern("(?m)^_start;\\S+ \\d+ \\d+$");
    Path pages = directory.resolve("pages");
    assertThat(run("diff", a.toString(), b.toString(), "-o", pages.toString())).isZero();
    assertThat(pages.toFile().list()).containsExactlyInAnyOrder("diff.html", "diff.json");
    byte[] recording = Files.readAllBytes(a.resolve("recording.orr"));
    Path cut = Files.write(directory.resolve("cut.orr"), Arrays.copyOf(recording, 900));
    assertThat(run("diff", a.toString(), cut.toString())).isEqualTo(6);
    assertThat(err()).contains("it is cut off: ");
  }

  @Test
  void aRecordingSaysEnoughToRunAgain() throws IOException {
    Path folder = directory.resolve("run");
    String program = "workload:crc32@rv32imac";
    assertThat(run("profile", "-q", "--max-insns", "12345", program, "-o", folder.toString()))
        .isEqualTo(5);
    RunInfo recorded = RecordingFile.read(folder.resolve("recording.orr")).profile().run();
    RunPlan plan = recorded.plan();
    assertThat(plan.isa()).isEqualTo("rv32imac");
    Guest guest =
        Guest.load(
            plan,
            ElfFile.read(Programs.open(plan.program())),
            new HostStreams(InputStream.nullInputStream(), out, err, null));
    assertThat(guest.hart().isa.hash()).isEqualTo(recorded.isaHash());
    try (Machine machine = guest.machine()) {
      assertThat(machine.run(plan.limits()).instructions()).isEqualTo(12345);
    }
  }

  @Test
  void whatAProgramAskedForInVainIsSaid() {
    assertThat(run("run", "workload:files", "--", "/etc/passwd")).isNotZero();
    assertThat(err()).contains("the guest was refused /etc/passwd", "--allow-read /etc/passwd");
    assertThat(run("run", "workload:files", "--", "/no/such")).isNotZero();
    assertThat(err()).contains("the guest looked for /no/such", "--root DIR");
    assertThat(run("run", "-q", "workload:files", "--", "/no/such")).isNotZero();
    assertThat(err()).doesNotContain("the guest looked");
  }

  @Test
  void configurationIsLayered() throws IOException {
    Path file = Files.writeString(directory.resolve("my.toml"), "max-insns = \"2k\"\nseed = 7\n");
    assertThat(run("run", "--print-config", "--config", file.toString(), "workload:sieve"))
        .isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("max-insns = \"2000\"")
        .contains("seed = \"7\"");
    run("run", "--print-config", "--config", file.toString(), "-c", "seed=8", "workload:sieve");
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("seed = \"8\"");
    run("run", "--print-config", "--config", file.toString(), "--seed", "9", "workload:sieve");
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("seed = \"9\"");
  }

  @Test
  void completionAndManualPagesCoverEveryCommand() {
    assertThat(run("completion")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("profile").contains("--max-insns");
    assertThat(run("completion", "--man", directory.toString())).isZero();
    assertThat(directory.resolve("orrery-run.1")).content().contains(".SH OPTIONS");
    assertThat(directory.resolve("orrery-isa-show.1")).exists();
  }

  private static dev.orrery.workloads.Build build() {
    return Workloads.load().find("sieve").orElseThrow().build(Workload.RV64GC).orElseThrow();
  }
}
