package dev.orrery.machine.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.engine.Engine;
import dev.orrery.engine.EngineOptions;
import dev.orrery.engine.ExecutionCounts;
import dev.orrery.engine.Hart;
import dev.orrery.engine.Stop;
import dev.orrery.engine.factory.Engines;
import dev.orrery.machine.RunLimits;
import dev.orrery.machine.WrongEngine;
import dev.orrery.machine.linux.fs.Sandbox;
import dev.orrery.machine.plan.RunPlan;
import dev.orrery.machine.validate.repro.Reproduction;
import dev.orrery.machine.validate.repro.Shrinker;
import dev.orrery.spec.Isas;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.model.Isa;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mistakes of engines are found where they are made. */
final class ValidatorTest {
  private static final Isa ISA = Isas.stock("rv64gc");
  private static final Subject MIXED =
      Subject.assembled(ISA, "mixed.s", Programs.resource("mixed.s"));
  private static final int EARLY = 2_000;
  private static final long PACE = 5_000;

  private static Side side(String engine) {
    return new Side(
        engine, isa -> Engines.create(engine, isa, EngineOptions.translatingAfter(EARLY)));
  }

  private static Side wrong(String engine, Isa tables) {
    return new Side(
        "wrong " + engine,
        isa -> Engines.create(engine, tables, EngineOptions.translatingAfter(EARLY)));
  }

  static Stream<Seeded> mistakes() {
    return Stream.of(
        new Seeded(
            "rv/i.isa", "sltu |       | rd = zx(rs1 <u rs2)", "sltu |       | rd = zx(rs1 <s rs2)"),
        new Seeded(
            "rv/i.isa",
            "sra  | shift | rd = rs1 >>s rs2[SH-1:0]",
            "sra  | shift | rd = rs1 >>s rs2[SH-2:0]"),
        new Seeded("rv/i.isa", "lb   | rd = sx(M1[rs1 + immI])", "lb   | rd = zx(M1[rs1 + immI])"),
        new Seeded(
            "rv/i.isa",
            "bltu | if rs1 <u rs2: goto PC + immB",
            "bltu | if rs1 <s rs2: goto PC + immB"),
        new Seeded(
            "rv/zicsr.isa",
            "csrrc  | let o = csr.read(csr); if @rs1 != 0: csr.write(csr, o and ~rs1); rd = o",
            "csrrc  | let o = csr.read(csr); if @rs1 != 0: csr.write(csr, o); rd = o"),
        new Seeded(
            "rv/f.isa",
            "fadd.s |       | fd = f32.add(fs1, fs2, rm)",
            "fadd.s |       | fd = f32.add(fs1, fs2, 1)"),
        new Seeded(
            "rv/m.isa",
            "mulhu  | mulh  | rd = mulh.u(rs1, rs2)",
            "mulhu  | mulh  | rd = mulh.su(rs1, rs2)"),
        new Seeded("rv/i.isa", "sd   | M8[rs1 + immS] = rs2", "sd   | M8[rs1 + immS] = rs2 or 1"));
  }

  @Test
  void enginesAgree() {
    Verdict verdict =
        new Validator(MIXED, List.of(side("jit"), side("interpreter"), side("oracle")), PACE)
            .run(() -> false);
    assertThat(verdict).isInstanceOf(Verdict.Agreed.class);
    Verdict.Agreed agreed = (Verdict.Agreed) verdict;
    assertThat(agreed.complete()).isTrue();
    assertThat(agreed.end()).isEqualTo("exited with status 0");
    assertThat(agreed.printed()).isEqualTo(5);
    assertThat(agreed.instructions()).isGreaterThan(2 * PACE);
    assertThat(agreed.checks()).isEqualTo(1 + agreed.instructions() / PACE);
  }

