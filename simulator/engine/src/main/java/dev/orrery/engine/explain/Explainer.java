package dev.orrery.engine.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Collects what an engine says of its translations of some guest code, in the order in which they
 * were made. Give it to the engine with its options, run the engine, then ask. An explained region
 * counts in its code what is executed, if that is wanted; all others are as they always are.
 */
public final class Explainer {
  /** Most translations that are kept: a guest may change its code again and again. */
  private static final int MOST = 64;

  /** Most refusals that differ. */
  private static final int MOST_REFUSALS = 256;

  /** What is known of a translation. */
  private record Entry(String className, Function<@Nullable String, Translation> made) {}

  private final long start;
  private final long end;
  private final boolean counts;
  private final LongSupplier clock;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, String> forgotten = new LinkedHashMap<>();
  private final Map<Refusal, Integer> refusals = new LinkedHashMap<>();
  private int omitted;
  private @Nullable CodeState state;

  /**
   * Of code from {@code start} to {@code end} (not included, unsigned).
   *
   * @param counts whether explained regions count; if not, their code is exactly what it would be
   *     without an explanation
   * @param clock nanoseconds of the host, as {@link System#nanoTime}
   */
  public Explainer(long start, long end, boolean counts, LongSupplier clock) {
    this.start = start;
    this.end = end;
    this.counts = counts;
    this.clock = clock;
  }

  /** Nanoseconds of the host from some moment on. */
  public long nanos() {
    return clock.getAsLong();
  }

  /** Whether code from {@code from} to {@code to} (not included) is explained, in part at least. */
  public boolean covers(long from, long to) {
    return Long.compareUnsigned(from, end) < 0 && Long.compareUnsigned(to, start) > 0;
  }

  /** Whether explained regions count. */
  public boolean counts() {
    return counts;
  }

  /** Whether another translation is wanted; counts it as omitted if not. */
  public synchronized boolean wantsMore() {
    if (entries.size() < MOST) {
      return true;
    }
    omitted++;
    return false;
  }

  /** The engine knows the code that it runs. */
  public void attach(CodeState state) {
    this.state = state;
  }

  /**
   * A translation was made.
   *
   * @param className name of its class
   * @param made gives its present state, if it is told why it was forgotten or null
   */
  public synchronized void translated(
      String className, Function<@Nullable String, Translation> made) {
    entries.add(new Entry(className, made));
  }

  /** None was made. */
  public synchronized void refused(Refusal refusal) {
    if (refusals.containsKey(refusal) || refusals.size() < MOST_REFUSALS) {
      refusals.merge(refusal, 1, Integer::sum);
    }
  }

  /** A translation is not used any more. */
  public synchronized void forgotten(String className, String why) {
    if (entries.stream().anyMatch(e -> e.className.equals(className))) {
      forgotten.put(className, why);
    }
  }

  /** The translations that hold code that is explained, the first {@value #MOST}. */
  public synchronized List<Translation> translations() {
    return entries.stream().map(e -> e.made.apply(forgotten.get(e.className))).toList();
  }

  /** How many more translations there were than {@link #translations()} has. */
  public synchronized int omitted() {
    return omitted;
  }

  /** Why translations were not made, with how often that was decided. */
  public synchronized Map<Refusal, Integer> refusals() {
    return new LinkedHashMap<>(refusals);
  }

  /** The blocks that there are now of the code that is explained, by address. */
  public List<BlockState> blocks() {
    CodeState known = state;
    return known == null
        ? List.of()
        : known.blocks(start, end).stream()
            .sorted(Comparator.comparing(BlockState::pc, Long::compareUnsigned))
            .toList();
  }

  /** What the engine says of the code that it runs; null if it has run none or does not explain. */
  public @Nullable CodeState state() {
    return state;
  }
}
