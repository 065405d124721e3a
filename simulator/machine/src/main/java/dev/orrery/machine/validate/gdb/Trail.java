package dev.orrery.machine.validate.gdb;

import dev.orrery.machine.validate.Follower;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Where a replica that goes ahead has been: the addresses from the last meeting on. */
final class Trail {
  /** Addresses that are kept at most: 64 MiB of them. */
  private static final int MOST = 1 << 23;

  private final Follower scout;
  private final long limit;
  private long[] addresses;
  private long start;
  private int length;

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
        && addresses.length < MOST) {
      addresses = Arrays.copyOf(addresses, 2 * addresses.length);
      extend();
      place = rarest();
    }
    return place;
  }

  /** Goes ahead until the trail is full or the program ends. */
  void extend() {
    while (length < addresses.length && !complete()) {
      scout.advance(scout.at() + 1);
      if (!scout.over()) {
        addresses[length++] = scout.pc();
      }
    }
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
  long end() {
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
