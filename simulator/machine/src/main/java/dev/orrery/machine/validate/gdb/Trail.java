package dev.orrery.machine.validate.gdb;

import dev.orrery.machine.validate.Follower;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a replica that goes ahead has been: the addresses from the last meeting on. */
final class Trail {
  /** Addresses that are kept at most: 64 MiB of them. */
  private static final int MOST = 1 << 23;

  private final Follower scout;
  private final long limit;
  private long[] addresses;
  private long start;
  private int length;

  /** Where the instruction is that raised something and ended the trail; null if none did. */
  private @Nullable Place raised;

  /**
   * A trail from where a replica stands.
   *
   * @param capacity addresses to hold at first
   * @param limit instructions from the program's first at which it ends
   */
  Trail(Follower scout, int capacity, long limit) {
    this.scout = scout;
    this.limit = limit;
    this.addresses = new long[capacity];
  }

  /**
   * A place to meet.
   *
   * @param times how often it is reached behind the trail's start, at {@code instructions} last
   */
  record Place(long address, int bytes, long times, long instructions) {}

  /**
   * Goes ahead until there is a place that is worth going to, or until it is too far.
   *
   * @param good instructions for each time that a place is reached
   */
  Place next(double good) {
    extend();
    Place place = rarest();
    while ((double) (place.instructions() - start) / place.times() < good
        && !complete()
        && end() == End.OPEN
        && addresses.length < MOST) {
      addresses = Arrays.copyOf(addresses, 2 * addresses.length);
      extend();
      place = rarest();
    }
    return place;
  }

  /** Goes ahead until the trail is full, the environment is asked, or the program ends. */
  void extend() {
    while (length < addresses.length && end() == End.OPEN && !complete()) {
      Place here = new Place(scout.pc(), 0, 1, scout.at());
      scout.advance(scout.at() + 1);
      if (scout.raised()) {
        raised = here;
      } else if (!scout.over()) {
        addresses[length++] = scout.pc();
      }
    }
  }

  /** What comes behind the last address. */
  enum End {
    /** More of the program. */
    OPEN,
    /** An instruction that the environment has a part in. */
    SERVED,
    /** What the environment makes of an instruction that raises something. */
    RAISED
  }

  /** What comes behind its last address. */
  End end() {
    return raised != null
        ? End.RAISED
        : !scout.over() && scout.isNextServed() ? End.SERVED : End.OPEN;
  }

  /** Where the environment is asked: before the instruction there. */
  Place last() {
    Place at = raised;
    long pc = scout.pc();
    return at != null ? at : new Place(pc, scout.lengthAt(pc), 1, scout.at());
  }

  /** Begins anew behind what the environment did. */
  void pass() {
    if (raised == null) {
      scout.advance(scout.at() + 1);
    }
    raised = null;
    length = 0;
    start = scout.at();
  }

  /** Whether nothing comes behind it. */
  boolean complete() {
    return scout.over() || scout.at() >= limit;
  }

  /** How many instructions it has. */
  int length() {
    return length;
  }

  /** Instructions at its end, from the program's first. */
  long instructions() {
    return scout.at();
  }

  /** The place that is farthest for how often it is reached on the way. */
  private Place rarest() {
    Map<Long, Integer> times = new HashMap<>();
    int best = 0;
    double most = 0;
    for (int i = 0; i < length; i++) {
      double instructions = (i + 1.0) / times.merge(addresses[i], 1, Integer::sum);
      if (instructions >= most) {
        most = instructions;
        best = i;
      }
    }
    int n = (int) ((best + 1) / most + 0.5);
    return new Place(addresses[best], scout.lengthAt(addresses[best]), n, start + best + 1);
  }

  /** Begins behind so many instructions from the program's first. */
  void cut(long instructions) {
    int gone = (int) (instructions - start);
    System.arraycopy(addresses, gone, addresses, 0, length - gone);
    Arrays.fill(addresses, length - gone, length, 0);
    length -= gone;
    start = instructions;
  }
}
