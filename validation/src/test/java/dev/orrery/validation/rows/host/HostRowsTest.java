package dev.orrery.validation.rows.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.spec.Isas;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.Register;
import dev.orrery.spec.model.Row;
import dev.orrery.validation.program.CommandResult;
import dev.orrery.validation.program.HostTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every row of x86-64 on random operands and random state, compared with a processor: the host's if
 * it is one, else QEMU's. Flags that a row leaves undefined do not count.
 */
final class HostRowsTest {
  private static final int CASES = Integer.getInteger("orrery.rows.cases", 6);
  private static final long SEED = Long.getLong("orrery.rows.seed", 1);
  private static final Pattern ONLY = Pattern.compile(System.getProperty("orrery.rows.only", ".*"));
  private static final Map<String, Integer> BITS =
      Map.of("CF", 0, "PF", 2, "AF", 4, "ZF", 6, "SF", 7, "DF", 10, "OF", 11);

  private static final long ZF = 1 << 6;

  /** Bits of the word that make a row's operands 64 or 16 bits wide: REX.W, and prefix 66. */
  private static final long NOT_32_BITS = 1L << 29 | 1L << 31;

  @TempDir private Path directory;

  @Test
  void everyRowDoesWhatProcessorsDo() throws IOException {
    Isa isa = Isas.stock("x64");
    SplittableRandom random = new SplittableRandom(SEED);
    HostCases generator = new HostCases(isa, random);
    HostProgram program = new HostProgram();
    for (Row row : isa.rows()) {
      for (int i = 0; i < CASES && isWanted(row); i++) {
        program.add(generator.of(row, program));
      }
    }
    Path elf = Files.write(directory.resolve("rows.elf"), program.elf());
    assertThat(elf.toFile().setExecutable(true)).isTrue();
    byte[] expected = processor(elf);
    assertThat(expected).hasSize(program.cases().size() * HostProgram.BLOCK);
    for (String engine : List.of("oracle", "interpreter")) {
      CommandResult found =
          CommandResult.of(new byte[0], List.of("run", "-q", "--engine", engine, elf.toString()));
      assertThat(found.bytes()).as(found.err()).hasSameSizeAs(expected);
      List<String> differences = new ArrayList<>();
      for (int i = 0; i < program.cases().size(); i++) {
        HostProgram.Case c = program.cases().get(i);
        String difference =
            program.difference(
                i,
                found.bytes(),
                expected,
                undefined(c.row()),
                clearable(isa, program, i, expected));
        if (!difference.isEmpty()) {
          differences.add(c.describe() + " on " + engine + difference);
        }
      }
      assertThat(differences.stream().limit(40)).as("seed %d", SEED).isEmpty();
    }
  }

  private static boolean isWanted(Row row) {
    return HostCases.isPossible(row) && ONLY.matcher(row.name()).matches();
  }

  private byte[] processor(Path elf) throws IOException {
    if (System.getProperty("os.arch").equals("amd64")
        && System.getProperty("os.name").equals("Linux")) {
      return HostTool.program(elf).run(directory, List.of()).bytes();
    }
    return HostTool.find("qemu-x86_64", "qemu-user")
        .run(directory, List.of(elf.toString()))
        .bytes();
  }

  /**
   * The register whose upper half the processor may have cleared instead of leaving it as it was;
   * -1 if there is none. The manuals leave open what a bit scan of 32 bits does to its destination
   * when its source is zero, and processors do the one or the other.
   */
  private static int clearable(Isa isa, HostProgram program, int number, byte[] processor) {
    HostProgram.Case c = program.cases().get(number);
    boolean scans32 =
        Set.of("bsf", "bsr").contains(c.row().name()) && (c.row().match() & NOT_32_BITS) == 0;
    if (!scans32 || (HostProgram.flags(number, processor) & ZF) == 0) {
      return -1;
    }
    long start = 0;
    for (int i = Math.min(Long.BYTES, c.insn().length) - 1; i >= 0; i--) {
      start = start << 8 | c.insn()[i] & 0xff;
    }
    DecodedInsn insn = Objects.requireNonNull(isa.decoder().decode(start, c.pc()));
    for (Operand o : insn.row().operands()) {
      if (o.name().equals("g")) {
        return (int) insn.value(o);
      }
    }
    throw new IllegalStateException(c.row() + " has no destination");
  }

  private static long undefined(Row row) {
    long mask = 0;
    for (Register r : row.undefined()) {
      mask |= 1L << Objects.requireNonNull(BITS.get(r.name()));
    }
    return mask;
  }
}
