package dev.orrery.profiler;

import dev.orrery.engine.interp.ModelGroup;
import dev.orrery.engine.timing.CoreModel;
import dev.orrery.engine.timing.InsnFacts;
import dev.orrery.engine.timing.RetireListener;
import dev.orrery.engine.timing.Retired;
import dev.orrery.machine.plan.Guest;
import dev.orrery.profiler.access.AccessCounter;
import dev.orrery.profiler.pipeline.WarmWindows;
import dev.orrery.profiler.recording.PipelineWindow;
import dev.orrery.spec.core.Blame;
import dev.orrery.spec.core.Category;
import dev.orrery.spec.core.Cause;
import dev.orrery.spec.ir.Effects;
import dev.orrery.spec.model.Row;
import java.util.Arrays;
import java.util.List;
import org.eclipse.collections.impl.map.mutable.primitive.LongLongHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Charges the cycles of a core to the instructions that take them. Those before the first
 * instruction are the first one's.
 */
final class CycleCounter implements RetireListener {
  /** Receives the cycles of one instruction. */
  @FunctionalInterface
  interface Sink {
    /**
     * {@code cycles}, more than 0, of the instruction at {@code pc} that is {@code word}, for
     * {@code cause}, in {@code times} of its executions.
     */
    void charged(long pc, long word, int cause, long times, long cycles);
  }

  /** Receives the wrong guesses about one instruction. */
  @FunctionalInterface
  interface WrongSink {
    /** It was guessed wrongly so many times, more than 0, which took so many cycles. */
    void wrong(long pc, long word, long times, long cycles);
  }

  private final CoreModel model;
  private final CoreModel[] ideals;
  private final ModelGroup idealGroup;
  private final WarmWindows windows;
  private final int causes;

  /** Which causes are about wrong guesses, and which of them about the instruction before. */
  private final boolean[] speculates;

  private final boolean[] afterBranch;

  /** Which causes are about an operand. */
  private final boolean[] onOperand;

  private final OperandWaits waits = new OperandWaits();
  private final AccessCounter accesses;

  /** What the model has charged to each cause before the instruction at hand. */
  private final long[] before;

  private final long[] after;

  private final CodeNumbers numbers = new CodeNumbers();

  /** By number, cause by cause: cycles, and executions that were charged any. */
  private long[] cycles;

  private long[] times;

  /** By number: what wrong guesses about it took, and how often there was one. */
  private long[] wrongCycles = new long[1 << 10];

  private long[] wrongTimes = new long[1 << 10];

  /** By number: whether it may go elsewhere than on. */
  private boolean[] jumps = new boolean[1 << 10];

  /** The largest number met. */
  private int known;

  /** The branch or jump that retired last; 0 if there is none. */
  private int lastJump;

  /** Whether a wrong guess about that execution of it has been counted. */
  private boolean lastJumpWrong;

  private boolean counting = true;

  /** Cycles of the ideal models while counting, and what they had before that. */
  private final long[] idealCycles;

  private final long[] idealBefore;

  /**
   * Tells models of what retires, all of which are after reset.
   *
   * @param ideals the same with each of the table's ideals
   * @param accesses is told of what is counted
   * @param guest the program
   */
  CycleCounter(CoreModel model, List<CoreModel> ideals, AccessCounter accesses, Guest guest) {
    this.accesses = accesses;
    this.model = model;
    this.windows = new WarmWindows(model, guest);
    this.ideals = ideals.toArray(CoreModel[]::new);
    this.idealGroup = new ModelGroup(guest.hart().isa, ideals);
    this.idealCycles = new long[ideals.size()];
    this.idealBefore = new long[ideals.size()];
    List<Cause> all = model.table().causes();
    this.causes = all.size();
    this.speculates = new boolean[causes];
    this.afterBranch = new boolean[causes];
    this.onOperand = new boolean[causes];
    for (Cause c : all) {
      speculates[c.index()] = c.category() == Category.BAD_SPECULATION;
      afterBranch[c.index()] = c.blame() == Blame.AFTER_BRANCH;
      onOperand[c.index()] = c.blame() == Blame.ON_OPERAND;
    }
    this.before = new long[causes];
    this.after = new long[causes];
    this.cycles = new long[causes << 10];
    this.times = new long[causes << 10];
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
    lastJump = 0;
  }

