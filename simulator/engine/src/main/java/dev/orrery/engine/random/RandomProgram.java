package dev.orrery.engine.random;

import dev.orrery.engine.Hart;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Register;
import dev.orrery.spec.model.RegisterFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A program for a guest in a {@link World}, and how it is run: for {@code budget} instructions, in
 * slices that end at the {@code cuts}. When it comes to its end before, it starts again; when an
 * instruction of it traps or faults, the next one follows.
 *
 * @param isa the tables that it is for
 * @param base address of the first word, where it starts
 * @param insns its words, one behind the other
 * @param end position of the word at which it ends; it traps
 * @param registers what registers hold at first, by name; others hold 0
 * @param contents the seed of what memory holds besides it, for {@link World#contents}
 * @param cuts counts of retired instructions after which a slice ends, ascending
 * @param budget instructions to run
 */
public record RandomProgram(
    Isa isa,
    long base,
    List<Insn> insns,
    int end,
    SortedMap<String, Long> registers,
    long contents,
    List<Long> cuts,
    long budget) {
  public RandomProgram {
    insns = List.copyOf(insns);
    registers = new TreeMap<>(registers);
    cuts = List.copyOf(cuts);
  }

  /** The same program, run {@code times} times as long. */
  public RandomProgram longer(int times) {
    return new RandomProgram(
        isa, base, insns, end, registers, contents, cuts, Math.multiplyExact(budget, times));
  }

  /** The addresses of the words, and last the one behind them. */
  public List<Long> addresses() {
    List<Long> addresses = new ArrayList<>();
    long at = base;
    for (Insn insn : insns) {
      addresses.add(at);
      at += insn.bytes();
    }
    addresses.add(at);
    return addresses;
  }

  /** The bytes of the words. */
  public byte[] code() {
    List<Long> addresses = addresses();
    byte[] code = new byte[(int) (addresses.getLast() - base)];
    int at = 0;
    for (Insn insn : insns) {
      insn.put(isa, code, at);
      at += insn.bytes();
    }
    return code;
  }

  /** Puts {@code hart} at the beginning, with these registers. */
  public void start(Hart hart) {
    for (RegisterFile file : isa.files()) {
      for (int i = 0; i < file.count(); i++) {
        long value = registers.getOrDefault(file.names().get(i), 0L);
        hart.regs[file.readSlot(i)] = i == file.zero() ? 0 : Bits.zext(value, file.width());
      }
    }
    for (Register r : isa.registers()) {
      hart.set(r, registers.getOrDefault(r.name(), 0L));
    }
    hart.reservation = Hart.NO_RESERVATION;
    hart.retired = 0;
    hart.pc = base;
  }

  /** The registers of {@code hart} as a program has them: those that do not hold 0. */
  static SortedMap<String, Long> registersOf(Hart hart) {
    SortedMap<String, Long> registers = new TreeMap<>();
    for (RegisterFile file : hart.isa.files()) {
      for (int i = 0; i < file.count(); i++) {
        put(registers, file.names().get(i), hart.regs[file.readSlot(i)]);
      }
    }
    for (Register r : hart.isa.registers()) {
      put(registers, r.name(), hart.get(r));
    }
    return registers;
  }

  private static void put(Map<String, Long> registers, String name, long value) {
    if (value != 0) {
      registers.put(name, value);
    }
  }
}
