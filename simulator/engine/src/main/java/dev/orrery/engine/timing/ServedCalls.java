package dev.orrery.engine.timing;

import dev.orrery.engine.Hart;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * System calls: they retire when the machine has served them, which is seen when their hart goes
 * on.
 */
public final class ServedCalls {
  private final RetireListener listener;
  private final Retired insn = new Retired();
  private final Map<Hart, Call> calls = new IdentityHashMap<>();

  /** A call, and how many instructions its hart had retired before. */
  private record Call(InsnFacts insn, long retired) {}

  /** Calls that {@code listener} is told of. */
  public ServedCalls(RetireListener listener) {
    this.listener = listener;
  }

  /** {@code hart} stops in an instruction that the machine may complete. */
  public void stopped(Hart hart, InsnFacts insn) {
    calls.put(hart, new Call(insn, hart.retired));
  }

  /** {@code hart} goes on: tells of what the machine has completed for it. */
  public void goesOn(Hart hart) {
    Call call = calls.isEmpty() ? null : calls.remove(hart);
    if (call != null && hart.retired == call.retired + 1) {
      insn.insn = call.insn;
      insn.target = hart.pc;
      listener.retired(insn);
    }
  }

  /** {@code hart} will not run again. */
  public void forget(Hart hart) {
    goesOn(hart);
  }
}
