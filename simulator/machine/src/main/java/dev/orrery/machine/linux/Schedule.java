package dev.orrery.machine.linux;

import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import org.jspecify.annotations.Nullable;

/**
 * In what order a program's threads take turns, and how long a turn may be. Without a seed they
 * take turns in the order in which they became ready, each for {@code quantum} instructions. With
 * one, the next thread is drawn from those that are ready, and the length of its turn from 1 to
 * twice the quantum: other seeds are other orders that a real machine might have shown.
 *
 * @param seed of the draws; null for none
 * @param quantum instructions of a turn, 1 to {@link #MAX_QUANTUM}
 */
public record Schedule(@Nullable Long seed, long quantum) {
  /** The longest turn that may be asked for. */
  public static final long MAX_QUANTUM = 1_000_000_000_000L;

  /** Short enough that threads overlap in small programs, long enough to cost nothing. */
  private static final long USUAL_QUANTUM = 20_000;

  /** In order, for turns of 20,000 instructions. */
  public static final Schedule USUAL = new Schedule(null, USUAL_QUANTUM);

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if the quantum is out of it
   */
  public Schedule {
    if (quantum < 1 || quantum > MAX_QUANTUM) {
      throw new IllegalArgumentException("no length of a turn: " + quantum);
    }
  }

  /**
   * A schedule as it is written on the command line: {@code SEED}, {@code SEED,QUANTUM} or {@code
   * fair,QUANTUM}.
   *
   * @throws OrreryException if it is none
   */
  public static Schedule parse(String text) {
    int comma = text.indexOf(',');
    String order = comma < 0 ? text : text.substring(0, comma);
    try {
      long quantum = comma < 0 ? USUAL_QUANTUM : Long.parseLong(text.substring(comma + 1));
      return new Schedule(order.equals("fair") ? null : Long.valueOf(order), quantum);
    } catch (IllegalArgumentException e) {
      throw new OrreryException(
          ExitCode.USAGE,
          ("--schedule '%s': write a seed and the instructions of a turn, such as 7 or 7,500;"
                  + " fair,500 for turns in order of just that length")
              .formatted(text),
          e);
    }
  }

  /** What {@link #parse} reads. */
  @Override
  public String toString() {
    return (seed == null ? "fair" : seed.toString()) + "," + quantum;
  }
}
