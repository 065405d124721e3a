package dev.orrery.profiler;

import dev.orrery.engine.timing.CoreModel;
import dev.orrery.engine.timing.InsnFacts;
import dev.orrery.engine.timing.RetireListener;
import dev.orrery.engine.timing.Retired;
import java.util.Arrays;
import java.util.List;
import org.eclipse.collections.impl.map.mutable.primitive.LongObjectHashMap;

/**
 * Charges the cycles of a core to the instructions that take them. Those before the first
 * instruction are the first one's.
 */
final class CycleCounter implements RetireListener {
  private static final int PAGE_BITS = 10;
  private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;

  /** Receives the cycles of one instruction. */
  @FunctionalInterface
  interface Sink {
    /** {@code cycles} of the instruction at {@code pc} that is {@code word}; more than 0. */
    void charged(long pc, long word, int cause, long cycles);
  }

  private final CoreModel model;
  private final CoreModel[] ideals;
  private final int causes;

  /** What the model has charged to each cause before the instruction at hand. */
  private final long[] before;

  private final long[] after;

  /** For each page of code, by offset: the first of the numbers of what stands there; 0 is none. */
  private final LongObjectHashMap<int[]> pages = new LongObjectHashMap<>();

  private long page;
  private int[] pageNumbers = new int[0];

  /** By number: address, first eight bytes, the next number at that address, cycles by cause. */
  private long[] pcs = new long[1 << 10];

  private long[] words = new long[1 << 10];
  private int[] next = new int[1 << 10];
  private long[] cycles;
  private int size = 1;
  private boolean counting = true;

  /** Cycles of the ideal models while counting, and what they had before that. */
  private final long[] idealCycles;

  private final long[] idealBefore;

  /**
   * Tells models of what retires, all of which are after reset.
   *
   * @param ideals the same with each of the table's ideals
   */
  CycleCounter(CoreModel model, List<CoreModel> ideals) {
    this.model = model;
    this.ideals = ideals.toArray(CoreModel[]::new);
    this.idealCycles = new long[ideals.size()];
    this.idealBefore = new long[ideals.size()];
    this.causes = model.table().causes().size();
    this.before = new long[causes];
    this.after = new long[causes];
    this.cycles = new long[causes << 10];
  }

  /** The core. */
  CoreModel model() {
    return model;
  }

  /** Writes what has been charged to each cause so far, before counting as well. */
  void charged(long[] byCause) {
    System.arraycopy(before, 0, byCause, 0, causes);
  }

  /** Whether what retires from now on is charged; the models are told of it in any case. */
  void counting(boolean on) {
    for (int i = 0; i < ideals.length; i++) {
      idealCycles[i] = cyclesOfIdeal(i);
      idealBefore[i] = ideals[i].cycles();
    }
    counting = on;
  }

  /** Cycles that the program would take with one of the table's ideals. */
  long cyclesOfIdeal(int index) {
    return idealCycles[index] + (counting ? ideals[index].cycles() - idealBefore[index] : 0);
  }

  @Override
  public void retired(Retired insn) {
    model.retired(insn);
    for (CoreModel ideal : ideals) {
      ideal.retired(insn);
    }
    model.byCause(after);
    int first = counting ? number(insn.insn) * causes : -1;
    for (int c = 0; c < causes; c++) {
      if (first >= 0) {
        cycles[first + c] += after[c] - before[c];
      }
      before[c] = after[c];
    }
  }

  private int number(InsnFacts insn) {
    long pc = insn.pc();
    if (pc >>> PAGE_BITS != page || pageNumbers.length == 0) {
      page = pc >>> PAGE_BITS;
      pageNumbers = pages.getIfAbsentPut(page, () -> new int[1 << PAGE_BITS]);
    }
    int offset = (int) pc & PAGE_MASK;
    int number = pageNumbers[offset];
    while (number != 0 && words[number] != insn.word()) {
      number = next[number]; // code that changes itself has several instructions at an address
    }
    return number != 0 ? number : add(insn, offset);
  }

  private int add(InsnFacts insn, int offset) {
    if (size == pcs.length) {
      pcs = Arrays.copyOf(pcs, 2 * size);
      words = Arrays.copyOf(words, 2 * size);
      next = Arrays.copyOf(next, 2 * size);
      cycles = Arrays.copyOf(cycles, 2 * size * causes);
    }
    pcs[size] = insn.pc();
    words[size] = insn.word();
    next[size] = pageNumbers[offset];
    pageNumbers[offset] = size;
    return size++;
  }

  /** Tells {@code sink} of all that was charged. */
  void each(Sink sink) {
    for (int i = 1; i < size; i++) {
      for (int c = 0; c < causes; c++) {
        if (cycles[i * causes + c] > 0) {
          sink.charged(pcs[i], words[i], c, cycles[i * causes + c]);
        }
      }
    }
  }
}