  /** Memory may be compared more rarely, registers are not. */
  @Test
  void everyPauseIsCompared() {
    int pace = 100;
    Verdict verdict =
        new Validator(MIXED, List.of(side("jit"), side("interpreter")), pace).run(() -> false);
    Verdict.Agreed agreed = (Verdict.Agreed) verdict;
    assertThat(agreed.checks()).isEqualTo(1 + agreed.instructions() / pace);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeIsFoundAtItsFirstInstruction(Seeded mistake) {
    Isa tables = mistake.in("rv64gc");
    long expected = firstDifference(tables);
    for (String engine : List.of("interpreter", "jit")) {
      Divergence found = find(List.of(wrong(engine, tables), side("oracle")));
      assertThat(found.instructions()).isEqualTo(expected);
      assertThat(found.exact()).isTrue();
      assertThat(Objects.requireNonNull(found.insn()).row().meaning().name())
          .isEqualTo(mistake.row());
      assertThat(found.facts()).anyMatch(Fact::differs);
      assertThat(found.code()).anyMatch(l -> l.pc() == found.pc());
    }
    List<Side> sides = List.of(wrong("interpreter", tables), side("oracle"));
    Reproduction.Made made = shrink(sides, MIXED);
    assertThat(made.instructions()).isEqualTo(1);
    assertThat(made.loops()).isFalse();
    assertThat(run(made, sides)).isInstanceOf(Verdict.Differed.class);
    assertThat(run(made, List.of(side("jit"), side("oracle")))).isInstanceOf(Verdict.Agreed.class);
  }

  private static Divergence find(List<Side> sides) {
    Validator validator = new Validator(MIXED, sides, PACE);
    Verdict verdict = validator.run(() -> false);
    assertThat(verdict).isInstanceOf(Verdict.Differed.class);
    return Objects.requireNonNull(validator.locate((Verdict.Differed) verdict));
  }

  private static Reproduction.Made shrink(List<Side> sides, Subject subject) {
    Validator validator = new Validator(subject, sides, PACE);
    Verdict.Differed differed = (Verdict.Differed) validator.run(() -> false);
    Divergence found = Objects.requireNonNull(validator.locate(differed));
    Reproduction shrunk =
        new Shrinker(subject.isa(), sides)
            .shrink(validator.steps(found, Shrinker.WINDOW), List.of());
    assertThat(shrunk).isInstanceOf(Reproduction.Made.class);
    return (Reproduction.Made) shrunk;
  }

  private static Verdict run(Reproduction.Made made, List<Side> sides) {
    return new Validator(Subject.assembled(ISA, "made.S", made.text()), sides, Validator.PACE)
        .run(() -> false);
  }

  /** The same by the obvious way: one instruction after the other. */
  private static long firstDifference(Isa tables) {
    try (Replica wrong = new Replica(MIXED, wrong("oracle", tables));
        Replica right = new Replica(MIXED, side("oracle"))) {
      VisibleState state = new VisibleState(ISA);
      for (long n = 1; ; n++) {
        wrong.advance(n);
        right.advance(n);
        if (!state.same(wrong, right)) {
          return n - 1;
        }
        assertThat(right.over()).isFalse();
      }
    }
  }

  @Test
  void theThirdSideShowsWhoIsRight() {
    Isa tables = mistakes().toList().getFirst().in("rv64gc");
    Divergence found =
        find(List.of(side("interpreter"), wrong("interpreter", tables), side("oracle")));
    assertThat(found.odd()).isEqualTo(1);
  }

  /**
   * An engine that is wrong only where it may run on for a while, as a bad translation is.
   *
   * @param length for how long it must be allowed to
   * @param hot instructions before which it is not wrong yet
   */
  private record WrongInLongRuns(Engine right, Engine wrong, long length, long hot)
      implements Engine {
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
      if (hart.retired < hot) {
        return right.run(hart, Math.min(budget, hot - hart.retired));
      }
      long whole = budget - budget % length;
      long ran = wrong.run(hart, whole);
      return ran < whole || !(hart.stop instanceof Stop.Budget)
          ? ran
          : ran + right.run(hart, budget - whole);
    }

    @Override
    public void forget(Hart hart) {
      right.forget(hart);
      wrong.forget(hart);
    }

    @Override
    public void invalidateCode(long start, long end) {
      right.invalidateCode(start, end);
      wrong.invalidateCode(start, end);
    }

    @Override
    public @Nullable ExecutionCounts counts() {
      return null;
    }
  }

  @Test
  void aMistakeThatShowsOnlyInLongRunsIsFoundToo() {
    Seeded mistake = mistakes().toList().getLast();
    Isa tables = mistake.in("rv64gc");
    Side wrong =
        new Side(
            "wrong",
            isa ->
                new WrongInLongRuns(
                    Engines.create("oracle", isa, EngineOptions.PLAIN),
                    Engines.create("oracle", tables, EngineOptions.PLAIN),
                    1000,
                    0));
    Divergence found = find(List.of(wrong, side("oracle")));
    assertThat(found.exact()).isFalse();
    assertThat(Objects.requireNonNull(found.insn()).row().meaning().name())
        .isEqualTo(mistake.row());
    assertThat(found.instructions()).isLessThan(1000);
    assertThat(found.instructions() + found.stretch()).isEqualTo(1000);
  }

  /**
   * A translation is not what ran when the difference is seen, and what it made wrong may be gone
   * by then: the instructions on the way are tried one by one.
   */
  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeOfTranslationsIsBlamedOnItsInstruction(Seeded mistake) {
    Isa tables = mistake.in("rv64gc");
    Side wrong =
        new Side(
            "wrong",
            isa ->
                new WrongInLongRuns(
                    Engines.create("interpreter", isa, EngineOptions.PLAIN),
                    Engines.create("interpreter", tables, EngineOptions.PLAIN),
                    500,
                    1_000));
    List<Side> sides = List.of(wrong, side("interpreter"));
    Validator validator = new Validator(MIXED, sides, PACE);
    Verdict.Differed differed = (Verdict.Differed) validator.run(() -> false);
    Divergence found = Objects.requireNonNull(validator.locate(differed));
    assertThat(found.alone()).isFalse();
    Reproduction shrunk =
        new Shrinker(ISA, sides)
            .shrink(validator.steps(found, Shrinker.WINDOW), validator.suspects(found));
    assertThat(shrunk).isInstanceOf(Reproduction.Made.class);
    Reproduction.Made made = (Reproduction.Made) shrunk;
    assertThat(made.loops()).isTrue();
    assertThat(made.instructions()).isEqualTo(1);
    assertThat(run(made, sides)).isInstanceOf(Verdict.Differed.class);
    Divergence blamed = validator.blame(found, made.steps().getFirst());
    assertThat(blamed.alone()).isTrue();
    assertThat(Objects.requireNonNull(blamed.insn()).row().meaning().name())
        .isEqualTo(mistake.row());
    assertThat(blamed.instructions() + blamed.stretch())
        .isEqualTo(found.instructions() + found.stretch());
    assertThat(blamed.facts()).anyMatch(Fact::differs);
  }

