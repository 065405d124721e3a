package dev.orrery.cli;

import java.util.List;
import java.util.Random;

/** Writes loops of instructions chosen at random for a bare machine, which end after a while. */
final class RandomProgram {
  private static final int BODY = 40;
  private static final int TIMES = 12;
  private static final List<String> REGISTERS = List.of("a0", "a1", "a2", "a3", "a4", "zero");
  private static final List<String> ALU = List.of("add", "sub", "xor", "and", "sltu", "sll", "sra");
  private static final List<String> MULTIPLY = List.of("mul", "mulh", "div", "remu");
  private static final List<String> BRANCH = List.of("beq", "bne", "blt", "bgeu");

  private final Random random;
  private final StringBuilder out = new StringBuilder();

  private RandomProgram(Random random) {
    this.random = random;
  }

  /**
   * A program.
   *
   * @param wide whether registers have 64 bits
   * @param multiplies whether the instruction set has M
   */
  static String text(Random random, boolean wide, boolean multiplies) {
    RandomProgram p = new RandomProgram(random);
    p.write(wide, multiplies);
    return p.out.toString();
  }

  private void line(String format, Object... arguments) {
    out.append(format.formatted(arguments)).append('\n');
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private void write(boolean wide, boolean multiplies) {
    line(".globl _start\n.globl tohost\n.text\n_start:\n la s0, data\n li s1, %d\nloop:", TIMES);
    for (int i = 0; i < BODY; i++) {
      int kind = random.nextInt(10);
      if (kind < 2) {
        line(
            " %s %s, %d(s0)",
            wide && kind == 0 ? "ld" : "lw", one(REGISTERS), 8 * random.nextInt(250));
      } else if (kind == 2) {
        line(" sw %s, %d(s0)", one(REGISTERS), 4 * random.nextInt(300));
      } else if (kind == 3) {
        line(" %s %s, %s, 1f", one(BRANCH), one(REGISTERS), one(REGISTERS));
        line(" addi %s, %s, %d\n1:", one(REGISTERS), one(REGISTERS), random.nextInt(100));
      } else if (kind == 4) {
        line(" call leaf");
      } else if (kind == 5 && multiplies) {
        line(" %s %s, %s, %s", one(MULTIPLY), one(REGISTERS), one(REGISTERS), one(REGISTERS));
      } else {
        line(" %s %s, %s, %s", one(ALU), one(REGISTERS), one(REGISTERS), one(REGISTERS));
      }
    }
    line(" addi s1, s1, -1\n bnez s1, loop\n li t0, 1\n la t1, tohost\n sw t0, 0(t1)");
    line("stop: j stop\nleaf:\n addi a0, a0, 3\n ret");
    line(".data\n.balign 8\ntohost: .zero 8\ndata: .zero 8192");
  }
}
