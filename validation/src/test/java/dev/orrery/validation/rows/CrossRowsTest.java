package dev.orrery.validation.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.engine.Engine;
import dev.orrery.engine.EngineOptions;
import dev.orrery.engine.Hart;
import dev.orrery.engine.factory.Engines;
import dev.orrery.machine.mem.GuestMemory;
import dev.orrery.machine.mem.Protection;
import dev.orrery.machine.mem.UserMemory;
import dev.orrery.spec.Isas;
import dev.orrery.spec.decode.RowWords;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.RegisterFile;
import dev.orrery.spec.model.Row;
import dev.orrery.spec.random.RandomValues;
import dev.orrery.validation.program.HostTool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every row of the machines other than RISC-V that computes, on random registers and flags: the
 * oracle leaves what QEMU leaves. Addresses, branches and memory are compared by whole programs.
 * {@code -Dorrery.rows.words=60 -Dorrery.rows.seed=2} tries more words of each row.
 */
final class CrossRowsTest {
  private static final int WORDS = Integer.getInteger("orrery.rows.words", 6);
  private static final long SEED = Long.getLong("orrery.rows.seed", 1);
  private static final long CODE = 0x10000;
  private static final Set<String> COMPUTES = Set.of("alu", "mul", "div", "rotate");

  @TempDir private Path directory;

  /**
   * A machine, and how its assembler sets and keeps what a case sees.
   *
   * @param registers numbers of the registers that a case sees and may change
   * @param flags flags behind them, one word each
   * @param set assembly that sets everything from the values at a pointer, and moves it on
   * @param keep assembly that keeps everything at another pointer, and moves it on
   */
  private record Machine(
      String file,
      List<Integer> registers,
      List<Flags> flags,
      String start,
      String set,
      String keep,
      String end) {

    int words() {
      return registers.size() + flags.size();
    }
  }

  /** A word of flags: registers of one bit, or the registers of a file, and where they stand. */
  private record Flags(List<String> names, int lowest, int width) {}

  private static final Machine A64 =
      new Machine(
          "X",
          List.of(0, 1, 2, 3, 4, 5, 6, 7),
          List.of(new Flags(List.of("N", "Z", "C", "V"), 28, 1)),
          "ldr x28, =values\n ldr x27, =results\n b 1f\n .ltorg\n1:\n",
          """
           ldp x0, x1, [x28]
           ldp x2, x3, [x28, #16]
           ldp x4, x5, [x28, #32]
           ldp x6, x7, [x28, #48]
           ldr x16, [x28, #64]
           msr nzcv, x16
           add x28, x28, #72
          """,
          """
           mrs x16, nzcv
           stp x0, x1, [x27]
           stp x2, x3, [x27, #16]
           stp x4, x5, [x27, #32]
           stp x6, x7, [x27, #48]
           str x16, [x27, #64]
           add x27, x27, #72
          """,
          " mov x0, #1\n ldr x1, =results\n ldr x2, =SIZE\n mov x8, #64\n svc 0\n"
              + " mov x0, #0\n mov x8, #93\n svc 0\n");

  private static final Machine PPC =
      new Machine(
          "G",
          List.of(3, 4, 5, 6, 7, 8, 9, 10),
          List.of(
              new Flags(List.of("SO", "OV", "CA"), 29, 1),
              new Flags(List.of("cr0", "cr1", "cr2", "cr3", "cr4", "cr5", "cr6", "cr7"), 0, 4)),
          // In the first version of its conventions, a program starts at a descriptor.
          " .abiversion 2\n"
              + " lis 28, values@ha\n addi 28, 28, values@l\n lis 27, results@ha\n addi 27, 27, results@l\n",
          """
           ld 3, 0(28)
           ld 4, 8(28)
           ld 5, 16(28)
           ld 6, 24(28)
           ld 7, 32(28)
           ld 8, 40(28)
           ld 9, 48(28)
           ld 10, 56(28)
           ld 16, 64(28)
           mtxer 16
           ld 16, 72(28)
           mtcrf 255, 16
           addi 28, 28, 80
          """,
          """
           mfxer 16
           mfcr 17
           std 3, 0(27)
           std 4, 8(27)
           std 5, 16(27)
           std 6, 24(27)
           std 7, 32(27)
           std 8, 40(27)
           std 9, 48(27)
           std 10, 56(27)
           std 16, 64(27)
           std 17, 72(27)
           addi 27, 27, 80
          """,
          " li 3, 1\n lis 4, results@ha\n addi 4, 4, results@l\n lis 5, SIZE@h\n ori 5, 5, SIZE@l\n"
              + " li 0, 4\n sc\n li 3, 0\n li 0, 1\n sc\n");

