package dev.orrery.machine.fuzz;

import dev.orrery.engine.GuestFault;
import dev.orrery.engine.Hart;
import dev.orrery.engine.Stop;
import dev.orrery.machine.WrongEngine;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** The oracle, but the results of exclusive ors are what a test makes of them. */
class WrongAtXor extends WrongEngine {
  private final LongUnaryOperator mistake;

  /** An engine of {@code isa} that leaves {@code mistake} of the right result. */
  WrongAtXor(Isa isa, LongUnaryOperator mistake) {
    super(isa);
    this.mistake = mistake;
  }

  @Override
  public long run(Hart hart, long budget) {
    long ran = 0;
    while (ran < budget) {
      DecodedInsn insn = next(hart);
      if (right.run(hart, 1) == 0) {
        break;
      }
      ran++;
      if (insn != null && insn.row().name().equals("xor") && insn.values()[0] != 0) {
        int slot = isa().files().getFirst().writeSlot((int) insn.values()[0]);
        hart.regs[slot] = mistake.applyAsLong(hart.regs[slot]);
      }
      if (!hart.stop.equals(Stop.BUDGET)) {
        break;
      }
    }
    return ran;
  }

  private @Nullable DecodedInsn next(Hart hart) {
    try {
      return isa().decoder().decode(hart.memory.space().fetch(hart.pc, 4), hart.pc);
    } catch (GuestFault e) {
      return null;
    }
  }
}
