package dev.orrery.machine;

import dev.orrery.engine.Hart;
import dev.orrery.engine.Stop;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds a program: an operating system's interface, or a board. It is asked whenever the
 * engine cannot go on, and at the times it wants to be asked.
 */
public interface Environment {

  /** {@link #nextEvent} when nothing is waiting to happen. */
  long NO_EVENT = Long.MAX_VALUE;

  /**
   * Serves a trap, a fault or a device's request. The hart is at the instruction boundary that
   * {@code stop} tells of; serving a system call moves it on, unless the call waits: then the hart
   * stays where it is, and an {@link #event} completes the call. No other hart is changed.
   *
   * @return null to go on, else why not
   */
  @Nullable Ending serve(Hart hart, Stop stop);

  /**
   * The hart whose turn it is. Asked after each {@link #serve} and {@link #event}; a hart whose
   * turn begins knows what the others have done: see {@link Hart#elsewhere}.
   *
   * @param last whose turn it was
   */
  default Hart running(Hart last) {
    return last;
  }

  /** Says whom to tell of harts that begin and end, the first hart excepted. */
  default void watchHarts(HartWatch watch) {}

  /** Told of harts. */
  interface HartWatch {
    /** The hart of {@code thread} will have turns. */
    default void begins(ThreadView thread) {}

    /** The hart of {@code thread} will have no turn any more. */
    void ends(ThreadView thread);
  }

  /** The program's threads as they are now, by ID; empty if there is no such thing here. */
  default List<ThreadView> threads() {
    return List.of();
  }

  /** The machine's virtual time, see {@link Hart#time}, at which {@link #event} is to be called. */
  default long nextEvent() {
    return NO_EVENT;
  }

  /**
   * The time of {@link #nextEvent} is reached.
   *
   * @param hart whose turn it is; no other hart is changed
   * @return null to go on, else why not
   */
  default @Nullable Ending event(Hart hart) {
    return null;
  }

  /**
   * Says when to stop waiting for the host, for example for input. What was being served is then
   * left undone, and {@link #serve} returns null.
   */
  default void giveUpWhen(BooleanSupplier impatient) {}

  /**
   * What the user may want to know of a run that has ended, each a sentence.
   *
   * @param failed whether the program did not end well, so that everything unusual may be of use
   */
  default List<String> notes(boolean failed) {
    return List.of();
  }

  /** The run is over, whatever the reason: gives up what is held of the host's. */
  default void close() {}
}
