package dev.orrery.reports.compare;

import dev.orrery.profiler.compare.EngineComparison;
import dev.orrery.profiler.compare.EngineKind;
import java.util.ArrayList;
import java.util.List;

/** How engines were compared, and what figures do not say, in sentences. */
public final class CompareMethod {
  private CompareMethod() {}

  /** The sentences. */
  public static List<String> of(EngineComparison c) {
    List<String> all = new ArrayList<>();
    all.add(
        "Every engine ran the program once in each round, one after the other; from the second round"
            + " on in an order by chance (seed %d). Output and exit status of each run were compared."
                .formatted(c.seed()));
    all.add(
        "Times are medians; intervals are 95 % and lie between two of the times (order statistics),"
            + " which takes six runs. × is how many times as fast, the median over all pairs of runs"
            + " (Hodges–Lehmann). p is Mann–Whitney's, corrected for the number of engines (Holm);"
            + " effect is Cliff's delta: +1 if every run was faster than every one of the other.");
    if (!c.phases().isEmpty()) {
      all.add(
          "Phases begin with a line of the program that says so. Their times are by the clock that the"
              + " program reads where that shows time, and else by when its lines arrived here.");
    }
    if (!c.eventKinds().isEmpty()) {
      all.add(
          "Single events are measured by the program itself, by a clock whose ticks were held against"
              + " the host's; what it takes to read that clock is a part of each. On engines whose"
              + " clock counts instructions, times of events are not known.");
    }
    boolean system =
        c.engines().stream()
            .map(e -> c.contender(e).kind())
            .anyMatch(k -> k == EngineKind.SYSTEM_EMULATOR || k == EngineKind.VIRTUAL_MACHINE);
    if (system) {
      all.add(
          "Emulators of a whole machine run the same file with devices. A device that is a part of the"
              + " emulator's process answers faster than one that the processor has to leave the guest"
              + " for: what is done much of decides who is faster.");
    }
    return all;
  }
}
