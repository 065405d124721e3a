package dev.orrery.engine.oracle;

import dev.orrery.engine.GuestTrap;
import dev.orrery.engine.Hart;
import dev.orrery.engine.timing.CodeView;
import dev.orrery.engine.timing.InsnFacts;
import dev.orrery.engine.timing.RetireListener;
import dev.orrery.engine.timing.Retired;
import dev.orrery.engine.timing.ServedCalls;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.ir.TrapKind;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Register;
import dev.orrery.spec.model.RegisterFile;

/**
 * Executes instructions and tells a listener of each that retires. A system call retires when the
 * machine has served it, which is seen when its hart goes on.
 */
final class RetireReporter implements WriteObserver {
  private final RetireListener listener;
  private final CodeView code;
  private final Retired insn = new Retired();

  private final ServedCalls calls;

  private boolean accessed;

  RetireReporter(RetireListener listener, CodeView code) {
    this.listener = listener;
    this.code = code;
    this.calls = new ServedCalls(listener);
  }

  /** As {@link Evaluator#execute(Hart, DecodedInsn)}. */
  void execute(Hart hart, DecodedInsn decoded) {
    calls.goesOn(hart);
    InsnFacts facts = code.of(decoded);
    begin(facts);
    insn.value1 = held(hart, facts.slot1(), facts.width1());
    insn.value2 = held(hart, facts.slot2(), facts.width2());
    try {
      Evaluator.execute(hart, decoded, this);
    } catch (GuestTrap e) {
      if (e.trap().kind() == TrapKind.SYSCALL) {
        calls.stopped(hart, facts);
      }
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

  private static long held(Hart hart, int slot, int width) {
    return slot < 0 ? 0 : Bits.sext(hart.regs[slot], width);
  }

  void forget(Hart hart) {
    calls.forget(hart);
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
