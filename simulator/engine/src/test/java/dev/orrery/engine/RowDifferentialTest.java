package dev.orrery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.engine.interp.InterpreterForms;
import dev.orrery.engine.oracle.OracleEngine;
import dev.orrery.engine.random.RandomState;
import dev.orrery.engine.random.World;
import dev.orrery.spec.Isas;
import dev.orrery.spec.decode.Coverage;
import dev.orrery.spec.ir.TrapKind;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Row;
import dev.orrery.spec.random.RandomWords;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every row, and words of no row, one instruction at a time: random operands on random state, the
 * interpreter in both its forms against the oracle. The state has pointers to the borders of pages,
 * to what may not be accessed and to odd places, and code lies across pages. {@code
 * -Dorrery.seed=N} tries others.
 */
class RowDifferentialTest {
  private static final long SEED = Long.getLong("orrery.seed", 1);

  @ParameterizedTest
  @CsvSource({"rv64max, 24, 40", "rv32max, 12, 40"})
  void decodedOpsAgreeWithTheOracle(String isaName, int words, int states) {
    Isa isa = Isas.stock(isaName);
    new Comparison(isa, InterpreterForms.blocksOnly(isa), SEED).rows(words, states);
  }

  @ParameterizedTest
  @CsvSource({"rv64max, 12, 40", "rv32max, 6, 40", "a64, 8, 20", "ppc64, 8, 20", "ppc64le, 4, 20"})
  void tracesAgreeWithTheOracle(String isaName, int words, int states) {
    Isa isa = Isas.stock(isaName);
    new Comparison(isa, InterpreterForms.tracesAtOnce(isa), SEED + 1).rows(words, states);
    new Comparison(isa, InterpreterForms.regionsAtOnce(isa, EngineOptions.PLAIN), SEED + 4)
        .rows(words, states);
  }

  @ParameterizedTest
  @CsvSource({"rv64max", "rv64gc", "rv32max", "rv32i", "a64", "ppc64"})
  void wordsOfNoRowTrap(String isaName) {
    Isa isa = Isas.stock(isaName);
    new Comparison(isa, InterpreterForms.blocksOnly(isa), SEED + 2).illegalWords(2000, 2);
    new Comparison(isa, InterpreterForms.tracesAtOnce(isa), SEED + 3).illegalWords(500, 2);
  }

  private static final class Comparison {
    private final Isa isa;
    private final long seed;
    private final SplittableRandom random;
    private final TestGuest oracle;
    private final TestGuest tested;
    private final TestGuest[] both;
    private final RandomState states;

    Comparison(Isa isa, Engine engine, long seed) {
      this.isa = isa;
      this.seed = seed;
      random = new SplittableRandom(seed);
      states = new RandomState(isa);
      oracle = new TestGuest(new OracleEngine(isa, EngineOptions.PLAIN));
      tested = new TestGuest(engine);
      both = new TestGuest[] {oracle, tested};
    }

    void rows(int words, int states) {
      RandomWords code = new RandomWords(isa);
      for (Row row : isa.rows()) {
        for (int w = 0; w < words; w++) {
          run(code.of(row, random), states);
        }
      }
    }

    void illegalWords(int words, int states) {
      for (Coverage coverage : Coverage.of(isa)) {
        for (int w = 0; w < words && !coverage.uncovered().isEmpty(); w++) {
          run(coverage.sample(random), states);
          assertThat(oracle.hart.stop).isInstanceOf(Stop.Trap.class);
        }
      }
    }

    /** Runs a word anywhere in the page, sometimes across its end. */
    private void run(long word, int count) {
      long bytes = isa.insnOrder().of(word, isa.decoder().length(word));
      long pc = World.CODE + 2L * random.nextInt(0x7f0, 0x800);
      for (TestGuest g : both) {
        g.space.load(pc, 8, bytes);
      }
      for (int s = 0; s < count; s++) {
        TestGuest.randomise(states, random, both);
        for (TestGuest g : both) {
          g.hart.pc = pc;
          long retired = g.engine.run(g.hart, 1);
          assertThat(retired)
              .isEqualTo(
                  g.hart.stop instanceof Stop.Trap || g.hart.stop instanceof Stop.Fault ? 0 : 1);
          if (g.hart.stop instanceof Stop.Trap t && t.kind() == TrapKind.ILLEGAL) {
            assertThat(t.value()).as("the instruction is the trap's value").isEqualTo(word);
          }
        }
        oracle.assertSame(
            tested, () -> "%s at %x, seed %d".formatted(TestGuest.name(isa, word), pc, seed));
        oracle.clearLog();
        tested.clearLog();
        if (code(oracle, pc) != bytes) {
          break; // it wrote over itself
        }
      }
    }
  }

  private static long code(TestGuest g, long pc) {
    return g.space.fetch(pc, 8);
  }
}
