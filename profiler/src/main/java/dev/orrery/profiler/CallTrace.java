package dev.orrery.profiler;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When functions were active. Kept are the calls that lasted longest: whenever there are too many,
 * those that are shorter than a limit, which doubles, are dropped. A call's callers last longer
 * than it does, so they are there as well.
 */
final class CallTrace {
  /** Calls kept at most; at least half of them, if there were so many. */
  static final int MOST = 1 << 11;

  private List<Span> spans = new ArrayList<>();
  private final Map<ShadowStack, Integer> threads = new HashMap<>();
  private long shortest;

  /**
   * A call that has ended.
   *
   * @param depth calls between it and the outermost function of its thread
   * @param function by its number in the function table
   * @param start the machine's time
   * @param instructions of all harts until it ended
   * @param startCycle cycles that had passed
   * @param cycles until it ended
   */
  record Span(
      ShadowStack stack,
      int depth,
      int function,
      long start,
      long instructions,
      long startCycle,
      long cycles) {}

  /** A call has ended that is not shorter than {@link #shortest}. */
  void ended(Span span) {
    spans.add(span);
    while (spans.size() > MOST) {
      shortest = Math.max(2, 2 * shortest);
      spans = new ArrayList<>(spans.stream().filter(s -> s.instructions >= shortest).toList());
    }
  }

  /** The thread of a stack is known by {@code id}. */
  void named(ShadowStack stack, int id) {
    threads.put(stack, id);
  }

  /** The calls kept, in the order in which they ended. */
  List<Span> spans() {
    return spans;
  }

  /** What the thread of a stack is known by. */
  int thread(ShadowStack stack) {
    return threads.getOrDefault(stack, 0);
  }

  /** Instructions of the shortest call that is kept; those that are shorter were dropped. */
  long shortest() {
    return shortest;
  }
}
