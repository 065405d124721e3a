package dev.orrery.reports.text;

import dev.orrery.profiler.recording.BlockProfile;
import dev.orrery.profiler.recording.Profile;
import java.util.Arrays;

/** How few instructions of the program make up how much of the run. */
public final class Concentration {
  /** By rank: instructions retired by the hottest, the two hottest and so on. */
  private final long[] cumulative;

  /** The concentration of {@code profile}. */
  public Concentration(Profile profile) {
    cumulative =
        profile.blocks().stream()
            .flatMap(b -> b.code().stream())
            .mapToLong(BlockProfile.Instruction::count)
            .map(n -> -n)
            .sorted()
            .map(n -> -n)
            .toArray();
    Arrays.parallelPrefix(cumulative, Long::sum);
  }

  /** Distinct instructions that ran. */
  public int size() {
    return cumulative.length;
  }

  /** Instructions retired altogether. */
  public long total() {
    return cumulative.length == 0 ? 0 : cumulative[cumulative.length - 1];
  }

  /** Instructions retired by the {@code n} hottest, {@code n} from 1 to {@link #size}. */
  public long ofHottest(int n) {
    return cumulative[n - 1];
  }

  /** How many of the hottest it takes for {@code share} of the run, 0 to 1. */
  public int neededFor(double share) {
    double goal = share * total();
    for (int i = 0; i < cumulative.length; i++) {
      if (cumulative[i] >= goal) {
        return i + 1;
      }
    }
    return cumulative.length;
  }
}
