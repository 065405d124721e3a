package dev.orrery.machine.linux;

import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * The time that a program sees: a nanosecond for each retired instruction, and what it slept.
 * Starts at a fixed date, so that two runs see the same times.
 */
final class VirtualClock {
  /** 2026-01-01 00:00:00 UTC, in seconds since 1970. */
  static final long EPOCH_SECONDS = 1_767_225_600L;

  static final long NANOS = 1_000_000_000L;

  /** Sleeping gets no further than this, some 70 years on, so that sums of times never overflow. */
  private static final long LAST = 1L << 61;

  private final LongSupplier retired;
  private long slept;

  /**
   * A clock that begins at 0.
   *
   * @param retired instructions that all threads have retired
   */
  VirtualClock(LongSupplier retired) {
    this.retired = retired;
  }

  /** Nanoseconds since the program started. */
  long now() {
    return busy() + slept;
  }

  /** Nanoseconds since 1970, as long as they fit. */
  long realTime() {
    return EPOCH_SECONDS * NANOS + now();
  }

  /** The same as an instant. */
  Instant instant() {
    return Instant.ofEpochSecond(EPOCH_SECONDS + now() / NANOS, now() % NANOS);
  }

  /** Nanoseconds for which instructions ran. */
  long busy() {
    return retired.getAsLong();
  }

  /** Lets time pass up to {@code instant}, which is nothing if it is over. */
  void sleepUntil(long instant) {
    long end = Math.min(instant, LAST);
    if (end > now()) {
      slept = end - busy();
    }
  }

  /** The count of retired instructions at which it will be {@code instant} if nobody sleeps. */
  long retiredAt(long instant) {
    return Math.max(0, instant - slept);
  }
}
