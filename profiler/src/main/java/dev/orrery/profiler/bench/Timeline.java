package dev.orrery.profiler.bench;

import java.util.List;

/**
 * When a run did what, by the host's clock, from the start of its process. A program tells of
 * itself by lines of its standard output that begin with one of these words; they are not part of
 * its result, and all engines understand them, as they only have to be printed:
 *
 * <ul>
 *   <li>{@code #phase NAME [TICKS]}: from here on it does something that is called so; TICKS is
 *       what the program's own clock shows
 *   <li>{@code #end [TICKS]}: from here on it does nothing that has a name
 *   <li>{@code #latency KIND TICKS:COUNT ...}: how long events of a kind took by the program's own
 *       clock: so many of them so long
 *   <li>{@code #skip NAME WHY}: it leaves out a phase here
 * </ul>
 *
 * @param releasedNanos when an emulator that had waited was told to begin; negative if none did
 * @param firstOutputNanos when the first byte was printed; negative if none was
 * @param marks the beginnings and ends of phases, in order
 * @param latencies what the program measured by itself
 * @param left the phases that it left out
 * @param endNanos when its output ended; 0 if nobody watched
 */
public record Timeline(
    long releasedNanos,
    long firstOutputNanos,
    List<Mark> marks,
    List<Latency> latencies,
    List<Left> left,
    long endNanos) {

  /** Of a run that nobody watched. */
  public static final Timeline NONE = new Timeline(-1, -1, List.of(), List.of(), List.of(), 0);

  public Timeline {
    marks = List.copyOf(marks);
    latencies = List.copyOf(latencies);
    left = List.copyOf(left);
  }

  /**
   * Where a phase begins.
   *
   * @param name what it is called; empty where the one before ends and none begins
   * @param nanos when the line arrived
   * @param ticks the program's clock; negative if it does not say
   */
  public record Mark(String name, long nanos, long ticks) {}

  /**
   * How long events took by the program's clock.
   *
   * @param kind what they are
   * @param ticks lengths
   * @param counts how many were that long, one for each length
   */
  public record Latency(String kind, List<Long> ticks, List<Long> counts) {
    public Latency {
      ticks = List.copyOf(ticks);
      counts = List.copyOf(counts);
    }

    /** How many events there were. */
    public long count() {
      return counts.stream().mapToLong(c -> c).sum();
    }
  }

  /** A phase that was left out, and why. */
  public record Left(String name, String why) {}

  /** Nanoseconds of a phase, all times it was entered; negative if it was not. */
  public long phaseNanos(String name) {
    long sum = 0;
    boolean found = false;
    for (int i = 0; i < marks.size(); i++) {
      if (marks.get(i).name().equals(name)) {
        found = true;
        sum += (i + 1 < marks.size() ? marks.get(i + 1).nanos() : endNanos) - marks.get(i).nanos();
      }
    }
    return found ? sum : -1;
  }

  /**
   * The same by the program's own clock; negative as well if it does not show it at both ends, or
   * it goes backwards.
   */
  public long phaseTicks(String name) {
    long sum = 0;
    boolean found = false;
    for (int i = 0; i < marks.size(); i++) {
      if (marks.get(i).name().equals(name)) {
        long from = marks.get(i).ticks();
        long to = i + 1 < marks.size() ? marks.get(i + 1).ticks() : -1;
        if (from < 0 || to < from) {
          return -1;
        }
        found = true;
        sum += to - from;
      }
    }
    return found ? sum : -1;
  }

  /**
   * Nanoseconds that a tick of the program's clock takes, between its first and its last mark; 0 if
   * it does not say.
   */
  public double nanosPerTick() {
    List<Mark> timed = marks.stream().filter(m -> m.ticks() >= 0).toList();
    if (timed.size() < 2) {
      return 0;
    }
    Mark first = timed.getFirst();
    Mark last = timed.getLast();
    long ticks = last.ticks() - first.ticks();
    return ticks <= 0 ? 0 : (last.nanos() - first.nanos()) / (double) ticks;
  }
}
