package dev.orrery.machine.timing;

import dev.orrery.engine.timing.CoreModel;
import dev.orrery.engine.timing.InsnFacts;
import dev.orrery.engine.timing.RetireListener;
import dev.orrery.engine.timing.Retired;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import java.util.Arrays;

/** All instructions that a program retired, so that several models can be told of them. */
public final class RetireTrace implements RetireListener {
  /** More instructions than this are not kept: 45 bytes each. */
  private static final int MOST = 50_000_000;

  private InsnFacts[] insns = new InsnFacts[1 << 16];
  private long[] numbers = new long[4 << 16];
  private boolean[] taken = new boolean[1 << 16];
  private int size;

  /**
   * {@inheritDoc}
   *
   * @throws OrreryException if there are too many to keep
   */
  @Override
  public void retired(Retired r) {
    if (size == insns.length) {
      if (size >= MOST) {
        throw new OrreryException(
            ExitCode.LIMIT,
            "the program retires more than %d instructions, which are too many to keep: choose a shorter one"
                .formatted(MOST));
      }
      insns = Arrays.copyOf(insns, 2 * size);
      numbers = Arrays.copyOf(numbers, 8 * size);
      taken = Arrays.copyOf(taken, 2 * size);
    }
    insns[size] = r.insn;
    taken[size] = r.taken;
    numbers[4 * size] = r.addr;
    numbers[4 * size + 1] = r.target;
    numbers[4 * size + 2] = r.value1;
    numbers[4 * size + 3] = r.value2;
    size++;
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  /** What one of them is known to be. */
  InsnFacts insn(int index) {
    return insns[index];
  }

  /**
   * Tells {@code model} of all of them.
   *
   * @return the cycle at which each retired
   */
  public long[] replay(CoreModel model) {
    long[] cycles = new long[size];
    Retired r = new Retired();
    for (int i = 0; i < size; i++) {
      r.insn = insns[i];
      r.taken = taken[i];
      r.addr = numbers[4 * i];
      r.target = numbers[4 * i + 1];
      r.value1 = numbers[4 * i + 2];
      r.value2 = numbers[4 * i + 3];
      model.retired(r);
      cycles[i] = model.cycles();
    }
    return cycles;
  }
}
