package dev.orrery.reports.diff;

import dev.orrery.reports.diff.Comparison.Cause;
import dev.orrery.reports.diff.Comparison.Row;
import dev.orrery.reports.text.Numbers;
import dev.orrery.spec.diag.SafeText;
import java.util.List;

/** A comparison in words, the same on a terminal and on a page. */
public final class DiffText {
  private static final int NAME = 48;

  private DiffText() {}

  /** What differs most, in one to three sentences. */
  public static String sentence(Comparison c) {
    Change total = c.total();
    if (total.difference() == 0
        && c.changed(c.functions()).isEmpty()
        && c.changed(c.blocks()).isEmpty()) {
      return "Both take exactly %s %s, in the same places."
          .formatted(Numbers.exact(total.a()), c.unit());
    }
    StringBuilder text = new StringBuilder();
    if (total.difference() == 0) {
      text.append(
          "Both take exactly %s %s, but not in the same places."
              .formatted(Numbers.exact(total.a()), c.unit()));
    } else {
      text.append(
          "B takes %s %s %s than A, %s."
              .formatted(
                  Numbers.exact(Math.abs(total.difference())),
                  total.difference() < 0 ? "fewer" : "more",
                  c.unit(),
                  total.percent()));
    }
    List<Row> functions = c.changed(c.functions());
    if (!functions.isEmpty()) {
      Row most = functions.getFirst();
      text.append(
          " The function that changed most is %s: %s %s."
              .formatted(
                  SafeText.shortened(most.name(), NAME), most.of(c.counted()).signed(), c.unit()));
    }
    List<Cause> causes = c.changedCauses();
    if (!causes.isEmpty()) {
      Cause most = causes.getFirst();
      text.append(
          " The cause that changed most is %s: %s cycles."
              .formatted(
                  SafeText.shortened(SafeText.clean(most.name()), NAME), most.cycles().signed()));
    }
    Estimate estimate = c.estimate();
    if (estimate != null && total.difference() < 0) {
      text.append(' ').append(gained(estimate, total));
    }
    return text.toString();
  }

  /** What was gained, against what could be. */
  private static String gained(Estimate e, Change total) {
    long most = total.a() - e.cycles();
    long fewer = -total.difference();
    return "With %s (%s), A takes %s cycles, %s fewer: the gain of B is %s of that."
        .formatted(
            SafeText.clean(e.meaning()),
            SafeText.clean(e.settings()),
            Numbers.exact(e.cycles()),
            Numbers.exact(most),
            fewer == most ? "all" : Numbers.wholePercent(fewer, most));
  }

  /** What the figures are worth. */
  public static String exact(Comparison c) {
    return "Counts are the same on every run, so each difference is one of the programs, and none is"
        + " chance. Host times, %s and %s, are of one run each, with every probe on: they say nothing about speed."
            .formatted(
                Numbers.seconds(c.a().host().seconds()), Numbers.seconds(c.b().host().seconds()));
  }
}
