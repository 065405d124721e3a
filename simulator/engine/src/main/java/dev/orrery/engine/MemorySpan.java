package dev.orrery.engine;

import static dev.orrery.engine.MemoryPort.PAGE_SHIFT;
import static dev.orrery.engine.MemoryPort.PAGE_SIZE;

/**
 * A run of pages of a {@link MemoryWindow} that instructions may all load from, or all store to. It
 * grows and shrinks with what is allowed, and what is in it is always allowed: code that has
 * compared an address with its bounds needs not look at the page.
 *
 * <p>The bounds are public because generated code reads them. They change only where the window's
 * owner takes part, never between two direct accesses.
 */
public final class MemorySpan {
  /** Farther from every address of the window than a span has bytes. */
  private static final long NOWHERE = Long.MIN_VALUE;

  private final long table;

  /** Address of its first byte. */
  public long start;

  /**
   * How many bytes it has: whole pages, and at least one. When nothing is allowed any more, that is
   * one where no memory is.
   */
  public long bytes;

  /**
   * The span around a page that is allowed.
   *
   * @param table host address of a byte for each page that says whether it is; the byte before the
   *     first and the byte behind the last say no
   */
  MemorySpan(long table, long page) {
    this.table = table;
    this.start = page << PAGE_SHIFT;
    extend(page, page);
  }

  /** Whether {@code table} is the one that says what is in it. */
  boolean isOf(long table) {
    return this.table == table;
  }

  /** Whether it holds a page. */
  boolean holds(long page) {
    return first() <= page && page < end();
  }

  private long first() {
    return start >>> PAGE_SHIFT;
  }

  private long end() {
    return start + bytes >>> PAGE_SHIFT;
  }

  /** The table now allows {@code page}. */
  void allow(long page) {
    if (page == end() || page == first() - 1) {
      extend(first(), end());
    }
  }

  /** Makes it as large as the table says, from the pages {@code first} to {@code end} on. */
  private void extend(long first, long end) {
    while (HostAccess.get8(table + end) != 0) {
      end++;
    }
    while (first < end && HostAccess.get8(table + first - 1) != 0) {
      first--;
    }
    start = first << PAGE_SHIFT;
    bytes = end - first << PAGE_SHIFT;
  }

  /**
   * Pages {@code from} to {@code to} (not included) are not allowed any more.
   *
   * @return whether it is smaller now
   */
  boolean forbid(long from, long to) {
    boolean some = from < end() && to > first();
    if (some) {
      bytes = Math.max(0, from - first()) << PAGE_SHIFT;
      if (bytes == 0) {
        start = NOWHERE;
        bytes = PAGE_SIZE;
      }
    }
    return some;
  }
}