  @ParameterizedTest
  @CsvSource({
    "a64, aarch64-linux-gnu, qemu-aarch64, max, -EL",
    "ppc64, powerpc64-linux-gnu, qemu-ppc64, power8, -a64",
    "ppc64le, powerpc64le-linux-gnu, qemu-ppc64le, power8, -a64"
  })
  void everyRowThatComputesDoesWhatItDoesInQemu(
      String name, String target, String emulator, String processor, String option)
      throws IOException {
    HostTool assembler = HostTool.find(target + "-as", "binutils-" + target);
    HostTool linker = HostTool.find(target + "-ld", "binutils-" + target);
    HostTool qemu = HostTool.find(emulator, "qemu-user");
    Isa isa = Isas.stock(name);
    Machine machine = name.equals("a64") ? A64 : PPC;
    SplittableRandom random = new SplittableRandom(SEED);
    List<Long> words = words(isa, machine, random);
    long[][] before = new long[words.size()][];
    for (int i = 0; i < before.length; i++) {
      before[i] = state(machine, random);
    }
    Files.writeString(directory.resolve("rows.s"), program(machine, words, before));
    assembler.run(directory, List.of(option, "-o", "rows.o", "rows.s"));
    linker.run(directory, List.of("-o", "rows.elf", "rows.o"));
    byte[] found = qemu.run(directory, List.of("-cpu", processor, "rows.elf")).bytes();
    boolean big = isa.dataOrder() == dev.orrery.spec.model.ByteOrder.BIG;
    ByteBuffer results =
        ByteBuffer.wrap(found).order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    assertThat(found.length).isEqualTo(8 * machine.words() * words.size());
    Oracle oracle = new Oracle(isa, machine);
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      long[] ours = oracle.run(words.get(i), before[i]);
      StringBuilder difference = new StringBuilder();
      for (int w = 0; w < ours.length; w++) {
        long theirs =
            results.getLong() & (w < machine.registers().size() ? -1L : flagMask(machine, w));
        if (theirs != ours[w]) {
          difference.append(" word %d: %x, QEMU %x;".formatted(w, ours[w], theirs));
        }
      }
      if (!difference.isEmpty()) {
        differences.add("%s %08x:%s".formatted(row(isa, words.get(i)), words.get(i), difference));
      }
    }
    assertThat(differences.stream().limit(30)).as("seed %d", SEED).isEmpty();
  }

  private static Row row(Isa isa, long word) {
    return Objects.requireNonNull(isa.decoder().decode(word, CODE)).row();
  }

  private static long flagMask(Machine machine, int word) {
    Flags f = machine.flags().get(word - machine.registers().size());
    return ((1L << f.names().size() * f.width()) - 1) << f.lowest();
  }

  private static List<Long> words(Isa isa, Machine machine, SplittableRandom random) {
    List<Long> out = new ArrayList<>();
    for (Row row : isa.rows()) {
      // What PowerPC leaves of a division by zero, and in the upper half of a short quotient, is
      // undefined.
      boolean undefined = machine == PPC && row.insnClass().equals("div");
      if (COMPUTES.contains(row.insnClass()) && !undefined) {
        for (int i = 0; i < WORDS; i++) {
          out.add(word(row, isa, machine, random));
        }
      }
    }
    return out;
  }

  private static long word(Row row, Isa isa, Machine machine, SplittableRandom random) {
    for (int attempt = 0; attempt < 1000; attempt++) {
      long word = RowWords.sample(row, random);
      long meant = row.mask();
      for (Operand o : row.operands()) {
        if (o.field() == null) {
          continue;
        }
        meant |= o.field().mask();
        if (o.file() != null && o.file().equals(isa.file(machine.file()))) {
          List<Integer> numbers = machine.registers();
          long number = numbers.get(random.nextInt(numbers.size()));
          word = word & ~o.field().mask() | o.field().insert(number);
        }
      }
      word &= meant;
      if (RowWords.contains(row, word)) {
        return word;
      }
    }
    throw new AssertionError("no word of " + row + " suits");
  }

  private static long[] state(Machine machine, SplittableRandom random) {
    RandomValues values = new RandomValues(random);
    long[] out = new long[machine.words()];
    for (int i = 0; i < out.length; i++) {
      out[i] =
          i < machine.registers().size()
              ? values.integer()
              : random.nextLong() & flagMask(machine, i);
    }
    return out;
  }

  private static String program(Machine machine, List<Long> words, long[][] before) {
    StringBuilder out =
        new StringBuilder(" .text\n .globl _start\n_start:\n").append(machine.start);
    for (long word : words) {
      out.append(machine.set).append(machine == A64 ? " .inst " : " .long ");
      out.append("0x").append(Long.toHexString(word)).append('\n').append(machine.keep);
    }
    out.append(machine.end)
        .append(machine == A64 ? " .ltorg\n" : "")
        .append(" .data\n .balign 8\nvalues:\n");
    for (long[] state : before) {
      for (long v : state) {
        out.append(" .quad 0x").append(Long.toHexString(v)).append('\n');
      }
    }
    int size = 8 * machine.words() * words.size();
    return out.append(" .bss\n .balign 8\nresults: .skip ")
        .append(size)
        .append("\n .set SIZE, ")
        .append(size)
        .append('\n')
        .toString();
  }

  /** The oracle on a hart whose registers are set from outside. */
  private static final class Oracle {
    private final Isa isa;
    private final Machine machine;
    private final RegisterFile file;
    private final Hart hart;
    private final UserMemory memory;
    private final Engine engine;

    Oracle(Isa isa, Machine machine) {
      this.isa = isa;
      this.machine = machine;
      this.file = isa.file(machine.file());
      GuestMemory space = new GuestMemory(isa.xlen(), 1 << 20);
      space.map(CODE, 4096, Protection.READ_WRITE | Protection.EXECUTE, "code");
      this.hart = new Hart(isa, space);
      this.memory = new UserMemory(space, isa.insnOrder());
      this.engine = Engines.create("oracle", isa, EngineOptions.PLAIN);
    }

    long[] run(long word, long[] before) {
      memory.store(CODE, 4, word);
      int at = 0;
      for (int r : machine.registers()) {
        hart.regs[file.readSlot(r)] = before[at++];
      }
      for (Flags f : machine.flags()) {
        long bits = before[at++];
        for (int i = 0; i < f.names().size(); i++) {
          hart.regs[slot(f.names().get(i))] = bits >>> shift(f, i) & (1L << f.width()) - 1;
        }
      }
      hart.pc = CODE;
      assertThat(engine.run(hart, 1)).as("%08x", word).isEqualTo(1);
      long[] after = new long[before.length];
      at = 0;
      for (int r : machine.registers()) {
        after[at++] = hart.regs[file.readSlot(r)];
      }
      for (Flags f : machine.flags()) {
        for (int i = 0; i < f.names().size(); i++) {
          after[at] |= hart.regs[slot(f.names().get(i))] << shift(f, i);
        }
        at++;
      }
      return after;
    }

    private static int shift(Flags f, int index) {
      return f.lowest() + (f.names().size() - 1 - index) * f.width();
    }

    private int slot(String name) {
      if (name.startsWith("cr")) {
        return isa.file("CR").readSlot(name.charAt(2) - '0');
      }
      return isa.register(name).slot();
    }
  }
}
