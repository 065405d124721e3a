package dev.orrery.reports.diff;

import dev.orrery.profiler.recording.CycleProfile;
import dev.orrery.profiler.recording.CycleProfile.IdealRun;
import dev.orrery.reports.diff.Comparison.Cause;
import dev.orrery.reports.text.Bottlenecks;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the first recording said that could be gained: its program on the same core with one
 * mechanism made ideal, the one whose cycles the second recording has fewest of, compared.
 *
 * @param cause whose cycles it is about
 * @param meaning what the core has then
 * @param settings the parameters that say so
 * @param cycles that the first program takes then
 */
public record Estimate(String cause, String meaning, String settings, long cycles) {

  /** The estimate to hold a change against; null if it made no cause cheaper that has one. */
  static @Nullable Estimate of(CycleProfile a, List<Cause> causes) {
    Cause cheaper =
        causes.stream()
            .filter(c -> c.cycles().difference() < 0)
            .min(Comparator.comparingLong(c -> c.cycles().difference()))
            .orElse(null);
    for (IdealRun r : a.ideals()) {
      String cause = a.causes().get(r.cause()).name();
      if (cheaper != null && cause.equals(cheaper.name()) && r.cycles() < a.cycles()) {
        return new Estimate(cause, r.meaning(), Bottlenecks.settings(r), r.cycles());
      }
    }
    return null;
  }
}
