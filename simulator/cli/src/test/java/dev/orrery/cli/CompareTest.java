package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.machine.elf.ElfFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code orrery compare}: engines are mostly shell scripts, so that they do what is asked of them.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "programs for Linux are run by shells")
final class CompareTest {
  private static final String GOOD =
      """
      echo '#phase work 1000'
      sleep 0.02
      echo result
      echo '#end 2000000'
      echo '#latency call 100:3 900:1'
      echo '#skip ports no ports here'
      """;

  @TempDir private Path directory;

  private record Ended(int status, String out, String err) {
    JsonNode json() throws IOException {
      return new ObjectMapper().readTree(out);
    }
  }

  /** With programs of this test's own before those of the host. */
  private Ended compare(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String path = directory + File.pathSeparator + System.getenv().getOrDefault("PATH", "");
    Console console =
        new Console(
            new ByteArrayInputStream(new byte[0]),
            out,
            err,
            Map.of("COLUMNS", "110", "PATH", path),
            false,
            false);
    List<String> all = new ArrayList<>(List.of("compare"));
    all.addAll(List.of(words));
    int status = Main.run(console, all.toArray(String[]::new));
    console.out().flush();
    return new Ended(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private Path script(String name, String text) throws IOException {
    Path file = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + text + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  /** Compares what the host runs with a QEMU that does something else. */
  private Ended against(String qemu, String... words) throws IOException {
    script("qemu-riscv64", "[ \"$1\" = --version ] && echo qemu of ours && exit\n" + qemu);
    Path program = Files.writeString(directory.resolve("p.s"), "_start: j _start\n");
    Path good = script("good", GOOD);
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--engines", "", "--with", "native,qemu-user"));
    all.addAll(List.of("--native", good.toString(), program.toString()));
    return compare(all.toArray(String[]::new));
  }

  @Test
  void whatIsTheSameIsComparedAndWrittenInAllForms() throws IOException {
    Path out = directory.resolve("out");
    Ended ended = against(GOOD, "-n", "2", "-o", out.toString());
    assertThat(ended.status()).as(ended.err()).isZero();
    assertThat(ended.out())
        .contains("native", "qemu-user", "same", "so few runs tell no difference")
        .contains("ports on native, qemu-user left out: no ports here.")
        .contains("qemu-user: qemu of ours");
    JsonNode json = new ObjectMapper().readTree(out.resolve("compare.json").toFile());
    assertThat(json.get("runs")).hasSize(4);
    assertThat(json.at("/contrasts/0/reference").asText()).isEqualTo("qemu-user");
    assertThat(json.at("/engines/0/phases/work/seconds/value").asDouble()).isPositive();
    assertThat(json.at("/engines/0/events/0/count").asInt()).isEqualTo(4);
    assertThat(out.resolve("compare.csv"))
        .content()
        .startsWith("run,round,engine,wall_seconds")
        .hasLineCount(5);
    assertThat(out.resolve("compare.html"))
        .content()
        .contains("<svg", "One event: call", "qemu of ours")
        .doesNotContain("<script");
    try (HistogramLogReader log = new HistogramLogReader(out.resolve("compare.hlog").toFile())) {
      List<String> tags = new ArrayList<>();
      while (log.hasNext()) {
        if (log.nextIntervalHistogram() instanceof Histogram histogram) {
          tags.add(histogram.getTag() + " " + histogram.getTotalCount());
        }
      }
      assertThat(tags).containsExactly("native/call 8", "qemu-user/call 8");
    }
  }

  @Test
  void oneFormGoesToStandardOutputOrToAFile() throws IOException {
    Ended csv = against(GOOD, "-n", "1", "--format", "csv");
    assertThat(csv.out()).startsWith("run,round,engine,").hasLineCount(3);
    Path file = directory.resolve("x.json");
    Ended json = against(GOOD, "-n", "1", "-o", file.toString());
    assertThat(json.err()).contains("wrote " + file, "wrote " + directory.resolve("x.hlog"));
    assertThat(new ObjectMapper().readTree(file.toFile()).get("format").asText())
        .isEqualTo("orrery-compare");
    assertThat(against(GOOD, "--format", "csv,json").err()).contains("need a folder");
  }

  @Test
  void engineThatDiffersHangsFloodsOrDiesIsSaidSoAndTheOtherIsTimed() throws IOException {
    assertProblem(against("echo other", "-n", "2", "--format", "json"), 3, "printed \"other⏎\"");
    assertProblem(
        against(
            "echo result; sleep 100 & sleep 100", "-n", "2", "--timeout", "2s", "--format", "json"),
        5,
        "took more than 2 s");
    assertProblem(against("yes", "-n", "2", "--format", "json"), 1, "printed more than 64 MiB");
    assertProblem(
        against("echo result; kill -11 $$", "-n", "2", "--format", "json"), 3, "status 139");
    assertThat(
            ProcessHandle.current()
                .descendants()
                .filter(p -> p.info().command().orElse("").endsWith("/sleep")))
        .isEmpty();
  }

  private static void assertProblem(Ended ended, int status, String message) throws IOException {
    assertThat(ended.status()).as(ended.err()).isEqualTo(status);
    assertThat(ended.json().at("/engines/1/problem").asText()).contains(message);
    assertThat(ended.json().at("/engines/1/sameResult").asBoolean()).isFalse();
    assertThat(ended.json().at("/engines/0/sameResult").asBoolean()).isTrue();
    assertThat(ended.json().get("runs")).hasSize(2);
  }

  @Test
  void whatIsMissingIsSkippedWithItsReason() throws IOException {
    Path program = Files.writeString(directory.resolve("p.s"), "_start: j _start\n");
    Ended ended =
        compare(
            "--engines",
            "jit+cycles,kvm",
            "--with",
            "qemu-tcg,qemu-kvm,native",
            program.toString());
    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.err())
        .contains("no engine can run the program", "jit+cycles: it counts the cycles of a core")
        .contains("qemu-tcg: the program is no PVH image", "unlike this host");
    assertThat(compare("--engines", "warp", program.toString()).err())
        .contains("--engines: there is no engine 'warp'");
    assertThat(compare(program.toString(), "more").err()).contains("name one program");
    assertThat(compare("--native", "/nothing", program.toString()).err())
        .contains("not a file that can be executed");
  }

  @Test
  void hostsWithoutKvmSayWhatIsMissing() throws IOException {
    Path none = directory.resolve("none");
    assertThat(HostKvm.probe("Linux", "amd64", none).reason()).contains("no KVM in this kernel");
    assertThat(HostKvm.probe("Linux", "aarch64", none).reason()).contains("aarch64");
    assertThat(HostKvm.probe("Mac OS X", "x86_64", none).sentence())
        .startsWith("not available: KVM is a part of Linux");
    assertThat(HostKvm.probe("Linux", "amd64", directory).reason()).contains("cannot be opened");
    assertThat(HostKvm.probe("Linux", "amd64", Files.createFile(none)).available()).isTrue();
  }

  @Test
  void exitStatusesOfProgramsAreToldFromQemusOwn() {
    assertThat(SystemQemu.status((16 << 1) | 1)).isZero();
    assertThat(SystemQemu.status(((16 + 99) << 1) | 1)).isEqualTo(99);
    assertThat(SystemQemu.status(1)).isEqualTo(1);
    assertThat(SystemQemu.status(0)).isZero();
  }

  // ---- the real one ----

  private static final Path MICRO = Path.of("../../workloads/micro/micro.elf");

  private static void requireQemu() {
    String path = System.getenv().getOrDefault("PATH", "");
    for (String folder : path.split(File.pathSeparator)) {
      if (Files.isExecutable(Path.of(folder, "qemu-system-x86_64"))) {
        return;
      }
    }
    assumeTrue(false, "qemu-system-x86_64 is not installed (package qemu-system-x86)");
  }

  @Test
  void oneFileRunsInAVirtualMachineAndAsAProcess() throws IOException {
    requireQemu();
    Ended ended =
        compare(
            "--engines",
            "",
            "--with",
            "native,qemu-tcg",
            "-n",
            "1",
            "--format",
            "json",
            MICRO.toString());
    assertThat(ended.status()).as(ended.out()).isZero();
    JsonNode qemu = ended.json().at("/engines/1");
    assertThat(qemu.get("sameResult").asBoolean()).isTrue();
    assertThat(qemu.get("version").asText()).contains("QEMU");
    assertThat(qemu.at("/releasedSeconds/value").asDouble()).isPositive();
    assertThat(qemu.at("/phases/mmio/seconds/value").asDouble()).isPositive();
    assertThat(qemu.at("/events/0/p50").asLong()).isPositive();
    assertThat(qemu.get("events")).hasSize(5);
    JsonNode host = ended.json().at("/engines/0");
    assertThat(host.at("/phases/mmio/left").asText()).contains("no devices");
  }

  /** Its first instruction is one that is not there, and nobody handles that. */
  @Test
  void aVirtualMachineThatResetsIsNoResult() throws IOException {
    requireQemu();
    byte[] file = Files.readAllBytes(MICRO);
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int note = 0;
    while (bytes.getInt(note) != 4 || bytes.getInt(note + 4) != 8 || bytes.getInt(note + 8) != 18) {
      note += 4;
    }
    int entry = (int) bytes.getLong(note + 16) - 0x400000;
    file[entry] = 0x0f;
    file[entry + 1] = 0x0b;
    Path broken = Files.write(directory.resolve("broken.elf"), file);
    assertThat(PvhImage.is(ElfFile.read(broken))).isTrue();
    Ended ended =
        compare(
            "--engines",
            "",
            "--with",
            "native,qemu-tcg",
            "-n",
            "1",
            "--timeout",
            "20s",
            "--format",
            "json",
            broken.toString());
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.json().at("/engines/1/problem").asText()).contains("reset the machine");
    assertThat(ended.json().at("/engines/0/sameResult").asBoolean()).isTrue();
  }

  @Test
  void brokenNotesAreNone() throws IOException {
    byte[] file = Files.readAllBytes(MICRO);
    assertThat(PvhImage.is(ElfFile.parse("micro", file))).isTrue();
    int note = 0xe8;
    for (int at = note; at < note + 12; at++) {
      byte[] changed = file.clone();
      changed[at] = (byte) 0xff;
      assertThat(PvhImage.is(ElfFile.parse("micro", changed))).as("byte %d", at - note).isFalse();
    }
  }
}
