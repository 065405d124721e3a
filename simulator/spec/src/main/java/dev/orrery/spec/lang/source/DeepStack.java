package dev.orrery.spec.lang.source;

import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import java.util.concurrent.atomic.AtomicReference;

/** Runs what descends into texts: whatever thread asks for it, there is room enough. */
public final class DeepStack {
  /** Expressions and macros are nested at most some hundred deep, several frames each. */
  private static final long BYTES = 64L << 20;

  private DeepStack() {}

  /**
   * Runs {@code work} on a thread of its own and waits for it; what it throws is thrown here.
   *
   * @param doing what it does, for example {@code assembling a.s}
   * @throws OrreryException if waiting is interrupted
   */
  public static void run(String doing, Runnable work) {
    AtomicReference<Throwable> failed = new AtomicReference<>();
    Thread thread = new Thread(null, work, doing, BYTES);
    thread.setUncaughtExceptionHandler((t, e) -> failed.set(e));
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OrreryException(ExitCode.INTERNAL, "interrupted while " + doing, e);
    }
    switch (failed.get()) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }
}
