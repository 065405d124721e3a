package dev.orrery.notebook;

import dev.orrery.profiler.sweep.Axis;
import dev.orrery.profiler.sweep.Point;
import dev.orrery.profiler.sweep.Setup;
import dev.orrery.profiler.sweep.Sweep;
import dev.orrery.profiler.sweep.SweepProgram;
import dev.orrery.reports.svg.SweepChart;
import dev.orrery.reports.text.SetupText;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A sweep to look at and to compute with. */
public final class SweepView implements Shown {
  private final Sweep sweep;

  SweepView(Sweep sweep) {
    this.sweep = sweep;
  }

  /** The points with a result, program by program. */
  public List<Measured> points() {
    List<Measured> points = new ArrayList<>();
    for (Point p : sweep.points()) {
      if (p.outcome() instanceof Point.Measured m) {
        points.add(
            new Measured(
                p.program().name(),
                p.setup().core(),
                p.setup().settings(sweep.plan().axes()),
                m.instructions(),
                m.cycles(),
                m.causes()));
      }
    }
    return points;
  }

  /**
   * A point.
   *
   * @param program name of the program
   * @param core name of the core
   * @param parameters values by name
   * @param instructions that retired
   * @param cycles that passed
   * @param causes cycles by cause
   */
  public record Measured(
      String program,
      String core,
      Map<String, Long> parameters,
      long instructions,
      long cycles,
      Map<String, Long> causes) {
    /** Cycles per instruction. */
    public double cpi() {
      return instructions == 0 ? 0 : (double) cycles / instructions;
    }
  }

  /** Every combination with the CPI of each program, and their geometric mean. */
  public Table table() {
    List<String> heads = new ArrayList<>(List.of("with"));
    sweep.plan().programs().stream().map(SweepProgram::name).forEach(heads::add);
    heads.add("mean");
    List<List<String>> rows = new ArrayList<>();
    for (Setup s : sweep.setups()) {
      List<String> row = new ArrayList<>(List.of(SetupText.of(sweep.plan(), s)));
      for (Point p : sweep.points(s)) {
        row.add(p.outcome() instanceof Point.Measured m ? SetupText.cpi(m.cpi()) : "–");
      }
      var mean = sweep.meanCpi(s);
      row.add(mean.isPresent() ? SetupText.cpi(mean.getAsDouble()) : "–");
      rows.add(row);
    }
    return new Table(heads, rows);
  }

  /**
   * The CPI against a parameter, a line for each program.
   *
   * @throws OrreryException if the sweep has no such parameter
   */
  public Drawing chart(String parameter) {
    List<Axis> axes = sweep.plan().axes();
    for (int a = 0; a < axes.size(); a++) {
      if (axes.get(a).parameter().equals(parameter)) {
        return new Drawing(
            SweepChart.effectFile(sweep, a), "cycles per instruction by " + parameter);
      }
    }
    throw new OrreryException(
        ExitCode.USAGE,
        "the sweep has no parameter '%s', but %s"
            .formatted(parameter, axes.stream().map(Axis::parameter).toList()));
  }

  /** The mean CPI against the cost that the plan says. */
  public Drawing costs() {
    return new Drawing(SweepChart.costsFile(sweep), "mean cycles per instruction by cost");
  }

  @Override
  public String text() {
    return "%d points: %d with a result, %d failed"
        .formatted(sweep.points().size(), sweep.measured(), sweep.failures().size());
  }

  @Override
  public String toString() {
    return text();
  }
}
