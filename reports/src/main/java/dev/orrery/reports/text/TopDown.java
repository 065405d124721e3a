package dev.orrery.reports.text;

import dev.orrery.profiler.recording.CycleProfile;
import dev.orrery.profiler.recording.CycleProfile.CauseCycles;
import dev.orrery.spec.core.Category;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cycles by category: what kind they are, whatever the core calls its causes. They add up to
 * all cycles, as each cause has one category or stands among those without.
 */
public final class TopDown {
  /** Where causes stand whose table says no category. */
  private static final String OTHER = "other";

  private TopDown() {}

  /**
   * The cycles of a category.
   *
   * @param name as core tables write it
   * @param meaning what it is, in a few words
   * @param causes its causes with cycles, most first
   */
  public record Share(String name, String meaning, long cycles, List<CauseCycles> causes) {}

  /** The categories with cycles, in the order of {@link Category}; none if no table says any. */
  public static List<Share> of(CycleProfile profile) {
    if (profile.causes().stream().noneMatch(c -> Category.of(c.category()) != null)) {
      return List.of();
    }
    List<Share> shares = new ArrayList<>();
    for (Category category : Category.values()) {
      add(profile, category, shares);
    }
    add(profile, null, shares);
    return shares;
  }

  private static void add(CycleProfile profile, @Nullable Category category, List<Share> shares) {
    List<CauseCycles> causes =
        profile.causes().stream()
            .filter(c -> c.cycles() > 0 && Category.of(c.category()) == category)
            .sorted((a, b) -> Long.compare(b.cycles(), a.cycles()))
            .toList();
    if (!causes.isEmpty()) {
      shares.add(
          new Share(
              category == null ? OTHER : category.text(),
              category == null ? "causes without a category" : category.meaning(),
              causes.stream().mapToLong(CauseCycles::cycles).sum(),
              causes));
    }
  }
}
