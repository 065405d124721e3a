package dev.orrery.machine.validate.commit;

import dev.orrery.engine.GuestFault;
import dev.orrery.engine.MemoryPort;
import dev.orrery.machine.mem.GuestMemory;
import dev.orrery.machine.mem.Protection;
import dev.orrery.machine.mem.Region;
import dev.orrery.machine.mem.UserMemory;
import java.util.Arrays;
import java.util.List;

/**
 * Memory of a program that runs beside a log. Which memory there is, and what the other side's
 * kernel puts there, is not ours to say: an address that the log's program accesses is there, and
 * holds zeros until the log says otherwise.
 */
final class SharedMemory {
  /** What is mapped at once around an address. */
  private static final long AHEAD = 1L << 20;

  private static final int CACHED = 1 << 10;

  private final GuestMemory memory;
  private final UserMemory user;
  private final int addressBits;

  /** Pages that are known to be there, with the access for which they are, and which that is. */
  private final long[] pages = new long[CACHED];

  private final byte[] word = new byte[8];

  SharedMemory(GuestMemory memory) {
    this.memory = memory;
    this.user = new UserMemory(memory);
    this.addressBits = memory.addressBits();
    Arrays.fill(pages, -1);
  }

  /** Makes sure that bytes, which do not lie in more than two pages, can be accessed. */
  void allow(long address, int bytes, int protection) {
    allow(address, protection);
    if ((address & MemoryPort.PAGE_SIZE - 1) + bytes > MemoryPort.PAGE_SIZE) {
      allow(address + bytes - 1, protection);
    }
  }

  private void allow(long address, int protection) {
    long page = address >>> MemoryPort.PAGE_SHIFT;
    long tag = page << 3 | protection;
    int slot = (int) (page * 3 + protection) & CACHED - 1;
    if (pages[slot] != tag) {
      pages[slot] = tag;
      Region region = memory.regionAt(address);
      if (region == null) {
        map(address & -AHEAD);
      } else if ((region.protection() & protection) == 0) {
        memory.protect(
            page << MemoryPort.PAGE_SHIFT, MemoryPort.PAGE_SIZE, region.protection() | protection);
      }
    }
  }

  /** Maps what is free from an address on. */
  private void map(long start) {
    long top = addressBits == 32 ? 1L << 32 : -(long) MemoryPort.PAGE_SIZE;
    long end = Long.compareUnsigned(top - start, AHEAD) < 0 ? top : start + AHEAD;
    if (Long.compareUnsigned(start, top) >= 0) {
      return; // no memory can be there
    }
    long free = start;
    List<Region> there = memory.regionsWithin(start, end);
    for (Region r : there) {
      if (Long.compareUnsigned(r.start(), free) > 0) {
        memory.map(free, r.start() - free, Protection.ALL, "[shared]");
      }
      free = r.end();
    }
    if (Long.compareUnsigned(end, free) > 0) {
      memory.map(free, end - free, Protection.ALL, "[shared]");
    }
  }

  /** Stores what the other side's kernel stored. */
  void kernelStored(long address, int bytes, long data) {
    allow(address, bytes, Protection.READ);
    for (int i = 0; i < bytes; i++) {
      word[i] = (byte) (data >>> 8 * i);
    }
    user.poke(address, word, 0, bytes);
  }

  /** Takes away whole pages that the other side's kernel took away, or replaced by zeros. */
  void kernelUnmapped(long start, long length) {
    long from = start & -(long) MemoryPort.PAGE_SIZE;
    try {
      memory.unmap(from, pageEnd(start + length) - from);
    } catch (IllegalArgumentException e) {
      return; // there can be no such memory, and so nothing in it
    }
    Arrays.fill(pages, -1);
  }

  /** The first page's address at or behind {@code address}. */
  static long pageEnd(long address) {
    return address + MemoryPort.PAGE_SIZE - 1 & -(long) MemoryPort.PAGE_SIZE;
  }

  /** The 8 bytes at an address, little-endian; 0 where there is no memory. */
  long word(long address) {
    try {
      user.peek(address, word, 0, word.length);
    } catch (GuestFault e) {
      return 0;
    }
    long value = 0;
    for (int i = word.length - 1; i >= 0; i--) {
      value = value << 8 | word[i] & 0xff;
    }
    return value;
  }
}
