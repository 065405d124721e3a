package dev.orrery.profiler.bench;

import org.jspecify.annotations.Nullable;

/** Stands by a process that is timed and can be talked to, such as an emulator with a monitor. */
public interface Attendant {
  /** Of a process that nobody talks to. */
  Attendant NONE = () -> Visit.NONE;

  /** Begins, right after the process was started; does not wait. */
  Visit attend();

  /** One process that is stood by. */
  interface Visit extends AutoCloseable {
    /** Says and does nothing. */
    Visit NONE =
        new Visit() {
          @Override
          public long released() {
            return 0;
          }

          @Override
          public @Nullable String trouble() {
            return null;
          }

          @Override
          public void close() {}
        };

    /** What {@link System#nanoTime} was when the process was told to begin; 0 if it was not. */
    long released();

    /**
     * What went wrong with the process, in a sentence without an end; null if nothing did. Known
     * after {@link #close}.
     */
    @Nullable String trouble();

    /** Ends, as the process has; a second time does nothing. */
    @Override
    void close();
  }
}
