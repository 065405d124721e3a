package dev.orrery.machine.linux;

import java.util.function.Supplier;

/** What a thread waits for inside a system call, and how the call then goes on. */
final class Wait {
  /** No time limit. */
  static final long NEVER = Long.MAX_VALUE;

  /** No descriptor. */
  static final int NO_TERMINAL = -1;

  /** How a wait can end. */
  enum End {
    /** What was waited for may have come. */
    WOKEN,
    /** The deadline is reached. */
    TIMEOUT,
    /** A signal is there that the thread does not block, or for which it waits. */
    SIGNAL
  }

  /** The rest of a system call. */
  interface Rest {
    /**
     * Goes on with the call; may wait again by throwing {@link Blocked}.
     *
     * @return the call's result, negative for an error
     */
    long after(End end);
  }

  private final Supplier<String> what;
  private final Rest rest;
  private long deadline = NEVER;
  private long signals;
  private boolean files;
  private int terminal = NO_TERMINAL;
  private boolean patient;
  private Runnable over = () -> {};

  /**
   * A wait without a time limit.
   *
   * @param what is waited for, to be put behind "waits for"
   */
  Wait(String what, Rest rest) {
    this(() -> what, rest);
  }

  /** The same with words that are only put together for who asks. */
  Wait(Supplier<String> what, Rest rest) {
    this.what = what;
    this.rest = rest;
  }

  /** Ends at a time of {@link VirtualClock}, unless that is {@link #NEVER}. */
  Wait until(long instant) {
    deadline = instant;
    return this;
  }

  /** Ends also for these signals, though they are blocked. */
  Wait forSignals(long set) {
    signals = set;
    return this;
  }

  /** Ends whenever another thread did something to a file. */
  Wait forFiles() {
    files = true;
    return this;
  }

  /**
   * Ends when there is input at a terminal.
   *
   * @param patiently whether time stands still for a person, when nobody else can run
   */
  Wait forInput(int descriptor, boolean patiently) {
    terminal = descriptor;
    patient = patiently;
    return this;
  }

  /** Has {@code action} done when the wait ends, however that is. */
  Wait whenOver(Runnable action) {
    over = action;
    return this;
  }

  String what() {
    return what.get();
  }

  Rest rest() {
    return rest;
  }

  long deadline() {
    return deadline;
  }

  long signals() {
    return signals;
  }

  boolean files() {
    return files;
  }

  int terminal() {
    return terminal;
  }

  boolean patient() {
    return patient;
  }

  void end() {
    over.run();
  }
}