  /** Cycles that the program would take with one of the table's ideals. */
  long cyclesOfIdeal(int index) {
    idealGroup.settle();
    return idealCycles[index] + (counting ? ideals[index].cycles() - idealBefore[index] : 0);
  }

  @Override
  public void retired(Retired insn) {
    windows.retires(insn, counting);
    model.retired(insn);
    idealGroup.retired(insn);
    model.byCause(after);
    if (counting) {
      int number = numbers.of(insn.insn);
      charge(number, insn.insn);
      waits.retired(number, insn.insn);
      accesses.retired(number, insn);
    } else {
      System.arraycopy(after, 0, before, 0, causes);
    }
  }

  private void charge(int number, InsnFacts insn) {
    if (number >= wrongTimes.length) {
      grow(2 * number);
    }
    if (number > known) {
      known = number;
      Row row = insn.row();
      jumps[number] = row != null && Effects.of(row.meaning().body()).jumps();
    }
    boolean wrong = false;
    int cell = number * causes;
    for (int c = 0; c < causes; c++) {
      long taken = after[c] - before[c];
      if (taken != 0) {
        before[c] = after[c];
        cycles[cell + c] += taken;
        times[cell + c]++;
        if (onOperand[c]) {
          waits.waited(number, insn, c, taken);
        }
        if (speculates[c]) {
          if (afterBranch[c] && lastJump != 0) {
            wrongCycles[lastJump] += taken;
            wrongTimes[lastJump] += lastJumpWrong ? 0 : 1;
            lastJumpWrong = true;
          } else {
            wrongCycles[number] += taken;
            wrongTimes[number] += wrong ? 0 : 1;
            wrong = true;
          }
        }
      }
    }
    if (jumps[number]) {
      lastJump = number;
      lastJumpWrong = wrong;
    }
  }

  private void grow(int size) {
    cycles = Arrays.copyOf(cycles, size * causes);
    times = Arrays.copyOf(times, size * causes);
    wrongCycles = Arrays.copyOf(wrongCycles, size);
    wrongTimes = Arrays.copyOf(wrongTimes, size);
    jumps = Arrays.copyOf(jumps, size);
  }

  /** The numbers that {@link #waits} uses. */
  CodeNumbers numbers() {
    return numbers;
  }

  /** What instructions waited for. */
  OperandWaits waits() {
    return waits;
  }

  /** What they touched. */
  AccessCounter accesses() {
    return accesses;
  }

  /** A window of instructions that take most of the cycles; null if none are repeated. */
  @Nullable PipelineWindow window() {
    LongLongHashMap byAddress = new LongLongHashMap();
    each((pc, word, cause, often, charged) -> byAddress.addToValue(pc, charged));
    return windows.heaviest(byAddress::get);
  }

  /** Tells {@code sink} of all that was charged. */
  void each(Sink sink) {
    for (int i = 1; i < numbers.size(); i++) {
      InsnFacts insn = numbers.insn(i);
      for (int c = 0; c < causes; c++) {
        int cell = i * causes + c;
        if (cycles[cell] > 0) {
          sink.charged(insn.pc(), insn.word(), c, times[cell], cycles[cell]);
        }
      }
    }
  }

  /** Tells {@code sink} of all wrong guesses. */
  void eachWrong(WrongSink sink) {
    for (int i = 1; i < numbers.size(); i++) {
      if (wrongTimes[i] > 0) {
        InsnFacts insn = numbers.insn(i);
        sink.wrong(insn.pc(), insn.word(), wrongTimes[i], wrongCycles[i]);
      }
    }
  }
}
