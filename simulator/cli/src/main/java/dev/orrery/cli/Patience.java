package dev.orrery.cli;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * When to give up: after Ctrl-C while this is open, or after a time. What was found until then is
 * still reported.
 */
final class Patience implements BooleanSupplier, AutoCloseable {
  private final long start = System.nanoTime();
  private final @Nullable Duration most;
  private final Interrupts interrupts = new Interrupts(this::interrupt);
  private volatile boolean interrupted;

  /**
   * Begins now.
   *
   * @param most time of the host; null for no limit
   */
  Patience(@Nullable Duration most) {
    this.most = most;
  }

  private void interrupt() {
    interrupted = true;
  }

  /** Whether Ctrl-C was typed. */
  boolean interrupted() {
    return interrupted;
  }

  /** Seconds since the beginning. */
  double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }

  /** Whether it is time to give up; from any thread. */
  @Override
  public boolean getAsBoolean() {
    return interrupted || most != null && System.nanoTime() - start >= most.toNanos();
  }

  @Override
  public void close() {
    interrupts.close();
  }
}
