package dev.orrery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.engine.explain.Explainer;
import dev.orrery.engine.explain.Reason;
import dev.orrery.engine.factory.Engines;
import dev.orrery.engine.interp.InterpreterForms;
import dev.orrery.engine.oracle.OracleEngine;
import dev.orrery.engine.random.World;
import dev.orrery.spec.Isas;
import dev.orrery.spec.model.Isa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unusual ways into regions and out of blocks, against the oracle. */
class RegionWaysTest {
  private static final long BUDGET = 100_000;

  /** A row that goes to an address it names or to one in a register, if its condition holds. */
  private static final String TABLES =
      """
      isa rv64x : word 32, insn le, data le, elf 243, XLEN = 64
      import rv/i

      table R op=0001011 f3=000 class=branch
       f7      | insn | do
       0000000 | bx   | if @rd == 0: { if rs1 != 0: goto PC + 8 } else: { if rs1 != 0: goto rs2 }
      """;

  @TempDir private Path directory;

  private static final List<BiFunction<Isa, EngineOptions, Engine>> ENGINES =
      List.of(
          InterpreterForms::regionsAtOnce,
          InterpreterForms::regionsSoon,
          InterpreterForms::tracesSoon,
          (isa, options) -> Engines.create("jit", isa, options));

  private static void agree(Isa isa, String program) {
    ToldCalls expected = new ToldCalls();
    Engine counting = new OracleEngine(isa, new EngineOptions(true, expected));
    AssembledGuest oracle = new AssembledGuest(counting, program);
    long retired = oracle.run(BUDGET);
    assertThat(oracle.guest.hart.pc).isEqualTo(oracle.at("done"));
    for (BiFunction<Isa, EngineOptions, Engine> engine : ENGINES) {
      for (boolean counts : new boolean[] {false, true}) {
        ToldCalls told = new ToldCalls();
        Engine made =
            engine.apply(isa, new EngineOptions(counts, counts ? told : null, 1, null, null, 0));
        AssembledGuest tested = new AssembledGuest(made, program);
        assertThat(tested.run(BUDGET)).isEqualTo(retired);
        oracle.guest.assertSame(tested.guest, () -> program);
        if (counts) {
          assertThat(ComparedCounts.of(made)).isEqualTo(ComparedCounts.of(counting));
          assertThat(told).isEqualTo(expected);
        }
      }
    }
  }

  private static final String COUNTER =
      """
      main:
        li s0, 9000
      loop:
        jal ra, count
        add s1, s1, a0
        addi s0, s0, -1
        bnez s0, loop
      done:
        ecall
      count:
        rdinstret a0
        xor s2, s2, a0
        ret
      """;

  @Test
  void theCountIsExactBehindACallFromARegion() {
    agree(Isas.stock("rv64gc"), COUNTER);
  }

  /** Whatever is left of a budget when a region calls what is no region is not exceeded. */
  @Test
  void budgetsEndInACallFromARegion() {
    for (BiFunction<Isa, EngineOptions, Engine> engine : ENGINES) {
      Engine made = engine.apply(Isas.stock("rv64gc"), EngineOptions.translatingAfter(1));
      AssembledGuest tested = new AssembledGuest(made, COUNTER);
      for (int budget = 1; budget <= 300; budget++) {
        assertThat(tested.run(budget)).as(made.name()).isEqualTo(budget);
      }
    }
  }

  @Test
  void noRegionIsEnteredWhereTheCountMustBeExact() {
    Explainer explainer = new Explainer(World.CODE, World.CODE + 0x1000, false, System::nanoTime);
    EngineOptions options = EngineOptions.translatingAfter(1).explainedTo(explainer);
    AssembledGuest g =
        new AssembledGuest(Engines.create("jit", Isas.stock("rv64gc"), options), COUNTER);
    assertThat(g.run(BUDGET)).isPositive();
    assertThat(explainer.translations()).isNotEmpty();
    assertThat(explainer.translations())
        .allSatisfy(t -> assertThat(t.parts()).noneMatch(p -> p.pc() == g.at("count")))
        .anySatisfy(
            t -> assertThat(t.exits()).anyMatch(e -> new Reason.ReadsCount().equals(e.reason())));
  }

  @Test
  void aBranchMayHaveAComputedTarget() throws IOException {
    Isa isa = Isas.load(Files.writeString(directory.resolve("rv64x.isa"), TABLES));
    agree(
        isa,
        """
        main:
          li s0, 9000
          la s2, loop
        loop:
          addi s0, s0, -1
          bx zero, s0, s2
          nop
          xor s1, s1, s0
          bx ra, s0, s2
        done:
          ecall
        """);
  }

  /** A row whose code is so long that a method cannot hold that of a few dozen. */
  private static final String LONG_ROW =
      """
      isa rv64y : word 32, insn le, data le, elf 243, XLEN = 64
      import rv/i

      table R op=0001011 f3=000 class=alu
       f7      | insn | do
       0000000 | long | rd = %s
      """;

  @Test
  void methodsThatTheJvmCannotHoldAreCut() throws IOException {
    String sum = "rs1 + rs2";
    for (int i = 0; i < 8; i++) {
      sum = "(" + sum + ") + (" + sum + ")";
    }
    Isa isa = Isas.load(Files.writeString(directory.resolve("rv64y.isa"), LONG_ROW.formatted(sum)));
    agree(
        isa,
        """
        main:
          li s0, 500
        loop:
          addi s0, s0, -1
        """
            + "  long s1, s1, s0\n".repeat(60)
            + """
              bnez s0, loop
            done:
              ecall
            """);
  }
}
