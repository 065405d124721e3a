package dev.orrery.engine.timing.memo;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a core's small states hold between two blocks. Each is there once, so that the same states
 * are the same object.
 */
final class Configuration {
  /** In the place of the value of a cell that is not part of it: its memory says what it holds. */
  static final long ELSEWHERE = Long.MIN_VALUE;

  private final long[] values;
  private final int hash;
  private final Map<MemoBlock, Action> first = new HashMap<>();
  private long number;

  /**
   * That of these values.
   *
   * @param values by number of the cell: a number, or how far a time is after the cycle reached
   */
  Configuration(long[] values) {
    this.values = values;
    this.hash = Arrays.hashCode(values);
  }

  /** It is met for the first time, and is called {@code number} from now on. */
  void called(long number) {
    this.number = number;
  }

  /** What {@link #called} has said. */
  long number() {
    return number;
  }

  /** The value of the cell with that number; {@link #ELSEWHERE} if it is not part of this. */
  long value(int cell) {
    return values[cell];
  }

  /** What {@code block} does first; null if that is not known. */
  @Nullable Action first(MemoBlock block) {
    return first.get(block);
  }

  /** That is what {@code block} does first. */
  void begins(MemoBlock block, Action action) {
    first.put(block, action);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Configuration c && Arrays.equals(values, c.values);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
