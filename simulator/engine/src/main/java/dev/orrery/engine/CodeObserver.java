package dev.orrery.engine;

/** Told when code changes that an {@link AddressSpace} was told to watch. */
@FunctionalInterface
public interface CodeObserver {
  /**
   * Bytes from {@code start} (included) to {@code end}, as unsigned numbers, are about to change or
   * to be watched no more; an {@code end} of 0 is the end of the address space.
   */
  void codeChanged(long start, long end);
}
