package dev.orrery.machine.mem;

import static dev.orrery.engine.MemoryPort.PAGE_SHIFT;
import static dev.orrery.engine.MemoryPort.PAGE_SIZE;

import dev.orrery.engine.Access;
import dev.orrery.engine.FaultReason;
import dev.orrery.engine.GuestFault;
import dev.orrery.engine.MemoryPort;
import dev.orrery.engine.MemoryWindow;
import dev.orrery.engine.SerialAccess;
import dev.orrery.spec.ir.Bits;

/**
 * Single accesses to an address space: the guest's, as {@link dev.orrery.engine.AddressSpace} says,
 * and those of who serves it. They find the page, fault or go to a device, and tell who must notice
 * a store.
 */
final class PageAccess {
  private static final int OFFSET_MASK = PAGE_SIZE - 1;

  private static final int DEVICE = PageStore.DEVICE;

  /** Pages get memory in groups of so many bytes, aligned to them. */
  private static final long AHEAD_BYTES = 16L << PAGE_SHIFT;

  private final long limitBytes;
  private final MemoryWindow window;
  private final PageStore store;
  private final RegionMap regions;
  private final PageTable pages;
  private final CodeLines code;
  private final StoreWatches watches;

  /** Whether what is accessed must be known of every page. */
  private boolean exactUses = true;

  /**
   * Accesses to what is in {@code store}.
   *
   * @param limitBytes of native memory for touched pages
   */
  PageAccess(
      long limitBytes, MemoryWindow window, PageStore store, CodeLines code, StoreWatches watches) {
    this.limitBytes = limitBytes;
    this.window = window;
    this.store = store;
    this.regions = store.regions;
    this.pages = store.pages;
    this.code = code;
    this.watches = watches;
  }

  /** Whether what is accessed must be known of every page, from now on. */
  void exactUses(boolean exact) {
    exactUses = exact;
  }

  long load(MemoryPort port, long address, int bytes) {
    int offset = (int) address & OFFSET_MASK;
    if (offset + bytes > PAGE_SIZE) {
      return loadAcross(address, bytes, PAGE_SIZE - offset);
    }
    int slot = slotFor(address, Access.LOAD);
    if (slot == DEVICE) {
      return device(port, address, bytes, Access.LOAD, 0);
    }
    long frame = pages.host(slot);
    pages.see(slot, PageTable.READ_SEEN);
    window.allowLoads(address);
    bringIn(address);
    return HostMemory.load(frame + offset, bytes);
  }

  /**
   * Gives the mapped pages around {@code address} memory, too, and lets them be accessed directly
   * unless every page's use is to be known. What is accessed lies in few spans then.
   */
  private void bringIn(long address) {
    if (!window.holds(address) || store.host.usedBytes() + AHEAD_BYTES > limitBytes / 2) {
      return;
    }
    Region r = regions.at(address);
    if (r == null) {
      return;
    }
    long from = Math.max(r.start(), address & -AHEAD_BYTES);
    long to = Math.min(r.end(), (address | AHEAD_BYTES - 1) + 1);
    for (long at = from; at != to; at += PAGE_SIZE) {
      int slot = store.slot(at, Access.LOAD, Protection.NONE);
      if (!exactUses && (pages.flags(slot) & Protection.READ) != 0) {
        window.allowLoads(at);
      }
      if (!exactUses && (pages.flags(slot) & Protection.WRITE) != 0 && pages.quiet(slot)) {
        window.allowStores(at);
      }
    }
  }

