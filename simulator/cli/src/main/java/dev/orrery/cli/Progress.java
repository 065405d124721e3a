package dev.orrery.cli;

import dev.orrery.machine.Machine;
import dev.orrery.spec.diag.SafeText;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows that something long goes on, and how far it is, on a terminal only. */
final class Progress implements AutoCloseable {
  private static final int INTERVAL_MILLIS = 250;
  private static final long DELAY_MILLIS = 1000;
  private static final long MILLION = 1_000_000;

  private final @Nullable Thread watcher;

  private Progress(@Nullable Thread watcher) {
    this.watcher = watcher;
  }

  /** Shows the instructions of a machine that is profiled, in millions. */
  static Progress of(Console console, RunOptions options, Machine machine) {
    long most = options.maxInsns == null ? -1 : options.maxInsns / MILLION;
    return of(
        console, options.quiet, "profiling", "M insns", most, () -> machine.retired() / MILLION);
  }

  /**
   * Starts showing, unless nobody watches or it was to be quiet.
   *
   * @param unit of what {@code done} counts
   * @param most what it counts to; -1 if that is not known
   * @param done asked from another thread
   */
  static Progress of(
      Console console, boolean quiet, String task, String unit, long most, LongSupplier done) {
    return of(console, quiet, task, unit, most, done, () -> "");
  }

  /**
   * The same with a few words about what goes on.
   *
   * @param words asked from another thread
   */
  static Progress of(
      Console console,
      boolean quiet,
      String task,
      String unit,
      long most,
      LongSupplier done,
      Supplier<String> words) {
    if (!console.errTerminal() || quiet) {
      return new Progress(null);
    }
    Thread thread =
        new Thread(() -> show(console, task, unit, most, done, words), "orrery-progress");
    thread.setDaemon(true);
    thread.start();
    return new Progress(thread);
  }

  private static void show(
      Console console,
      String task,
      String unit,
      long most,
      LongSupplier done,
      Supplier<String> words) {
    try {
      Thread.sleep(DELAY_MILLIS);
      try (ProgressBar bar =
          new ProgressBarBuilder()
              .setTaskName(task)
              .setUnit(" " + unit, 1)
              .setInitialMax(most)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(INTERVAL_MILLIS)
              .setConsumer(new ConsoleProgressBarConsumer(console.err(), console.columns()))
              .clearDisplayOnFinish()
              .build()) {
        while (!Thread.currentThread().isInterrupted()) {
          bar.setExtraMessage(" " + SafeText.clean(words.get()));
          bar.stepTo(done.getAsLong());
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
