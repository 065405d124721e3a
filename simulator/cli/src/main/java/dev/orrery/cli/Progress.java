package dev.orrery.cli;

import dev.orrery.machine.Machine;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows that a long run goes on: millions of instructions so far, on a terminal only. */
final class Progress implements AutoCloseable {
  private static final int INTERVAL_MILLIS = 250;
  private static final long DELAY_MILLIS = 1000;
  private static final long MILLION = 1_000_000;

  private final @Nullable Thread watcher;

  private Progress(@Nullable Thread watcher) {
    this.watcher = watcher;
  }

  /** Starts showing, unless nobody watches or it was to be quiet. */
  static Progress of(Console console, RunOptions options, Machine machine) {
    if (!console.errTerminal() || options.quiet) {
      return new Progress(null);
    }
    Thread thread = new Thread(() -> show(console, options, machine), "orrery-progress");
    thread.setDaemon(true);
    thread.start();
    return new Progress(thread);
  }

  private static void show(Console console, RunOptions options, Machine machine) {
    try {
      Thread.sleep(DELAY_MILLIS);
      long most = options.maxInsns == null ? -1 : options.maxInsns / MILLION;
      try (ProgressBar bar =
          new ProgressBarBuilder()
              .setTaskName("profiling")
              .setUnit(" M insns", 1)
              .setInitialMax(most)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(INTERVAL_MILLIS)
              .setConsumer(new ConsoleProgressBarConsumer(console.err(), console.columns()))
              .clearDisplayOnFinish()
              .build()) {
        while (!Thread.currentThread().isInterrupted()) {
          // Read without synchronisation: a number that is a little old does no harm here.
          bar.stepTo(machine.retired() / MILLION);
          Thread.sleep(INTERVAL_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    if (watcher != null) {
      watcher.interrupt();
      try {
        watcher.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
