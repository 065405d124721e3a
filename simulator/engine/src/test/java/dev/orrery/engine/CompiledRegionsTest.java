package dev.orrery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.engine.factory.Engines;
import dev.orrery.spec.Isas;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** Programs that run long enough for their regions to be trained, compiled and installed. */
class CompiledRegionsTest {
  private static final int TURNS = 60;
  private static final int MOST = 2_000_000;

  /** A loop with a loop in it, calls, accesses in two places, and a way that changes half-way. */
  private static final String PROGRAM =
      """
      main:
        li s1, 0x20000
        li s2, 0x20800
        li s4, 3000000
      loop:
        addi s0, s0, 1
        andi t0, s0, 15
        mv a1, s1
        beqz t0, far
      back:
        call mix
        add s3, s3, a0
        j loop
      far:
        mv a1, s2
        bltu s0, s4, back
        fadd.d fa0, fa0, fa1
        sd s3, 8(a1)
        j back
      mix:
        ld a0, 0(a1)
        li t1, 5
      round:
        addi t1, t1, -1
        slli t2, a0, 7
        xor a0, t2, s0
        bnez t1, round
        sd a0, 0(a1)
        ret
      """;

  private static AssembledGuest guest(String engine) {
    Engine made = Engines.create(engine, Isas.stock("rv64gc"), EngineOptions.PLAIN);
    return new AssembledGuest(made, PROGRAM);
  }

  @Test
  void compiledRegionsDoWhatTheInterpreterDoes() {
    AssembledGuest jit = guest("jit");
    AssembledGuest interpreter = guest("interpreter");
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    for (int i = 0; i < TURNS; i++) {
      long budget = random.nextLong(1, MOST);
      assertThat(jit.run(budget)).isEqualTo(interpreter.run(budget)).isEqualTo(budget);
      int turn = i;
      jit.guest.assertSame(interpreter.guest, () -> "after turn " + turn);
    }
  }
}
