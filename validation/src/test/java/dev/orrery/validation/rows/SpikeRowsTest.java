package dev.orrery.validation.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.spec.Isas;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import dev.orrery.validation.program.CommandResult;
import dev.orrery.validation.program.HostTool;
import dev.orrery.validation.rows.RowCases.Case;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every row that does not trap, on random state: the commit log is Spike's, byte for byte. {@code
 * -Dorrery.rows.words=150 -Dorrery.rows.seed=2} tries more words of each row, and others.
 */
final class SpikeRowsTest {
  private static final int WORDS = Integer.getInteger("orrery.rows.words", 12);
  private static final long SEED = Long.getLong("orrery.rows.seed", 1);

  /** Cases of one program: jumps over their data reach no further. */
  private static final int BATCH = 20_000;

  /** Control registers that a program may write here and in Spike: those of floating point. */
  private static final int LAST_CSR = 3;

  private static final Pattern LINE = Pattern.compile("core +0: 3 0x(\\w+) \\(0x(\\w+)\\)");

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "rv64max, oracle, -mabi=lp64, elf64lriscv",
    "rv64max, interpreter, -mabi=lp64, elf64lriscv",
    "rv64max, jit, -mabi=lp64, elf64lriscv",
    "rv32max, oracle, -mabi=ilp32, elf32lriscv",
    "rv32max, interpreter, -mabi=ilp32, elf32lriscv",
    "rv32max, jit, -mabi=ilp32, elf32lriscv"
  })
  void everyRowsLogIsSpikes(String name, String engine, String abi, String format)
      throws IOException {
    HostTool spike = HostTool.find("spike", "none; riscv-isa-sim");
    HostTool assembler = HostTool.find("riscv64-linux-gnu-as", "binutils-riscv64-linux-gnu");
    HostTool linker = HostTool.find("riscv64-linux-gnu-ld", "binutils-riscv64-linux-gnu");
    Isa isa = Isas.stock(name);
    SplittableRandom random = new SplittableRandom(SEED);
    List<Case> all = new ArrayList<>(new RowCases(isa, random).ofRows(WORDS, r -> true));
    all.removeIf(SpikeRowsTest::traps);
    long lines = 0;
    for (int from = 0; from < all.size(); from += BATCH) {
      List<Case> cases = all.subList(from, Math.min(all.size(), from + BATCH));
      RowProgram program = new RowProgram(random, isa, RowProgram.Traps.NONE);
      cases.forEach(program::add);
      Files.write(directory.resolve("code.bin"), program.code());
      Files.write(directory.resolve("data.bin"), program.data());
      Files.write(directory.resolve("memory.bin"), memory(random));
      try (InputStream source = SpikeRowsTest.class.getResourceAsStream("logged-rows.s")) {
        Files.write(directory.resolve("rows.s"), Objects.requireNonNull(source).readAllBytes());
      }
      assembler.run(
          directory, List.of("-march=rv%dgc".formatted(isa.xlen()), abi, "-o", "rows.o", "rows.s"));
      linker.run(
          directory,
          List.of("-m", format, "--section-start=.all=0x80001000", "-o", "rows.elf", "rows.o"));
      spike.run(
          directory,
          List.of(
              "--isa=" + spikesName(isa),
              "-m0x80000000:0x8000000",
              "--log-commits",
              "--log=spike.log",
              "rows.elf"));
      Path elf = directory.resolve("rows.elf");
      CommandResult ours =
          CommandResult.of(
              new byte[0],
              List.of(
                  "run",
                  "-q",
                  "--isa=" + name,
                  "--engine=" + engine,
                  "--machine=bare",
                  "--reset-pc=0x80001008",
                  "--log=commit=" + directory.resolve("ours.log"),
                  elf.toString()));
      assertThat(ours.status()).as(ours.err()).isZero();
      lines += compare(isa);
    }
    System.out.printf("%s, %s: %,d lines the same%n", name, engine, lines);
  }

  /** Half of it zeros, so that something compares equal. */
  private static byte[] memory(SplittableRandom random) {
    byte[] memory = new byte[RowProgram.MEMORY_BYTES];
    random.nextBytes(memory);
    for (int line = 0; line < memory.length; line += 16) {
      if (random.nextBoolean()) {
        Arrays.fill(memory, line, line + 16, (byte) 0);
      }
    }
    return memory;
  }

  private static boolean traps(Case c) {
    return c.isClass("system") || c.isClass("csr") && c.word() >>> 20 > LAST_CSR;
  }

  /** What Spike calls a machine with these tables. */
  private static String spikesName(Isa isa) {
    Set<String> extensions = new LinkedHashSet<>();
    isa.rows().forEach(r -> extensions.add(r.extension().toLowerCase(Locale.ROOT)));
    return extensions.stream()
        .filter(e -> e.length() > 1)
        .collect(Collectors.joining("_", "rv" + isa.xlen() + "imafdc_zicclsm_", ""));
  }

  /** Compares the logs from the first line of ours to its last. */
  private long compare(Isa isa) throws IOException {
    try (BufferedReader ours = Files.newBufferedReader(directory.resolve("ours.log"));
        BufferedReader spikes = Files.newBufferedReader(directory.resolve("spike.log"))) {
      String line = ours.readLine();
      String spike = Objects.requireNonNull(spikes.readLine());
      while (!place(spike).equals(place(line))) {
        spike = Objects.requireNonNull(spikes.readLine());
      }
      Map<String, String> differences = new TreeMap<>(); // the first of each row
      long lines = 0;
      for (; line != null; lines++) {
        if (!line.equals(spike)) {
          differences.putIfAbsent(row(isa, line), "\nSpike " + spike + "\nours  " + line);
        }
        line = ours.readLine();
        spike = spikes.readLine();
      }
      assertThat(differences).as("seed %d", SEED).isEmpty();
      return lines;
    }
  }

  private static String place(@Nullable String line) {
    Matcher m = LINE.matcher(line);
    return m.lookingAt() ? m.group(1) : "";
  }

  private static String row(Isa isa, String line) {
    Matcher m = LINE.matcher(line);
    assertThat(m.lookingAt()).as(line).isTrue();
    DecodedInsn insn = isa.decoder().decode(Long.parseLong(m.group(2), 16), 0);
    return Objects.requireNonNull(insn).row().name();
  }
}
