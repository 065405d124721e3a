package dev.orrery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.engine.interp.InterpreterForms;
import dev.orrery.engine.oracle.OracleEngine;
import dev.orrery.engine.random.Insn;
import dev.orrery.engine.random.ProgramGenerator;
import dev.orrery.engine.random.RandomProgram;
import dev.orrery.engine.random.RandomState;
import dev.orrery.engine.random.World;
import dev.orrery.spec.Isas;
import dev.orrery.spec.model.Isa;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random programs with loops, faults, device accesses and stores to their own code, in slices of
 * random budgets: blocks, traces and regions, counting and not, against the oracle.
 */
class ProgramDifferentialTest {
  /** Bytes of class files: a few, so that code is forgotten all the time. */
  private static final long LITTLE_ROOM = 1 << 14;

  @ParameterizedTest
  @CsvSource({"rv64gc, 30, 1", "rv32gc, 20, 2"})
  void programsAgree(String isaName, int programs, long seed) {
    ProgramGenerator generator = new ProgramGenerator(Isas.stock(isaName));
    for (int i = 0; i < programs; i++) {
      RandomProgram program = generator.program(seed, i);
      new Run(program, new SplittableRandom(seed << 32 | i))
          .go("program " + i + " of seed " + seed);
    }
  }

  private static final class Run {
    private final Isa isa;
    private final RandomProgram program;
    private final SplittableRandom random;
    private final TestGuest oracle;
    private final List<TestGuest> counting;
    private final Map<TestGuest, ToldCalls> calls = new IdentityHashMap<>();
    private final TestGuest[] guests;
    private final List<Long> starts;
    private final RandomState states;

    /** Whether programs may write themselves: then blocks may be cut at different places. */
    private final boolean writable;

    Run(RandomProgram program, SplittableRandom random) {
      this.isa = program.isa();
      this.program = program;
      this.starts = program.addresses();
      this.states = new RandomState(isa);
      this.random = random;
      oracle = counting(OracleEngine::new);
      counting =
          List.of(
              counting(InterpreterForms::tracesSoon),
              counting(InterpreterForms::regionsAtOnce),
              counting(InterpreterForms::regionsSoon),
              counting((i, o) -> InterpreterForms.regionsInRoom(i, o, LITTLE_ROOM)));
      List<TestGuest> all = new ArrayList<>(List.of(oracle));
      all.addAll(counting);
      all.add(new TestGuest(InterpreterForms.tracesSoon(isa, EngineOptions.PLAIN)));
      all.add(new TestGuest(InterpreterForms.blocksOnly(isa)));
      all.add(new TestGuest(InterpreterForms.regionsAtOnce(isa, EngineOptions.PLAIN)));
      all.add(new TestGuest(InterpreterForms.regionsSoon(isa, EngineOptions.PLAIN)));
      all.add(new TestGuest(InterpreterForms.tracesInRoom(isa, EngineOptions.PLAIN, LITTLE_ROOM)));
      guests = all.toArray(TestGuest[]::new);
      writable = random.nextBoolean();
      if (!writable) {
        for (TestGuest g : guests) {
          g.space.map(World.CODE, TestSpace.Rights.CODE);
          g.space.map(World.CODE + 0x1000, TestSpace.Rights.CODE);
        }
      }
      restore();
      for (TestGuest g : guests) {
        program.start(g.hart);
      }
    }

    private TestGuest counting(BiFunction<Isa, EngineOptions, Engine> engine) {
      ToldCalls told = new ToldCalls();
      TestGuest guest = new TestGuest(engine.apply(isa, new EngineOptions(true, told)));
      calls.put(guest, told);
      return guest;
    }

    /** Writes the program as it was at first, as a loader would. */
    private void restore() {
      for (TestGuest g : guests) {
        for (int i = 0; i < program.insns().size(); i++) {
          Insn insn = program.insns().get(i);
          long little = isa.insnOrder().of(insn.word(), insn.bytes());
          g.space.load(starts.get(i), insn.bytes(), little);
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
          place(starts.get(random.nextInt(program.insns().size())));
          if (random.nextInt(3) == 0) {
            TestGuest.randomise(states, random, guests);
          }
          if (writable && random.nextInt(4) == 0) {
            restore();
          }
        }
      }
      compareCounts(name);
    }

    private void compareCounts(String name) {
      ComparedCounts expected = ComparedCounts.of(oracle.engine);
      assertThat(expected.retired()).isEqualTo(oracle.hart.retired);
      for (TestGuest g : counting) {
        String on = name + " on " + g.engine.name();
        ComparedCounts counts = ComparedCounts.of(g.engine);
        if (writable) {
          assertThat(counts.insns()).as(on).isEqualTo(expected.insns());
        } else {
          assertThat(counts).as(on).isEqualTo(expected);
        }
        assertThat(calls.get(g)).as(on).isEqualTo(calls.get(oracle));
      }
    }

    private String listing() {
      StringBuilder s = new StringBuilder();
      for (int i = 0; i < program.insns().size(); i++) {
        s.append(Long.toHexString(starts.get(i))).append(' ');
        s.append(TestGuest.name(isa, program.insns().get(i).word())).append('\n');
      }
      return s.toString();
    }
  }
}
