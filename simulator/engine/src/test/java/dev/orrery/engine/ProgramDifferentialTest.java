package dev.orrery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.engine.ExecutionCounts.BlockCount;
import dev.orrery.engine.interp.InterpreterForms;
import dev.orrery.engine.oracle.OracleEngine;
import dev.orrery.spec.Isas;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random programs with loops, faults, device accesses and stores to their own code, in slices of
 * random budgets: the interpreter, counting and not, against the oracle.
 */
class ProgramDifferentialTest {

  @ParameterizedTest
  @CsvSource({"rv64gc, 80, 1", "rv32gc, 40, 2"})
  void programsAgree(String isaName, int programs, long seed) {
    Isa isa = Isas.stock(isaName);
    for (int i = 0; i < programs; i++) {
      new Run(isa, new Random(seed << 32 | i)).go("program " + i + " of seed " + seed);
    }
  }

  private static final class Run {
    private final Isa isa;
    private final Random random;
    private final TestGuest oracle;
    private final TestGuest counting;
    private final TestGuest[] guests;
    private final List<Long> starts = new ArrayList<>();
    private final List<Long> words;
    private final long base;

    /** Whether programs may write themselves: then blocks may be cut at different places. */
    private final boolean writable;

    Run(Isa isa, Random random) {
      this.isa = isa;
      this.random = random;
      EngineOptions counts = new EngineOptions(true, null);
      oracle = new TestGuest(new OracleEngine(isa, counts));
      counting = new TestGuest(InterpreterForms.tracesSoon(isa, counts));
      guests =
          new TestGuest[] {
            oracle,
            counting,
            new TestGuest(InterpreterForms.tracesSoon(isa, EngineOptions.PLAIN)),
            new TestGuest(InterpreterForms.blocksOnly(isa)),
            new TestGuest(InterpreterForms.regionsAtOnce(isa)),
            new TestGuest(InterpreterForms.regionsSoon(isa))
          };
      writable = random.nextBoolean();
      if (!writable) {
        for (TestGuest g : guests) {
          g.space.map(TestGuest.CODE, TestSpace.Rights.CODE);
          g.space.map(TestGuest.CODE + 0x1000, TestSpace.Rights.CODE);
        }
      }
      base = random.nextBoolean() ? TestGuest.CODE : TestGuest.CODE + 0xf80;
      words = new RandomCode(isa, random).program(base, random.nextInt(3, 40), starts);
      restore();
      place(base);
      new RandomState(random).randomise(guests);
    }

    /** Writes the program as it was at first, as a loader would. */
    private void restore() {
      for (TestGuest g : guests) {
        for (int i = 0; i < words.size(); i++) {
          int length = isa.decoder().length(words.get(i));
          g.space.load(starts.get(i), length, words.get(i));
        }
      }
    }

    private void place(long pc) {
      for (TestGuest g : guests) {
        g.hart.pc = pc;
      }
    }

    void go(String name) {
      for (int slice = 0; slice < 60 && oracle.hart.retired < 3000; slice++) {
        long budget = random.nextInt(10) == 0 ? 1 : random.nextInt(1, 300);
        for (TestGuest g : guests) {
          long before = g.hart.retired;
          long retired = g.engine.run(g.hart, budget);
          assertThat(g.hart.retired - before).isEqualTo(retired).isLessThanOrEqualTo(budget);
          oracle.assertSame(g, () -> name + "\n" + listing());
        }
        if (!oracle.hart.stop.equals(Stop.BUDGET) && !oracle.hart.stop.equals(Stop.REQUESTED)) {
          // As an operating system would: go on elsewhere, with other registers.
          place(starts.get(random.nextInt(starts.size())));
          if (random.nextInt(3) == 0) {
            new RandomState(random).randomise(guests);
          }
          if (writable && random.nextInt(4) == 0) {
            restore();
          }
        }
      }
      compareCounts(name);
    }

    private void compareCounts(String name) {
      Map<String, Long> expected = perInsn(oracle);
      assertThat(perInsn(counting)).as(name).isEqualTo(expected);
      assertThat(expected.values().stream().mapToLong(Long::longValue).sum())
          .isEqualTo(oracle.hart.retired);
      if (!writable) {
        assertThat(blocks(counting)).as(name).isEqualTo(blocks(oracle));
        assertThat(new HashSet<>(counts(counting).edges()))
            .as(name)
            .isEqualTo(new HashSet<>(counts(oracle).edges()));
      }
    }

    private static Map<Long, List<Long>> blocks(TestGuest g) {
      Map<Long, List<Long>> blocks = new HashMap<>();
      for (BlockCount b : counts(g).blocks()) {
        List<Long> retired = Arrays.stream(b.retired()).boxed().toList();
        assertThat(blocks.put(b.pc(), retired)).isNull();
      }
      return blocks;
    }

    /** Retired instructions by address and word. */
    private static Map<String, Long> perInsn(TestGuest g) {
      Map<String, Long> sums = new HashMap<>();
      for (BlockCount b : counts(g).blocks()) {
        for (int i = 0; i < b.retired().length; i++) {
          DecodedInsn insn = b.insns().get(i);
          if (b.retired()[i] > 0) {
            sums.merge(
                Long.toHexString(insn.pc()) + " " + insn.row().name() + " " + insn.word(),
                b.retired()[i],
                Long::sum);
          }
        }
      }
      return sums;
    }

    private static ExecutionCounts counts(TestGuest g) {
      return Objects.requireNonNull(g.engine.counts());
    }

    private String listing() {
      StringBuilder s = new StringBuilder();
      for (int i = 0; i < words.size(); i++) {
        s.append(Long.toHexString(starts.get(i))).append(' ');
        s.append(TestGuest.name(isa, words.get(i))).append('\n');
      }
      return s.append(new TreeSet<>(starts)).toString();
    }
  }
}
