package dev.orrery.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Host memory in which a guest's pages lie as they do in its address space, and which of them its
 * instructions may access directly. Going from a guest address to a host address is then an
 * addition that does not wait for a look-up; whether the access is allowed is tested beside it.
 *
 * <p>The memory is reserved, and costs nothing until it is touched. A page may be allowed when
 * whoever owns the window has cleared or filled it, and no longer than it means what its address
 * says.
 */
public final class MemoryWindow {
  /** Smaller ones are not worth it. */
  private static final long LEAST = 1L << 24;

  /**
   * The system property that bounds how many bytes are reserved. A JVM that makes an archive writes
   * to all memory that is asked for.
   */
  public static final String MOST_PROPERTY = "orrery.window.most";

  /** Every change of what is allowed is told to all of them. */
  private static final int MOST_SPANS = 32;

  private final long bytes;
  private final long base;
  private final long readable;
  private final long writable;
  private final List<MemorySpan> spans = new ArrayList<>();

  /**
   * How often something was withdrawn that code may have relied on: pages of a span, or the code
   * itself. Public because generated code compares it with what it was.
   */
  public int withdrawals;

  private MemoryWindow(long bytes, long block) {
    this.bytes = bytes;
    long pages = bytes >>> MemoryPort.PAGE_SHIFT;
    this.base = Math.ceilDiv(block, MemoryPort.PAGE_SIZE) * MemoryPort.PAGE_SIZE;
    // Pages before and behind are never allowed, so that the distance of one needs no test.
    long tables = HostAccess.allocate(2 * pages + 8);
    this.readable = tables + 2;
    this.writable = readable + pages + 2;
    HostAccess.whenUnreachable(
        this,
        () -> {
          HostAccess.free(block);
          HostAccess.free(tables);
        });
  }

  /**
   * A window on the first addresses of an address space.
   *
   * @param bytes how much is wanted, a power of two of at least 16 MiB; where the host refuses to
   *     reserve so much, the window is smaller, and the rest is reached on the slow path
   * @throws OutOfMemoryError if the host does not even have 16 MiB
   */
  public static MemoryWindow reserve(long bytes) {
    long most = Math.max(LEAST, Long.getLong(MOST_PROPERTY, Long.MAX_VALUE));
    for (long size = Math.min(bytes, Long.highestOneBit(most)); ; size >>>= 1) {
      try {
        return new MemoryWindow(size, HostAccess.reserve(size + 2 * MemoryPort.PAGE_SIZE));
      } catch (OutOfMemoryError e) {
        if (size <= LEAST) {
          throw e;
        }
      }
    }
  }

  /** How many addresses, from 0, it is for: a power of two. */
  public long bytes() {
    return bytes;
  }

  /** Host address of guest address 0. */
  public long base() {
    return base;
  }

  /**
   * Host address of a table of bytes, one for each page: not 0 where loads are allowed. There is
   * one more at each end, for the page before and the page behind.
   */
  public long readable() {
    return readable;
  }

  /** The same for stores. */
  public long writable() {
    return writable;
  }

  /** Whether {@code address} is one that the window is for. */
  public boolean holds(long address) {
    return Long.compareUnsigned(address, bytes) < 0;
  }

  /** Host address of an address that the window {@link #holds}. */
  public long host(long address) {
    return base + address;
  }

  /** Loads from the page of {@code address} may go directly to it; without effect outside. */
  public void allowLoads(long address) {
    set(readable, address, 1);
  }

  /** Stores to the page of {@code address} may go directly to it; without effect outside. */
  public void allowStores(long address) {
    set(writable, address, 1);
  }

  /** The next store to the page of {@code address} takes the slow path. */
  public void forbidStores(long address) {
    set(writable, address, 0);
  }

  private void set(long table, long address, int value) {
    if (holds(address)) {
      long page = address >>> MemoryPort.PAGE_SHIFT;
      HostAccess.set8(table + page, (byte) value);
      for (MemorySpan s : spans) {
        if (s.isOf(table)) {
          if (value == 0) {
            forbid(s, page, page + 1);
          } else {
            s.allow(page);
          }
        }
      }
    }
  }

  /**
   * The span around an address.
   *
   * @param table {@link #readable} or {@link #writable}
   * @return null if the page of {@code address} is not allowed, or there are too many spans
   */
  public @Nullable MemorySpan span(long table, long address) {
    long page = address >>> MemoryPort.PAGE_SHIFT;
    if (!holds(address) || HostAccess.get8(table + page) == 0) {
      return null;
    }
    for (MemorySpan s : spans) {
      if (s.isOf(table) && s.holds(page)) {
        return s;
      }
    }
    if (spans.size() == MOST_SPANS) {
      return null;
    }
    MemorySpan made = new MemorySpan(table, page);
    spans.add(made);
    return made;
  }

  /** Nothing is allowed any more in the pages from {@code start} to {@code end} (not included). */
  public void forbid(long start, long end) {
    if (holds(start)) {
      long first = start >>> MemoryPort.PAGE_SHIFT;
      long last = (holds(end - 1) ? end - 1 : bytes - 1) >>> MemoryPort.PAGE_SHIFT;
      HostAccess.clear(readable + first, last - first + 1);
      HostAccess.clear(writable + first, last - first + 1);
      for (MemorySpan s : spans) {
        forbid(s, first, last + 1);
      }
    }
  }

  private void forbid(MemorySpan span, long from, long to) {
    if (span.forbid(from, to)) {
      withdraw();
    }
  }

  /** Something that code may have relied on holds no more. */
  public void withdraw() {
    withdrawals++;
  }
}
