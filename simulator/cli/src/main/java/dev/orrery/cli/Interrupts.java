package dev.orrery.cli;

import dev.orrery.machine.Machine;
import java.util.concurrent.CountDownLatch;

/**
 * Makes Ctrl-C stop the machine, so that what was found so far is still reported. While one is open
 * the JVM's shutdown waits for it to be closed and for the report; a second Ctrl-C is the system's.
 */
final class Interrupts implements AutoCloseable {
  /** What a shell says of a command that Ctrl-C ended. */
  static final int STATUS = 130;

  private static final long PATIENCE_MILLIS = 10_000;

  private final Thread hook;

  /** Watches for Ctrl-C on behalf of {@code machine}. */
  Interrupts(Machine machine) {
    this(machine::interrupt);
  }

  /**
   * Watches for Ctrl-C.
   *
   * @param stop makes what the current thread does end soon; called from another thread
   */
  Interrupts(Runnable stop) {
    Thread main = Thread.currentThread();
    CountDownLatch never = new CountDownLatch(1);
    hook =
        new Thread(
            () -> {
              stop.run();
              try {
                // The main thread reports and then exits, which ends the JVM under this wait.
                main.join(PATIENCE_MILLIS);
              } catch (InterruptedException e) {
                never.countDown();
              }
            },
            "orrery-interrupt");
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      stop.run(); // the signal came before there was anything to stop
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The shutdown is under way: the hook is waiting for this thread to finish.
    }
  }
}
