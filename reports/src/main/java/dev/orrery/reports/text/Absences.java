package dev.orrery.reports.text;

import dev.orrery.profiler.compare.Contender;
import dev.orrery.profiler.compare.EngineComparison;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What took no part in a comparison of engines, and why: what has the same reason together. */
public final class Absences {
  private Absences() {}

  /**
   * Engines, or a phase of the program on some of them.
   *
   * @param what their names
   * @param why the reason, in a sentence without an end
   */
  public record Absence(String what, String why) {}

  /** Those of a comparison: engines first. */
  public static List<Absence> of(EngineComparison c) {
    List<Absence> all = new ArrayList<>();
    Map<String, List<String>> skipped = new LinkedHashMap<>();
    for (Contender contender : c.contenders()) {
      String why = contender.facts().skipped();
      if (why != null) {
        skipped.computeIfAbsent(why, w -> new ArrayList<>()).add(contender.name());
      }
    }
    skipped.forEach((why, engines) -> all.add(new Absence(String.join(", ", engines), why)));
    for (String phase : c.leftPhases()) {
      Map<String, List<String>> left = new LinkedHashMap<>();
      for (String engine : c.engines()) {
        String why = c.left(engine, phase);
        if (why != null) {
          left.computeIfAbsent(why, w -> new ArrayList<>()).add(engine);
        }
      }
      left.forEach(
          (why, engines) -> all.add(new Absence(phase + " on " + String.join(", ", engines), why)));
    }
    return all;
  }
}
