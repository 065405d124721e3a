package dev.orrery.machine.fuzz;

import dev.orrery.engine.Engine;
import dev.orrery.engine.EngineOptions;
import dev.orrery.engine.ExecutionCounts;
import dev.orrery.engine.GuestFault;
import dev.orrery.engine.Hart;
import dev.orrery.engine.Stop;
import dev.orrery.engine.factory.Engines;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** The oracle, but the results of exclusive ors are what a test makes of them. */
class WrongAtXor implements Engine {
  private final Engine right;
  private final LongUnaryOperator mistake;

  /** An engine of {@code isa} that leaves {@code mistake} of the right result. */
  WrongAtXor(Isa isa, LongUnaryOperator mistake) {
    this.right = Engines.create("oracle", isa, EngineOptions.PLAIN);
    this.mistake = mistake;
  }

  @Override
  public String name() {
    return "wrong";
  }

  @Override
  public Isa isa() {
    return right.isa();
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

  @Override
  public void forget(Hart hart) {
    right.forget(hart);
  }

  @Override
  public void invalidateCode(long start, long end) {
    right.invalidateCode(start, end);
  }

  @Override
  public @Nullable ExecutionCounts counts() {
    return null;
  }
}
