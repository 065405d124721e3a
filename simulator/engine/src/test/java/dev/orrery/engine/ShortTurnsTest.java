package dev.orrery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.engine.explain.Explainer;
import dev.orrery.engine.interp.InterpreterEngine;
import dev.orrery.spec.Isas;
import dev.orrery.spec.model.Isa;
import org.junit.jupiter.api.Test;

/** Programs that never run long at a time become regions like others. */
class ShortTurnsTest {
  private static final Isa ISA = Isas.stock("rv64gc");

  /** Enough for the first look at what runs, and for a survey of many turns. */
  private static final long INSNS = 18_000_000;

  /** A loop that calls the system every three hundred instructions. */
  private static final String CALLING =
      """
      main:
        li t0, 100
      loop:
        addi s0, s0, 3
        addi t0, t0, -1
        bnez t0, loop
        ecall
        j main
      """;

  @Test
  void systemCallsDoNotKeepCodeFromBeingTranslated() {
    Explainer explainer = new Explainer(0, -1, false, System::nanoTime);
    EngineOptions options = EngineOptions.PLAIN.explainedTo(explainer);
    AssembledGuest guest = new AssembledGuest(InterpreterEngine.jit(ISA, options), CALLING);
    Hart hart = guest.guest.hart;
    while (hart.retired < INSNS) {
      guest.guest.engine.run(hart, 1 << 20);
      assertThat(hart.stop).isInstanceOf(Stop.Trap.class);
      hart.pc += 4;
    }
    assertThat(explainer.blocks()).anyMatch(b -> !b.regions().isEmpty());
  }
}
