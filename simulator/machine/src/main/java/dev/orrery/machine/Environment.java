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
   * {@code stop} tells of; serving a system call moves it on.
   *
   * @return null to go on, else why not
   */
  @Nullable Ending serve(Hart hart, Stop stop);

  /** The count of retired instructions at which {@link #event} wants to be called. */
  default long nextEvent() {
    return NO_EVENT;
  }

  /**
   * The count of {@link #nextEvent} is reached.
   *
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
