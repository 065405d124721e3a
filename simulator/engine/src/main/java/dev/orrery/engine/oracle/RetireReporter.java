package dev.orrery.engine.oracle;

import dev.orrery.engine.GuestTrap;
import dev.orrery.engine.Hart;
import dev.orrery.engine.timing.CodeView;
import dev.orrery.engine.timing.InsnFacts;
import dev.orrery.engine.timing.RetireListener;
import dev.orrery.engine.timing.Retired;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Register;
import dev.orrery.spec.model.RegisterFile;
import java.util.HashMap;
import java.util.Map;

/**
 * Executes instructions and tells a listener of each that retires. A system call retires when the
 * machine has served it, which is seen when its hart goes on.
 */
final class RetireReporter implements WriteObserver {
  private final RetireListener listener;
  private final CodeView code;
  private final Retired insn = new Retired();

  /** System calls that were reported and not yet seen completed; of each hart one at most. */
  private final Map<Hart, ServedCall> calls = new HashMap<>();

  /** A system call, and how many instructions its hart had retired before. */
  private record ServedCall(InsnFacts insn, long retired) {}

  private boolean accessed;

  RetireReporter(RetireListener listener, CodeView code) {
    this.listener = listener;
    this.code = code;
  }

  /** As {@link Evaluator#execute(Hart, DecodedInsn)}. */
  void execute(Hart hart, DecodedInsn decoded) {
    finishCall(hart);
    InsnFacts facts = code.at(decoded.pc());
    begin(facts);
    insn.value1 = held(hart, facts.slot1());
    insn.value2 = held(hart, facts.slot2());
    try {
      Evaluator.execute(hart, decoded, this);
    } catch (GuestTrap e) {
      calls.put(hart, new ServedCall(facts, hart.retired));
      throw e;
    }
    insn.target = hart.pc;
    listener.retired(insn);
  }

  private void begin(InsnFacts facts) {
    insn.insn = facts;
    insn.addr = 0;
    insn.taken = false;
    accessed = false;
  }

  /** Tells of a system call of {@code hart} that the machine has completed. */
  private void finishCall(Hart hart) {
    ServedCall call = calls.isEmpty() ? null : calls.remove(hart);
    if (call != null && hart.retired == call.retired() + 1) {
      begin(call.insn());
      insn.value1 = 0;
      insn.value2 = 0;
      insn.target = hart.pc;
      listener.retired(insn);
    }
  }

  private static long held(Hart hart, int slot) {
    long value = slot < 0 ? 0 : hart.regs[slot];
    return hart.isa.xlen() == 32 ? (int) value : value;
  }

  void forget(Hart hart) {
    ServedCall unused = calls.remove(hart);
  }

  void codeChanged() {
    code.changed();
  }

  @Override
  public void writes(RegisterFile file, int number) {
    // Which register an instruction writes is known from it.
  }

  @Override
  public void writes(Register register) {
    // Single registers are no part of what models are told.
  }

  @Override
  public void accesses(long address) {
    if (!accessed) {
      insn.addr = address;
      accessed = true;
    }
  }

  @Override
  public void jumps() {
    insn.taken = true;
  }
}
