package dev.orrery.machine.mem;

import org.jspecify.annotations.Nullable;

/**
 * A run of mapped pages that are alike.
 *
 * @param start address of the first byte, page-aligned
 * @param end address behind the last byte, page-aligned; compares unsigned
 * @param protection a set of {@link Protection} bits
 * @param label what it is for, for people: {@code [heap]}, a file name, or empty
 * @param handler the device behind it; null for memory
 */
public record Region(
    long start, long end, int protection, String label, @Nullable MmioHandler handler) {

  /** Length in bytes. */
  public long length() {
    return end - start;
  }

  /** Whether {@code address} lies inside. */
  public boolean contains(long address) {
    return Long.compareUnsigned(address, start) >= 0 && Long.compareUnsigned(address, end) < 0;
  }

  Region between(long from, long to) {
    return new Region(from, to, protection, label, handler);
  }

  boolean joins(Region next) {
    return end == next.start
        && protection == next.protection
        && handler == null
        && next.handler == null
        && label.equals(next.label);
  }
}
