package dev.orrery.machine.validate;

import java.util.ArrayList;
import java.util.List;

/**
 * The program on all sides, at the same number of instructions.
 *
 * <p>All sides pause at every multiple of the pace, and wherever else they are told to. An engine
 * that is right does not care where it pauses; one that is wrong may, so that a replay goes through
 * the same pauses.
 */
final class Lockstep implements AutoCloseable {
  /** Guests with more memory leave much to the garbage collector when they are done. */
  private static final long LARGE = 64L << 20;

  private final VisibleState state;
  private final long pace;
  private final List<Replica> replicas = new ArrayList<>();
  private long at;

  Lockstep(Subject subject, List<Side> sides, VisibleState state, long pace) {
    this.state = state;
    this.pace = pace;
    for (Side side : sides) {
      replicas.add(new Replica(subject, side));
    }
  }

  /** One for each side. */
  List<Replica> replicas() {
    return replicas;
  }

  /** How far all have run that are not over. */
  long at() {
    return at;
  }

  /** Runs on to {@code to} instructions. */
  void advance(long to) {
    while (at < to && !over()) {
      at = Math.min(to, (at / pace + 1) * pace);
      for (Replica r : replicas) {
        r.advance(at);
      }
    }
    at = to;
  }

  /** Whether the program has ended on all sides. */
  boolean over() {
    return replicas.stream().allMatch(Replica::over);
  }

  /** Whether all sides are in the same state. */
  boolean agrees() {
    Replica first = replicas.getFirst();
    for (Replica r : replicas.subList(1, replicas.size())) {
      if (!state.same(first, r)) {
        return false;
      }
    }
    return first.failure() == null;
  }

  /** Whether all sides are where the first is, with the same registers: a quick look. */
  boolean agreesOnRegisters() {
    Replica first = replicas.getFirst();
    for (Replica r : replicas) {
      if (!state.sameRegisters(first, r)) {
        return false;
      }
    }
    return true;
  }

  /** Bytes of the memory that the largest replica uses. */
  long residentBytes() {
    return replicas.stream().mapToLong(r -> r.machine().memory().residentBytes()).max().orElse(0);
  }

  @Override
  public void close() {
    boolean large = residentBytes() > LARGE;
    replicas.forEach(Replica::close);
    replicas.clear();
    if (large) {
      System
          .gc(); // native memory is given back when nobody can reach it; the heap does not show it
    }
  }
}