  /** An engine that is wrong once it has run for a while, as one is that translates what is hot. */
  private static final class WrongWhenHot extends WrongEngine {
    private static final long HOT = 10_000;

    private final Engine wrong;
    private long executed;

    WrongWhenHot(Isa isa, Isa tables) {
      super(isa);
      this.wrong = Engines.create("oracle", tables, EngineOptions.PLAIN);
    }

    @Override
    public long run(Hart hart, long budget) {
      long ran = 0;
      if (executed < HOT) {
        ran = right.run(hart, Math.min(budget, HOT - executed));
        executed += ran;
      }
      if (executed >= HOT && hart.stop instanceof Stop.Budget) {
        ran += wrong.run(hart, budget - ran);
      }
      return ran;
    }
  }

  @Test
  void aMistakeThatShowsOnlyWhenHotIsShrunkToALoop() {
    Isa tables = mistakes().toList().getFirst().in("rv64gc");
    List<Side> sides =
        List.of(new Side("wrong", isa -> new WrongWhenHot(isa, tables)), side("oracle"));
    Reproduction.Made made = shrink(sides, MIXED);
    assertThat(made.loops()).isTrue();
    assertThat(made.instructions()).isEqualTo(1);
    assertThat(run(made, sides)).isInstanceOf(Verdict.Differed.class);
    assertThat(run(made, List.of(side("jit"), side("oracle")))).isInstanceOf(Verdict.Agreed.class);
  }

  /** Every set of tables whose programs end by a system call has a reproducer. */
  @ParameterizedTest
  @ValueSource(strings = {"rv64gc", "rv32imac", "rv32max"})
  void aLoadIsReproducedOnOtherTables(String stock) {
    Isa isa = Isas.stock(stock);
    Isa tables =
        new Seeded("rv/i.isa", "lh   | rd = sx(M2[rs1 + immI])", "lh   | rd = zx(M2[rs1 + immI])")
            .in(stock);
    Subject subject =
        Subject.assembled(
            isa,
            "load.S",
            """
            .globl _start
            _start:
              la s0, value+4
              lhu a0, -4(s0)
              lh a0, -2(s0)
              li a7, 93
              ecall
            .data
            value: .2byte 0x1234, 0xfedc
            """);
    Reproduction.Made made = shrink(List.of(wrong("interpreter", tables), side("oracle")), subject);
    assertThat(made.text()).contains("lh      a0, -2(s0)").contains("0xdc, 0xfe");
    assertThat(made.instructions()).isEqualTo(1);
  }

  @Test
  void anEngineThatBreaksDiffers() {
    Side broken =
        new Side(
            "broken",
            isa ->
                new WrongInLongRuns(
                    Engines.create("oracle", isa, EngineOptions.PLAIN),
                    new BrokenEngine(isa),
                    1000,
                    0));
    Divergence found = find(List.of(broken, side("oracle")));
    assertThat(found.facts().getFirst().values().getFirst())
        .contains("the engine failed: java.lang.IllegalStateException: broken");
  }

  /** Throws when it is to do anything. */
  private record BrokenEngine(Isa isa) implements Engine {
    @Override
    public String name() {
      return "broken";
    }

    @Override
    public long run(Hart hart, long budget) {
      if (budget > 0) {
        throw new IllegalStateException("broken");
      }
      return 0;
    }

    @Override
    public void forget(Hart hart) {}

    @Override
    public void invalidateCode(long start, long end) {}

    @Override
    public @Nullable ExecutionCounts counts() {
      return null;
    }
  }

  @Test
  void whatWouldRunTwiceIsRefused() {
    Sandbox sandbox = new Sandbox(null, List.of(), List.of(Path.of("/tmp")), Path.of("/"));
    RunPlan p = MIXED.plan();
    RunPlan plan =
        new RunPlan(
            p.program(),
            p.arguments(),
            p.environment(),
            p.isa(),
            p.engine(),
            p.machine(),
            p.ram(),
            p.resetPc(),
            RunLimits.NONE,
            p.memoryLimit(),
            sandbox,
            "",
            1,
            p.schedule());
    assertThatThrownBy(() -> new Subject(plan, MIXED.elf(), ISA, MIXED.input()))
        .isInstanceOf(OrreryException.class)
        .hasMessageContaining("--allow-write: the program is run several times");
  }
}
