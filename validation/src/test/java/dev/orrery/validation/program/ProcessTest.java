package dev.orrery.validation.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.orrery.cli.Main;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process: full disks, closed streams, readers that go, Ctrl-C. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "/dev/full and ulimit are used")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class ProcessTest {
  private static final Path LAUNCHER = Path.of("..", "orrery").toAbsolutePath().normalize();
  private static final Path OPTIONS = LAUNCHER.resolveSibling("simulator/cli/src/dist/jvm.options");
  private static final Path BUILT =
      LAUNCHER.resolveSibling("simulator/cli/target/dist/built").normalize();

  @TempDir private Path directory;

  /** What a shell command printed and ended with. */
  private record Ended(int status, String out, String err) {}

  @BeforeEach
  void writeScript() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Files.writeString(
        directory.resolve("orrery"),
        "exec '%s' '@%s' -cp '%s' %s \"$@\"\n"
            .formatted(java, OPTIONS, System.getProperty("java.class.path"), Main.class.getName()));
  }

  private Ended shell(String command) throws IOException, InterruptedException {
    File out = directory.resolve("out").toFile();
    File err = directory.resolve("err").toFile();
    Process process =
        new ProcessBuilder("bash", "-c", "orrery() { sh ./orrery \"$@\"; }\n" + command)
            .directory(directory.toFile())
            .redirectOutput(out)
            .redirectError(err)
            .start();
    int status = process.waitFor();
    return new Ended(status, text(out), text(err));
  }

  private static String text(File file) throws IOException {
    return Files.readString(file.toPath(), StandardCharsets.ISO_8859_1);
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(directory)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aResultThatDoesNotFitIsAnError() throws Exception {
    Ended ended = shell("orrery demo --list >/dev/full");
    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.err()).contains("standard output cannot be written").hasLineCount(1);
  }

  @Test
  void aReaderThatHasGoneEndsTheCommandQuietly() throws Exception {
    Ended ended = shell("orrery disasm workload:hello | head -n 1; echo ${PIPESTATUS[0]}");
    assertThat(ended.out()).isEqualTo("\n141\n");
    assertThat(ended.err()).isEmpty();
  }

  @Test
  void aProgramIsToldThatItsReaderHasGone() throws Exception {
    Ended ended =
        shell("orrery run -q workload:sieve 2>err2 | true; echo ${PIPESTATUS[0]}; cat err2");
    assertThat(ended.out()).startsWith("141\n").contains("killed by SIGPIPE");
  }

  @Test
  void aReportThatDoesNotFitOnTheDiskLeavesNothing() throws Exception {
    List<String> before = names();
    Ended ended = shell("ulimit -f 8; orrery profile -q workload:crc32 -o report");
    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.err()).contains("report").contains("cannot be written").hasLineCount(1);
    assertThat(names()).containsAll(before).doesNotContain("report");
  }

  @Test
  void ctrlCWritesWhatWasRecorded() throws Exception {
    Files.writeString(
        directory.resolve("endless.s"),
        """
        _start:
          li a7, 64 # write
          li a0, 1
          la a1, _start
          li a2, 1
          ecall
        1:
          j 1b
        """);
    Ended ended =
        shell(
            """
            set -m # else the shell makes background commands deaf to SIGINT
            orrery profile endless.s -o report >ran &
            while kill -0 $! && [ ! -s ran ]; do sleep 0.1; done
            kill -INT -- -$!
            wait $!
            """);
    assertThat(ended.status()).isEqualTo(130);
    assertThat(ended.err()).contains("interrupted");
    assertThat(directory.resolve("report/report.html")).isNotEmptyFile();
    assertThat(directory.resolve("report/recording.orr")).isNotEmptyFile();
  }

  @Test
  void ctrlCPrintsTheTimesTakenSoFarAndWritesNoFile() throws Exception {
    Ended ended =
        shell(
            """
            set -m
            printf '#!/bin/sh\\necho >>ran; sleep 0.05\\n' >quick && chmod +x quick
            echo '_start: ecall' >program.s
            orrery bench --engines native --peer quick=./quick --rounds 1000 program.s -o times &
            until [ -f ran ] && [ "$(wc -l <ran)" -ge 3 ]; do sleep 0.1; done
            kill -INT -- -$!
            wait $!
            """);
    assertThat(ended.status()).as(ended.err()).isEqualTo(130);
    assertThat(ended.out())
        .containsPattern("program\\.s +[0-9]+")
        .contains("Interrupted: figures are of what was finished.")
        .doesNotContain(" on quick ");
    assertThat(names()).doesNotContain("times");
  }

  @Test
  void ctrlCSaysWhatWasCompared() throws Exception {
    Ended ended =
        shell(
            """
            set -m
            (exec sh ./orrery fuzz --rows --isa rv32i --cases 1G) &
            while read -ra stat </proc/$!/stat && [ $((stat[13] + stat[14])) -lt 300 ]; do
              sleep 0.1 # until it has had three seconds of the processor
            done
            kill -INT -- -$!
            wait $!
            """);
    assertThat(ended.status()).as(ended.err()).isEqualTo(130);
    assertThat(ended.out()).containsPattern("rv32i: [0-9,]+ cases of .* agree");
    assertThat(ended.err()).contains("orrery: interrupted");
  }

  @Test
  void theLauncherKeepsClosedStreamsClosed() throws Exception {
    assumeTrue(Files.exists(BUILT), "there is no build for the launcher: run mvn verify");
    Ended ended = shell("'" + LAUNCHER + "' run -q workload:text <&-");
    assertThat(ended.err()).doesNotContain("internal error");
    assertThat(ended.out()).contains("0 lines, 0 bytes");
  }
}
