package dev.orrery.profiler;

import dev.orrery.engine.timing.InsnFacts;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Which instruction an instruction waits for. Cycles of a cause that is about an operand are for
 * the instruction that last wrote one of the registers that are read; where several are read, for
 * the one of their writers that retired last. Which of them the core really waited for is not said
 * by its model: an older one that takes longer is not found.
 */
final class OperandWaits {
  /** A wait, by the numbers of the instructions. */
  record Wait(int waiting, int producer, int cause) {}

  /** What all waits of a kind come to. */
  static final class Sum {
    long times;
    long cycles;
  }

  private final Map<Wait, Sum> waits = new HashMap<>();

  /** By register: the number of the instruction that wrote it last, and when that retired. */
  private int[] writer = new int[128];

  private long[] written = new long[128];
  private long retired;

  /** {@code insn} has waited for an operand. */
  void waited(int number, InsnFacts insn, int cause, long cycles) {
    int last = later(later(insn.src1(), insn.src2()), insn.src3());
    int producer = last < writer.length ? writer[last] : 0;
    if (last != 0 && producer != 0) {
      Sum sum = waits.computeIfAbsent(new Wait(number, producer, cause), w -> new Sum());
      sum.times++;
      sum.cycles += cycles;
    }
  }

  private int later(int a, int b) {
    if (a == 0 || b == 0) {
      return a + b;
    }
    return at(a) >= at(b) ? a : b;
  }

  private long at(int register) {
    return register < written.length ? written[register] : 0;
  }

  /** {@code insn} has retired, and nothing more is said of it. */
  void retired(int number, InsnFacts insn) {
    retired++;
    int dst = insn.dst();
    if (dst != 0) {
      if (dst >= writer.length) {
        writer = Arrays.copyOf(writer, 2 * dst);
        written = Arrays.copyOf(written, 2 * dst);
      }
      writer[dst] = number;
      written[dst] = retired;
    }
  }

  /** All waits. */
  Map<Wait, Sum> waits() {
    return waits;
  }
}
