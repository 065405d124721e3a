package dev.orrery.machine.mem;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.orrery.engine.MemoryPort;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The native memory of one address space, handed out page by page. Pages are known by their host
 * address and live as long as this object; the arena is given up with it.
 */
final class HostMemory {
  private static final int PAGE = MemoryPort.PAGE_SIZE;
  private static final long FIRST_CHUNK = 64L << 10;
  private static final long LARGEST_CHUNK = 4L << 20;

  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** Only pages handed out here are reached through this. */
  private static final MemorySegment HOST = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  private final Arena arena = Arena.ofAuto();
  private final long limitPages;

  private long chunkBytes = FIRST_CHUNK;
  private long next;
  private long chunkEnd;
  private long[] freed = new long[16];
  private int freedCount;
  private long usedPages;
  private boolean hostRefused;

  /** Keeps the chunks alive: pages are reached by address alone. */
  private MemorySegment[] chunks = new MemorySegment[4];

  private int chunkCount;

  HostMemory(long limitBytes) {
    this.limitPages = limitBytes >>> MemoryPort.PAGE_SHIFT;
  }

  /** A page of zeros, or 0 when the limit or the host's memory is exhausted. */
  long allocate() {
    if (usedPages >= limitPages) {
      return 0;
    }
    long page;
    if (freedCount > 0) {
      page = freed[--freedCount];
      HOST.asSlice(page, PAGE).fill((byte) 0);
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
    if (freedCount == freed.length) {
      freed = Arrays.copyOf(freed, 2 * freedCount);
    }
    freed[freedCount++] = page;
    usedPages--;
  }

  long usedBytes() {
    return usedPages << MemoryPort.PAGE_SHIFT;
  }

  /** Whether it was the host, not the limit, that ended the last allocation. */
  boolean hostRefused() {
    return hostRefused;
  }

  private boolean grow() {
    MemorySegment chunk;
    try {
      chunk = arena.allocate(chunkBytes, PAGE);
    } catch (OutOfMemoryError e) {
      hostRefused = true;
      return false;
    }
    if (chunkCount == chunks.length) {
      chunks = Arrays.copyOf(chunks, 2 * chunkCount);
    }
    chunks[chunkCount++] = chunk;
    next = chunk.address();
    chunkEnd = next + chunkBytes;
    chunkBytes = Math.min(2 * chunkBytes, LARGEST_CHUNK);
    return true;
  }

  static long load(long host, int bytes) {
    return switch (bytes) {
      case 1 -> HOST.get(JAVA_BYTE, host) & 0xffL;
      case 2 -> HOST.get(SHORT, host) & 0xffffL;
      case 4 -> HOST.get(INT, host) & 0xffff_ffffL;
      default -> HOST.get(LONG, host);
    };
  }

  static void store(long host, int bytes, long value) {
    switch (bytes) {
      case 1 -> HOST.set(JAVA_BYTE, host, (byte) value);
      case 2 -> HOST.set(SHORT, host, (short) value);
      case 4 -> HOST.set(INT, host, (int) value);
      default -> HOST.set(LONG, host, value);
    }
  }

  static void copyIn(long host, byte[] to, int offset, int length) {
    MemorySegment.copy(HOST, JAVA_BYTE, host, to, offset, length);
  }

  static void copyOut(byte[] from, int offset, long host, int length) {
    MemorySegment.copy(from, offset, HOST, JAVA_BYTE, host, length);
  }
}
