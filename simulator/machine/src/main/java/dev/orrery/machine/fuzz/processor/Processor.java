package dev.orrery.machine.fuzz.processor;

import dev.orrery.engine.Hart;
import dev.orrery.engine.random.World;
import org.jspecify.annotations.Nullable;

/**
 * Something that is no engine of ours and runs a guest in a {@link World} without a device, from a
 * state that it is given to the next trap or fault.
 */
public interface Processor extends AutoCloseable {
  /** What reports call it. */
  String name();

  /** What the page that cannot be written holds, whatever a program says. */
  byte[] constants();

  /**
   * Runs.
   *
   * @param from where to start: its registers and program counter. Left as it is
   * @param pages what memory holds, in the order of {@link World#PAGES}; null for what the last run
   *     left there
   * @param to gets the registers and the program counter of the instruction that did not complete
   * @param left gets what memory holds then
   * @return why it stopped; null if it was not heard of again, and must be given pages next time
   */
  @Nullable Arrival run(Hart from, byte @Nullable [] pages, Hart to, byte[] left);

  /**
   * Why it stopped.
   *
   * @param signal number of the signal that Linux made of it
   * @param address that the signal tells, for a fault; it may not be known, and is 0 then
   */
  record Arrival(int signal, long address) {}

  @Override
  void close();
}
