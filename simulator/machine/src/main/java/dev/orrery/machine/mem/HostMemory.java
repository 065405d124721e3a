package dev.orrery.machine.mem;

import dev.orrery.engine.HostAccess;
import dev.orrery.engine.MemoryPort;
import dev.orrery.engine.MemoryWindow;
import java.util.Arrays;

/**
 * The native memory of one address space, handed out page by page: in the window where that is,
 * else wherever there is some. Pages are known by their host address and live as long as this
 * object: whoever uses one holds the object too.
 */
final class HostMemory {
  private static final int PAGE = MemoryPort.PAGE_SIZE;
  private static final long FIRST_CHUNK = 64L << 10;
  private static final long LARGEST_CHUNK = 4L << 20;

  private final long limitPages;

  private long chunkBytes = FIRST_CHUNK;
  private long next;
  private long chunkEnd;
  private long[] freed = new long[16];
  private int freedCount;
  private long usedPages;
  private boolean hostRefused;

  private final Blocks blocks = new Blocks();

  private final MemoryWindow window;

  HostMemory(long limitBytes, MemoryWindow window) {
    this.window = window;
    this.limitPages = limitBytes >>> MemoryPort.PAGE_SHIFT;
    HostAccess.whenUnreachable(this, blocks);
  }

  /** A page of zeros for {@code address}, or 0 when the limit or the host's memory is exhausted. */
  long allocate(long address) {
    if (usedPages >= limitPages) {
      return 0;
    }
    if (window.holds(address)) {
      long place = window.host(address & -PAGE);
      HostAccess.clear(place, PAGE);
      usedPages++;
      return place;
    }
    long page;
    if (freedCount > 0) {
      page = freed[--freedCount];
      HostAccess.clear(page, PAGE);
    } else {
      if (next == chunkEnd && !grow()) {
        return 0;
      }
      page = next;
      next += PAGE;
    }
    usedPages++;
    return page;
  }

  void free(long page) {
    usedPages--;
    if (window.holds(page - window.base())) {
      return; // its place is nobody else's
    }
    if (freedCount == freed.length) {
      freed = Arrays.copyOf(freed, 2 * freedCount);
    }
    freed[freedCount++] = page;
  }

  /**
   * The page at {@code from} becomes that of {@code address}, with its contents.
   *
   * @return where it is then
   * @throws OutOfMemoryError when the host has no more
   */
  long move(long from, long address) {
    boolean wasInside = window.holds(from - window.base());
    if (!wasInside && !window.holds(address)) {
      return from;
    }
    usedPages--;
    long to = allocate(address);
    if (to == 0) {
      throw new OutOfMemoryError("no place to move a page to");
    }
    HostAccess.copy(from, to, PAGE);
    usedPages++;
    free(from);
    return to;
  }

  long usedBytes() {
    return usedPages << MemoryPort.PAGE_SHIFT;
  }

  /** Whether it was the host, not the limit, that ended the last allocation. */
  boolean hostRefused() {
    return hostRefused;
  }

  private boolean grow() {
    try {
      next = Math.ceilDiv(blocks.add(chunkBytes + PAGE), PAGE) * PAGE;
    } catch (OutOfMemoryError e) {
      hostRefused = true;
      return false;
    }
    chunkEnd = next + chunkBytes;
    chunkBytes = Math.min(2 * chunkBytes, LARGEST_CHUNK);
    return true;
  }

  static long load(long host, int bytes) {
    return switch (bytes) {
      case 1 -> HostAccess.get8(host) & 0xffL;
      case 2 -> HostAccess.get16(host) & 0xffffL;
      case 4 -> HostAccess.get32(host) & 0xffff_ffffL;
      default -> HostAccess.get64(host);
    };
  }

  static void store(long host, int bytes, long value) {
    switch (bytes) {
      case 1 -> HostAccess.set8(host, (byte) value);
      case 2 -> HostAccess.set16(host, (short) value);
      case 4 -> HostAccess.set32(host, (int) value);
      default -> HostAccess.set64(host, value);
    }
  }

  static void copyIn(long host, byte[] to, int offset, int length) {
    HostAccess.copyIn(host, to, offset, length);
  }

  static void copyOut(byte[] from, int offset, long host, int length) {
    HostAccess.copyOut(from, offset, host, length);
  }

  /** What has been taken from the host; giving it back must not know the object that had it. */
  private static final class Blocks implements Runnable {
    private long[] addresses = new long[4];
    private int count;

    long add(long bytes) {
      if (count == addresses.length) {
        addresses = Arrays.copyOf(addresses, 2 * count);
      }
      long block = HostAccess.allocate(bytes);
      addresses[count++] = block;
      return block;
    }

    @Override
    public void run() {
      for (int i = 0; i < count; i++) {
        HostAccess.free(addresses[i]);
      }
    }
  }
}
