package dev.orrery.validation.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.spec.Isas;
import dev.orrery.spec.model.Isa;
import dev.orrery.validation.program.CommandResult;
import dev.orrery.validation.program.HostTool;
import dev.orrery.validation.rows.RowCases.Case;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every row, and words of no row, on random state: registers, memory and traps after each
 * instruction are the same on every engine and in QEMU. {@code -Dorrery.rows.words=150
 * -Dorrery.rows.seed=2} tries more words of each row, and others.
 */
final class QemuRowsTest {
  private static final int WORDS = Integer.getInteger("orrery.rows.words", 12);
  private static final long SEED = Long.getLong("orrery.rows.seed", 1);

  /** Cases of one program: some ten megabytes. */
  private static final int BATCH = 20_000;

  /** What QEMU's processor has by itself and these tables do not, and the other way round. */
  private static final String CHANGED = ",h=off,Zfh=on";

  /** Extensions that QEMU 7.2 does not have. */
  private static final Set<String> UNKNOWN =
      Set.of("Zicond", "Zcb", "Zawrs", "Zicbom", "Zicboz", "Zfa", "Zacas");

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "rv64max, qemu-riscv64, rv64, -mabi=lp64, elf64lriscv",
    "rv32max, qemu-riscv32, rv32, -mabi=ilp32, elf32lriscv"
  })
  void everyRowDoesWhatItDoesInQemu(
      String name, String emulator, String processor, String abi, String format)
      throws IOException {
    HostTool qemu = HostTool.find(emulator, "qemu-user");
    HostTool assembler = HostTool.find("riscv64-linux-gnu-as", "binutils-riscv64-linux-gnu");
    HostTool linker = HostTool.find("riscv64-linux-gnu-ld", "binutils-riscv64-linux-gnu");
    Isa isa = Isas.stock(name);
    SplittableRandom random = new SplittableRandom(SEED);
    RowCases generator = new RowCases(isa, random);
    List<Case> all =
        new ArrayList<>(generator.ofRows(WORDS, r -> !UNKNOWN.contains(r.extension())));
    all.addAll(generator.ofNoRow(40 * WORDS));
    for (int from = 0; from < all.size(); from += BATCH) {
      List<Case> cases = all.subList(from, Math.min(all.size(), from + BATCH));
      RowProgram program = new RowProgram(random, isa, RowProgram.Traps.KEPT);
      cases.forEach(program::add);
      byte[] memory = new byte[RowProgram.MEMORY_BYTES];
      random.nextBytes(memory);
      Files.write(directory.resolve("code.bin"), program.code());
      Files.write(directory.resolve("data.bin"), program.data());
      Files.write(directory.resolve("memory.bin"), memory);
      try (InputStream source = QemuRowsTest.class.getResourceAsStream("rows.s")) {
        Files.write(directory.resolve("rows.s"), Objects.requireNonNull(source).readAllBytes());
      }
      int results = program.resultBytes() * cases.size();
      assembler.run(
          directory,
          List.of(
              "-march=rv%dgc".formatted(isa.xlen()),
              abi,
              "--defsym",
              "XLEN=" + isa.xlen(),
              "--defsym",
              "RESULTS=" + results,
              "-o",
              "rows.o",
              "rows.s"));
      linker.run(
          directory,
          List.of("-m", format, "--section-start=.all=0x10000", "-o", "rows.elf", "rows.o"));
      byte[] expected =
          qemu.run(directory, List.of("-cpu", processor + CHANGED, "rows.elf")).bytes();
      assertThat(expected.length).isEqualTo(results + RowProgram.MEMORY_BYTES);
      for (String engine : List.of("oracle", "interpreter")) {
        byte[] found =
            CommandResult.of(
                    new byte[0],
                    List.of(
                        "run",
                        "-q",
                        "--isa",
                        name,
                        "--engine",
                        engine,
                        directory.resolve("rows.elf").toString()))
                .bytes();
        compare(engine, program, cases, expected, found);
      }
    }
  }

  private static void compare(
      String engine, RowProgram program, List<Case> cases, byte[] expected, byte[] found) {
    assertThat(found.length).isEqualTo(expected.length);
    int bytes = program.resultBytes();
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      int at = i * bytes;
      if (!Arrays.equals(found, at, at + bytes, expected, at, at + bytes)) {
        differences.add(
            cases.get(i).describe()
                + " on "
                + engine
                + difference(program.describe(found, i), program.describe(expected, i)));
      }
    }
    assertThat(differences.stream().limit(40)).as("seed %d", SEED).isEmpty();
    assertThat(Arrays.equals(found, expected)).as("memory after all cases").isTrue();
  }

  private static String difference(String found, String expected) {
    String[] ours = found.split("\n", -1);
    String[] theirs = expected.split("\n", -1);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < ours.length; i++) {
      if (!ours[i].equals(theirs[i])) {
        out.append(", ").append(ours[i]).append(" instead of ").append(theirs[i]);
      }
    }
    return out.toString();
  }
}
