package dev.orrery.machine.linux.fs;

import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * What a call gives that is more than a number, or the error instead of it.
 *
 * @param error 0, or a positive {@link dev.orrery.machine.linux.Errno}
 * @param valueOrNull null if there is an error
 * @param <T> what the call gives
 */
public record Result<T>(int error, @Nullable T valueOrNull) {

  static <T> Result<T> of(T value) {
    return new Result<>(0, value);
  }

  static <T> Result<T> error(int errno) {
    return new Result<>(errno, null);
  }

  /** Whether there is a value. */
  public boolean ok() {
    return error == 0;
  }

  /**
   * The value.
   *
   * @throws NoSuchElementException if there is an error instead
   */
  public T value() {
    if (valueOrNull == null) {
      throw new NoSuchElementException("the call failed with error " + error);
    }
    return valueOrNull;
  }
}
