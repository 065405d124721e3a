package dev.orrery.engine.random;

import dev.orrery.spec.model.BitField;
import org.jspecify.annotations.Nullable;

/** Words with other operands. */
final class Words {
  private Words() {}

  /** {@code word} with another value of a field; null if the value does not fit. */
  static @Nullable Long with(long word, BitField field, long value) {
    try {
      return word & ~field.mask() | field.insert(value);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
