package dev.orrery.reports.text;

import dev.orrery.profiler.recording.Profile;
import dev.orrery.profiler.recording.ThreadBlock;
import dev.orrery.profiler.recording.ThreadProfile;
import dev.orrery.spec.diag.SafeText;
import java.util.HashMap;
import java.util.Map;

/** What is said of a thread. */
public final class ThreadText {
  private ThreadText() {}

  /** What to call it, for example {@code worker (1002)} or {@code 37 others}. */
  public static String name(ThreadProfile t) {
    if (t.threads() > 1) {
      return t.threads() + " others";
    }
    return SafeText.shortened(t.name(), 24) + " (" + t.id() + ")";
  }

  /** The function in which it retired most instructions; empty if it retired none. */
  public static String hottest(Profile profile, ThreadProfile t) {
    Map<Integer, Long> self = new HashMap<>();
    for (ThreadBlock b : t.blocks()) {
      self.merge(profile.blocks().get(b.block()).function(), b.instructions(), Long::sum);
    }
    int best = -1;
    for (Map.Entry<Integer, Long> e : self.entrySet()) {
      boolean more = best < 0 || e.getValue() > self.getOrDefault(best, 0L);
      boolean first = best >= 0 && e.getValue().equals(self.get(best)) && e.getKey() < best;
      best = more || first ? e.getKey() : best;
    }
    return best < 0 ? "" : profile.function(best).name();
  }
}
