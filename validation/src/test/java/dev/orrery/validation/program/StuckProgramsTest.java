package dev.orrery.validation.program;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.machine.elf.ElfFile;
import dev.orrery.machine.elf.ElfSection;
import dev.orrery.workloads.Run;
import dev.orrery.workloads.Size;
import dev.orrery.workloads.Workload;
import dev.orrery.workloads.Workloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Programs that would never end, reach nowhere, or lie about themselves, through the command line.
 */
final class StuckProgramsTest {
  private static final int GUEST_FAULT = 4;
  private static final int LIMIT = 5;

  /** Starts a thread at {@code other}, and goes on behind it. */
  private static final String START_THREAD =
      """
      	.globl _start
      	.type _start, @function
      _start:
      	li a7, 220
      	li a0, 0x50f00
      	la a1, stack
      	mv a2, zero
      	mv a3, zero
      	mv a4, zero
      	ecall
      	beqz a0, other
      """;

  private static final String STACK =
      """
      	.bss
      	.align 4
      	.space 4096
      stack:
      word:	.space 8
      """;

  private static final String WAIT_FOR_EVER =
      """
      	la a0, word
      	li a1, 128
      	mv a2, zero
      	mv a3, zero
      	li a7, 98
      	ecall
      """;

  @TempDir private Path directory;

  private CommandResult run(String text, String... options) throws IOException {
    Path file = Files.writeString(directory.resolve("p.s"), text);
    List<String> words = new ArrayList<>(List.of("run"));
    words.addAll(List.of(options));
    words.add(file.toString());
    return CommandResult.of(new byte[0], words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"oracle", "interpreter"})
  void aThreadThatNeverYieldsKeepsNoOtherFromEnding(String engine) throws IOException {
    CommandResult result =
        run(
            START_THREAD
                + """
                	li s0, 5
                again:
                	li a0, 1
                	la a1, text
                	li a2, 3
                	li a7, 64
                	ecall
                	li a7, 124
                	ecall
                	addi s0, s0, -1
                	bnez s0, again
                	mv a0, zero
                	li a7, 94
                	ecall
                other:
                	j other
                	.data
                text:	.ascii "on\\n"
                """
                + STACK,
            "--engine",
            engine);
    assertThat(result.out()).as(result.err()).isEqualTo("on\n".repeat(5));
    assertThat(result.status()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"oracle", "interpreter"})
  void threadsThatNeverEndAreBounded(String engine) throws IOException {
    CommandResult result =
        run(
            START_THREAD + "spin:\n\tj spin\nother:\n\tj other\n" + STACK,
            "--engine",
            engine,
            "--max-insns",
            "100k");
    assertThat(result.status()).isEqualTo(LIMIT);
    assertThat(result.instructions()).isEqualTo(100_000);
    assertThat(run("_start: j _start\n", "--timeout", "50ms").status()).isEqualTo(LIMIT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"oracle", "interpreter"})
  void aFutexThatNobodyWakesIsADeadlock(String engine) throws IOException {
    CommandResult result =
        run(
            START_THREAD
                + "\tcall lock\nother:\n\tcall lock\n\t.type lock, @function\nlock:\n"
                + WAIT_FOR_EVER
                + "\tret\n"
                + STACK,
            "--engine",
            engine);
    assertThat(result.status()).as(result.err()).isEqualTo(GUEST_FAULT);
    assertThat(result.err())
        .contains("each of its 2 threads waits for another one")
        .containsPattern("thread 1000 .*\\(futex at 0x[0-9a-f]+\\)(?s:.)* in lock\\+")
        .containsPattern("thread 1001 .*\\(futex at 0x[0-9a-f]+\\)(?s:.)* in lock\\+");
    CommandResult alone = run("_start:\n" + WAIT_FOR_EVER + STACK, "--engine", engine);
    assertThat(alone.status()).as(alone.err()).isEqualTo(GUEST_FAULT);
    assertThat(alone.err()).contains("futex at 0x", "_start");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lb a0, -1(zero)", "li sp, -16 ; sd a0, 0(zero)", "li a0, -4 ; jr a0"})
  void accessesAtBothEndsOfMemoryAreFaults(String code) throws IOException {
    CommandResult result = run("_start:\n\t" + code.replace(" ; ", "\n\t") + "\n");
    assertThat(result.status()).as(result.err()).isEqualTo(GUEST_FAULT);
    assertThat(result.err()).contains("nothing is mapped there");
  }

  @ParameterizedTest
  @ValueSource(strings = {".debug_info", ".debug_abbrev", ".debug_line"})
  void debuggingInformationThatLiesChangesNoResult(String section) throws IOException {
    Workload workload = Workloads.load().find("sieve").orElseThrow();
    Run run = workload.run(Size.SMALL).orElseThrow();
    byte[] elf = Workloads.elf(workload.build(Workload.RV64GC).orElseThrow());
    ElfSection s =
        ElfFile.parse("p", elf).sections().stream()
            .filter(x -> x.name().equals(section))
            .findFirst()
            .orElseThrow();
    int from = (int) s.offset();
    int to = (int) (s.offset() + s.size());
    for (int lie = 0; lie < 3; lie++) {
      byte[] bad = elf.clone();
      switch (lie) {
        case 0 -> Arrays.fill(bad, from + (to - from) / 2, to, (byte) 0x80);
        case 1 -> System.arraycopy(elf, from, bad, from + 16, to - from - 16);
        default -> {
          byte[] noise = new byte[to - from];
          new Random(1).nextBytes(noise);
          System.arraycopy(noise, 0, bad, from, noise.length);
        }
      }
      Path file = Files.write(directory.resolve("sieve.elf"), bad);
      List<String> words = new ArrayList<>(List.of("profile", file.toString(), "--"));
      words.addAll(run.arguments());
      CommandResult result = CommandResult.of(new byte[0], words);
      assertThat(result.out()).as("lie %d: %s", lie, result.err()).isEqualTo(run.stdout());
      assertThat(result.status()).as("lie %d", lie).isEqualTo(run.exitCode());
      CommandResult listing =
          CommandResult.of(new byte[0], List.of("disasm", "-l", file.toString()));
      assertThat(listing.status()).as("lie %d: %s", lie, listing.err()).isZero();
      assertThat(new String(listing.bytes(), UTF_8)).contains("<main>:");
    }
  }
}
