package dev.orrery.spec.model;

/** Where a decoder finds the bytes of instructions. */
@FunctionalInterface
public interface CodeBytes {
  /**
   * The bytes at {@code address}, the first one lowest.
   *
   * @param bytes how many: 1, 2, 4 or 8
   * @throws RuntimeException of the implementation's choice if there are none
   */
  long fetch(long address, int bytes);
}
