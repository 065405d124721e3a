package dev.orrery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.engine.interp.InterpreterForms;
import dev.orrery.engine.oracle.OracleEngine;
import dev.orrery.spec.Isas;
import dev.orrery.spec.ir.TrapKind;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Row;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every row, one instruction at a time: random operands on random state, the interpreter in both
 * its forms against the oracle.
 */
class RowDifferentialTest {

  @ParameterizedTest
  @CsvSource({"rv64gc, 24, 40", "rv32gc, 12, 40"})
  void decodedOpsAgreeWithTheOracle(String isaName, int words, int states) {
    Isa isa = Isas.stock(isaName);
    compare(isa, InterpreterForms.blocksOnly(isa), words, states, new Random(1));
  }

  @ParameterizedTest
  @CsvSource({"rv64gc, 12, 40", "rv32gc, 6, 40"})
  void tracesAgreeWithTheOracle(String isaName, int words, int states) {
    Isa isa = Isas.stock(isaName);
    compare(isa, InterpreterForms.tracesAtOnce(isa), words, states, new Random(2));
  }

  private static void compare(Isa isa, Engine engine, int words, int states, Random random) {
    TestGuest oracle = new TestGuest(new OracleEngine(isa, EngineOptions.PLAIN));
    TestGuest tested = new TestGuest(engine);
    RandomState state = new RandomState(random);
    RandomCode code = new RandomCode(isa, random);
    for (Row row : isa.rows()) {
      for (int w = 0; w < words; w++) {
        OptionalLong word = code.word(row);
        assertThat(word).as("a word of %s", row).isPresent();
        // Anywhere in the page, sometimes across its end.
        long pc = TestGuest.CODE + 2L * random.nextInt(0x7f0, 0x800);
        for (TestGuest g : new TestGuest[] {oracle, tested}) {
          g.space.load(pc, 8, word.getAsLong());
        }
        for (int s = 0; s < states; s++) {
          state.randomise(oracle, tested);
          for (TestGuest g : new TestGuest[] {oracle, tested}) {
            g.hart.pc = pc;
            long retired = g.engine.run(g.hart, 1);
            assertThat(retired)
                .isEqualTo(
                    g.hart.stop instanceof Stop.Trap || g.hart.stop instanceof Stop.Fault ? 0 : 1);
            if (g.hart.stop instanceof Stop.Trap t && t.kind() == TrapKind.ILLEGAL) {
              assertThat(t.value())
                  .as("the instruction is the trap's value")
                  .isEqualTo(word.getAsLong());
            }
          }
          oracle.assertSame(
              tested, () -> TestGuest.name(isa, word.getAsLong()) + " at " + Long.toHexString(pc));
          oracle.clearLog();
          tested.clearLog();
          if (code(oracle, pc) != word.getAsLong()) {
            break; // it wrote over itself
          }
        }
      }
    }
  }

  private static long code(TestGuest g, long pc) {
    return g.space.fetch(pc, 8);
  }
}
