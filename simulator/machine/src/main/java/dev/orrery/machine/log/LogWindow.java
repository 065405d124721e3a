package dev.orrery.machine.log;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which instructions are logged: from a start on, so many of them, and only those in some places.
 *
 * @param skip the log starts after this many instructions of all harts, system calls included
 * @param start it does not start before the instruction at this address is reached; null for any
 * @param count it ends after this many lines
 * @param places only instructions in one of these are logged; empty for anywhere
 */
public record LogWindow(long skip, @Nullable Long start, long count, List<AddressRange> places) {
  /** Every instruction. */
  public static final LogWindow ALL = new LogWindow(0, null, Long.MAX_VALUE, List.of());

  public LogWindow {
    places = List.copyOf(places);
    if (skip < 0 || count < 0) {
      throw new IllegalArgumentException("negative count of instructions");
    }
  }

  /**
   * Addresses of code.
   *
   * @param first the lowest one
   * @param last the highest one, included
   */
  public record AddressRange(long first, long last) {
    /** Whether {@code address} is one of them. */
    public boolean contains(long address) {
      return Long.compareUnsigned(address, first) >= 0 && Long.compareUnsigned(address, last) <= 0;
    }
  }

  /** Whether an instruction at {@code pc} is in one of the places. */
  boolean isPlace(long pc) {
    for (AddressRange r : places) {
      if (r.contains(pc)) {
        return true;
      }
    }
    return places.isEmpty();
  }
}
