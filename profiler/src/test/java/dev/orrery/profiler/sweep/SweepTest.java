package dev.orrery.profiler.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.orrery.machine.RunLimits;
import dev.orrery.profiler.sweep.Point.Failed;
import dev.orrery.profiler.sweep.Point.Measured;
import dev.orrery.spec.lang.core.Formula;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the points of a sweep say together, held against sums by hand. */
final class SweepTest {
  private static final SweepProgram ONE = new SweepProgram("one", "one", List.of(), null, null, 0);
  private static final SweepProgram TWO = new SweepProgram("two", "two", List.of(), null, null, 0);

  private static SweepPlan plan(String... constraints) {
    List<Formula> formulas = new ArrayList<>();
    for (String c : constraints) {
      formulas.add(Formula.parse(c, "test"));
    }
    return new SweepPlan(
        "test",
        List.of(ONE, TWO),
        List.of("core"),
        List.of(new Axis("a", List.of(1L, 2L)), new Axis("b", List.of(10L, 20L))),
        formulas,
        Formula.parse("a + b", "test"),
        RunLimits.NONE,
        1 << 20);
  }

  private static Measured cycles(long cycles) {
    return new Measured(100, cycles, Map.of("base", cycles));
  }

  private static Sweep sweep(SweepPlan plan, Point.Outcome... outcomes) {
    List<Setup> setups = plan.setups(100);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < outcomes.length; i++) {
      SweepProgram program = plan.programs().get(i / setups.size());
      points.add(new Point(program, setups.get(i % setups.size()), outcomes[i]));
    }
    return new Sweep(plan, setups, points, false);
  }

  @Test
  void combinationsAreAllThatMeetTheConstraints() {
    assertThat(plan().setups(100).stream().map(Setup::values))
        .containsExactly(List.of(1L, 10L), List.of(1L, 20L), List.of(2L, 10L), List.of(2L, 20L));
    assertThat(plan("a * 10 == b").setups(100).stream().map(Setup::values))
        .containsExactly(List.of(1L, 10L), List.of(2L, 20L));
  }

  @Test
  void meansAreGeometricAndTheBestHasTheSmallest() {
    Sweep sweep =
        sweep(
            plan(),
            cycles(400),
            cycles(200),
            cycles(100),
            cycles(300),
            cycles(100),
            cycles(200),
            cycles(900),
            cycles(300));
    List<Setup> setups = sweep.setups();
    assertThat(sweep.meanCpi(setups.get(0)).orElseThrow()).isCloseTo(2, within(1e-12));
    assertThat(sweep.meanCpi(setups.get(2)).orElseThrow()).isCloseTo(3, within(1e-12));
    assertThat(sweep.best()).contains(setups.get(0));
    assertThat(sweep.best(ONE).map(Point::setup)).contains(setups.get(2));
    // Costs are 11, 21, 12, 22 and the second is as fast as the first.
    assertThat(sweep.front()).containsExactly(setups.get(0));
    assertThat(sweep.effect(ONE, "core", 0))
        .hasEntrySatisfying(1L, e -> assertThat(e).isCloseTo(Math.sqrt(8), within(1e-12)))
        .hasEntrySatisfying(2L, e -> assertThat(e).isCloseTo(Math.sqrt(3), within(1e-12)));
  }

  @Test
  void whatFailedIsNoPartOfAMean() {
    Failed failed = new Failed("no");
    Sweep sweep =
        sweep(
            plan(),
            failed,
            cycles(200),
            cycles(100),
            cycles(300),
            cycles(100),
            cycles(200),
            cycles(900),
            cycles(300));
    assertThat(sweep.failures()).hasSize(1);
    assertThat(sweep.measured()).isEqualTo(7);
    assertThat(sweep.meanCpi(sweep.setups().getFirst())).isEmpty();
    // a = 1 failed with b = 10, so a = 2 with b = 10 would be no fair comparison.
    assertThat(sweep.effect(ONE, "core", 0).get(2L)).isCloseTo(3, within(1e-12));
  }

  @Test
  void aValueThatTheCoreRefusesLeavesTheOthersComparable() {
    Failed failed = new Failed("no");
    Sweep sweep =
        sweep(
            plan(),
            cycles(400),
            failed,
            cycles(100),
            failed,
            cycles(100),
            failed,
            cycles(900),
            failed);
    assertThat(sweep.effect(ONE, "core", 1)).containsOnlyKeys(10L);
    assertThat(sweep.effect(ONE, "core", 1).get(10L)).isCloseTo(2, within(1e-12));
  }
}