  private long loadAcross(long address, int bytes, int firstBytes) {
    long second = address + firstBytes;
    if (slotFor(address, Access.LOAD) == DEVICE) {
      throw new GuestFault(Access.LOAD, address, FaultReason.PROTECTED);
    }
    if (slotFor(second, Access.LOAD) == DEVICE) {
      throw new GuestFault(Access.LOAD, second, FaultReason.PROTECTED);
    }
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      int slot = pages.find((address + i) >>> PAGE_SHIFT);
      pages.see(slot, PageTable.READ_SEEN);
      value |= HostMemory.load(frameByte(slot, address + i), 1) << (8 * i);
    }
    return value;
  }

  void store(MemoryPort port, long address, int bytes, long value) {
    int offset = (int) address & OFFSET_MASK;
    if (offset + bytes > PAGE_SIZE) {
      storeAcross(port, address, bytes, value, PAGE_SIZE - offset);
      return;
    }
    int slot = slotFor(address, Access.STORE);
    if (slot == DEVICE) {
      long unused = device(port, address, bytes, Access.STORE, value);
      return;
    }
    if (pages.quiet(slot)) {
      window.allowStores(address);
      pages.see(slot, PageTable.WRITE_SEEN);
      HostMemory.store(pages.host(slot) + offset, bytes, value);
      bringIn(address);
      return;
    }
    boolean watched = watched(slot, address, bytes);
    if (!port.serial && (watched || code.holds(slot, offset, bytes))) {
      throw SerialAccess.INSTANCE;
    }
    code.forget(slot, offset, bytes);
    pages.see(slot, PageTable.WRITE_SEEN);
    HostMemory.store(pages.host(slot) + offset, bytes, value);
    if (watched) {
      watches.tell(port, address, bytes);
    }
  }

  private void storeAcross(MemoryPort port, long address, int bytes, long value, int firstBytes) {
    long second = address + firstBytes;
    if (slotFor(address, Access.STORE) == DEVICE) {
      throw new GuestFault(Access.STORE, address, FaultReason.PROTECTED);
    }
    int last = slotFor(second, Access.STORE);
    if (last == DEVICE) {
      throw new GuestFault(Access.STORE, second, FaultReason.PROTECTED);
    }
    int first = pages.find(address >>> PAGE_SHIFT);
    boolean watched = watched(first, address, bytes) || watched(last, second, bytes - firstBytes);
    boolean translated =
        code.holds(first, (int) address & OFFSET_MASK, firstBytes)
            || code.holds(last, 0, bytes - firstBytes);
    if (!port.serial && (watched || translated)) {
      throw SerialAccess.INSTANCE;
    }
    code.forget(first, (int) address & OFFSET_MASK, firstBytes);
    code.forget(last, 0, bytes - firstBytes);
    pages.see(first, PageTable.WRITE_SEEN);
    pages.see(last, PageTable.WRITE_SEEN);
    for (int i = 0; i < bytes; i++) {
      HostMemory.store(frameByte(i < firstBytes ? first : last, address + i), 1, value >>> (8 * i));
    }
    if (watched) {
      watches.tell(port, address, bytes);
    }
  }

  void probeStore(MemoryPort port, long address, int bytes) {
    int first = Math.min(bytes, PAGE_SIZE - ((int) address & OFFSET_MASK));
    probePage(port, address, first, first < bytes);
    if (first < bytes) {
      probePage(port, address + first, bytes - first, true);
    }
  }

  private void probePage(MemoryPort port, long address, int bytes, boolean crosses) {
    int slot = slotFor(address, Access.STORE);
    if (slot == DEVICE) {
      if (crosses) {
        throw new GuestFault(Access.STORE, address, FaultReason.PROTECTED);
      }
      requireSerial(port);
    } else if (!pages.quiet(slot)
        && !port.serial
        && (watched(slot, address, bytes)
            || code.holds(slot, (int) address & OFFSET_MASK, bytes))) {
      throw SerialAccess.INSTANCE;
    }
  }

  void probeAtomic(MemoryPort port, long address, int bytes) {
    int slot = slotFor(address, Access.STORE);
    if (slot == DEVICE) {
      requireSerial(port);
    } else if ((pages.flags(slot) & Protection.READ) == 0) {
      throw new GuestFault(Access.STORE, address, FaultReason.PROTECTED);
    }
  }

  long fetch(long address, int bytes) {
    long value = 0;
    for (int i = 0; i < bytes; ) {
      long at = address + i;
      int slot = slotFor(at, Access.FETCH);
      if (slot == DEVICE) {
        throw new GuestFault(Access.FETCH, at, FaultReason.PROTECTED);
      }
      pages.see(slot, PageTable.EXECUTE_SEEN);
      int offset = (int) at & OFFSET_MASK;
      if (i == 0 && offset + bytes <= PAGE_SIZE) {
        return HostMemory.load(pages.host(slot) + offset, bytes);
      }
      value |= HostMemory.load(pages.host(slot) + offset, 1) << (8 * i);
      i++;
    }
    return value;
  }

  private long device(MemoryPort port, long address, int bytes, Access access, long value) {
    Region r = regions.at(address);
    MmioHandler handler = r == null ? null : r.handler();
    if (r == null || handler == null) {
      throw new IllegalStateException("no device at 0x" + Long.toHexString(address));
    }
    requireSerial(port);
    long offset = address - r.start();
    if (access == Access.LOAD) {
      return Bits.zext(handler.read(port, offset, bytes), 8 * bytes);
    }
    handler.write(port, offset, bytes, value);
    return 0;
  }

  private static void requireSerial(MemoryPort port) {
    if (!port.serial) {
      throw SerialAccess.INSTANCE;
    }
  }

  /**
   * Host address of a byte that may be accessed; good until anything else is called here.
   *
   * @throws GuestFault if it may not, or is a device's
   */
  long hostByte(long address, Access access) {
    int slot = slotFor(address, access);
    if (slot == DEVICE) {
      throw new GuestFault(access, address, FaultReason.PROTECTED);
    }
    return frameByte(slot, address);
  }

  /**
   * The same for a store of {@code bytes} bytes that do not cross a page; code there is forgotten.
   */
  long hostBytesToStore(long address, int bytes) {
    long at = hostByte(address, Access.STORE);
    code.forget(pages.find(address >>> PAGE_SHIFT), (int) address & OFFSET_MASK, bytes);
    return at;
  }

  /** The same for a loader or a debugger, whom protection does not stop. */
  long hostBytesToPoke(long address, int bytes) {
    long at = hostByteToPeek(address);
    code.forget(pages.find(address >>> PAGE_SHIFT), (int) address & OFFSET_MASK, bytes);
    return at;
  }

  /** The same for one who only looks. */
  long hostByteToPeek(long address) {
    int slot = store.slot(address, Access.LOAD, Protection.NONE);
    if (slot == DEVICE) {
      throw new GuestFault(Access.LOAD, address, FaultReason.PROTECTED);
    }
    return frameByte(slot, address);
  }

  // ---- pages ----

  private int slotFor(long address, Access access) {
    int needed =
        switch (access) {
          case LOAD -> Protection.READ;
          case STORE -> Protection.WRITE;
          case FETCH -> Protection.EXECUTE;
        };
    return store.slot(address, access, needed);
  }

  private long frameByte(int slot, long address) {
    return pages.host(slot) + (address & OFFSET_MASK);
  }

  private boolean watched(int slot, long address, int bytes) {
    return (pages.flags(slot) & PageTable.WATCHED) != 0 && watches.hit(address, bytes);
  }
}
