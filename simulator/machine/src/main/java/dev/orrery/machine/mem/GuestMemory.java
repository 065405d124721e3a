package dev.orrery.machine.mem;

import static dev.orrery.engine.MemoryPort.PAGE_SHIFT;
import static dev.orrery.engine.MemoryPort.PAGE_SIZE;

import dev.orrery.engine.Access;
import dev.orrery.engine.AddressSpace;
import dev.orrery.engine.Engine;
import dev.orrery.engine.FaultReason;
import dev.orrery.engine.GuestFault;
import dev.orrery.engine.MemoryPort;
import dev.orrery.engine.MemoryWindow;
import dev.orrery.engine.SerialAccess;
import dev.orrery.spec.ir.Bits;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sparse address space of 4 KiB pages. Mapping costs nothing until a page is touched; then it
 * gets zeroed native memory, as long as the limit allows.
 *
 * <p>A page whose code an engine has translated remembers which of its 64-byte lines that code came
 * from, so that data beside code costs a slow store but throws nothing away.
 */
public final class GuestMemory implements AddressSpace {
  private static final int LINE_SHIFT = 6;
  private static final int OFFSET_MASK = PAGE_SIZE - 1;

  private static final int DEVICE = PageStore.DEVICE;

  /** Pages get memory in groups of so many bytes, aligned to them. */
  private static final long AHEAD_BYTES = 16L << PAGE_SHIFT;

  private static final long MOST_WINDOW = 1L << 38;

  private final int addressBits;
  private final long limitBytes;
  private final MemoryWindow window;
  private final PageStore store;
  private final RegionMap regions;
  private final PageTable pages;
  private final StoreWatches watches = new StoreWatches();
  private @Nullable Engine engine;

  /** Whether {@link #pageUses} must be complete. */
  private boolean exactUses = true;

  /**
   * An address space with nothing mapped.
   *
   * @param addressBits 32 or 64; addresses are zero-extended
   * @param limitBytes of native memory for touched pages
   */
  public GuestMemory(int addressBits, long limitBytes) {
    this.addressBits = addressBits;
    this.limitBytes = limitBytes;
    this.window = MemoryWindow.reserve(windowBytes(addressBits, limitBytes));
    this.store = new PageStore(limitBytes, window);
    this.regions = store.regions;
    this.pages = store.pages;
  }

  /**
   * Bytes at the start of the address space that are accessed at full speed, if the host has so
   * much address space to give: a power of two.
   */
  public static long windowBytes(int addressBits, long limitBytes) {
    long all = 1L << 32;
    return addressBits == 32 || limitBytes <= all / 2
        ? all
        : Math.min(2 * Long.highestOneBit(2 * limitBytes - 1), MOST_WINDOW);
  }

  @Override
  public MemoryWindow window() {
    return window;
  }

  // ---- mapping ----

  /**
   * Maps pages of zeros, in place of anything that is there.
   *
   * @param start page-aligned
   * @param length in bytes, page-aligned, more than 0
   * @param protection a set of {@link Protection} bits
   * @param label what it is for, for people
   * @throws IllegalArgumentException if the range is not aligned or not within the address space
   */
  public void map(long start, long length, int protection, String label) {
    long end = checkedEnd(start, length);
    drop(start, end);
    regions.put(new Region(start, end, protection, label, null));
  }

  /** Puts a device in place of anything that is there; otherwise as {@link #map}. */
  public void mapDevice(long start, long length, String label, MmioHandler handler) {
    long end = checkedEnd(start, length);
    drop(start, end);
    regions.put(new Region(start, end, Protection.READ_WRITE, label, handler));
  }

  /** Unmaps whatever there is in a range; otherwise as {@link #map}. */
  public void unmap(long start, long length) {
    long end = checkedEnd(start, length);
    drop(start, end);
    regions.remove(start, end);
  }

  /** Changes the protection of whatever memory there is in a range; otherwise as {@link #map}. */
  public void protect(long start, long length, int protection) {
    long end = checkedEnd(start, length);
    regions.change(
        start,
        end,
        r ->
            r.handler() != null
                ? r
                : new Region(r.start(), r.end(), protection, r.label(), r.handler()));
    for (long page : store.numbers(start, end)) {
      int slot = pages.find(page);
      forgetCode(slot);
      pages.flags(slot, (pages.flags(slot) & ~Protection.ALL) | protection);
    }
    window.forbid(start, end);
  }

  /** Gives the pages of a range back to their first state, zeros, without unmapping them. */
  public void discard(long start, long length) {
    drop(start, checkedEnd(start, length));
  }

  /**
   * Moves mappings with their contents. Both ranges are as for {@link #map} and must not overlap;
   * anything at the target is replaced, and nothing stays mapped at the source.
   */
  public void move(long from, long to, long length) {
    long end = checkedEnd(from, length);
    unmap(to, length);
    long shift = (to - from) >> PAGE_SHIFT;
    for (Region r : regions.within(from, end)) {
      long target = r.start() - from + to;
      regions.put(new Region(target, target + r.length(), r.protection(), r.label(), r.handler()));
    }
    for (long page : store.numbers(from, end)) {
      int slot = pages.find(page);
      forgetCode(slot);
      store.move(slot, shift);
    }
    regions.remove(from, end);
    window.forbid(from, end);
  }

  /**
   * The highest free place for a mapping.
   *
   * @return page-aligned address of {@code length} free bytes at or above {@code low} and wholly
   *     below {@code high}; -1 if there is none
   */
  public long findFree(long length, long low, long high) {
    return regions.findFree(length, low, high);
  }

  /** What is mapped at {@code address}; null if nothing is. */
  public @Nullable Region regionAt(long address) {
    return regions.at(address);
  }

  /** The mapped parts of a range, in order. */
  public List<Region> regionsWithin(long start, long end) {
    return regions.within(start, end);
  }

  /** All mappings, in order. */
  public List<Region> regions() {
    return regions.all();
  }

  /** How many mappings there are. */
  public int regionCount() {
    return regions.size();
  }

  // ---- memory use ----

  /** Bytes of native memory behind touched pages. */
  public long residentBytes() {
    return store.host.usedBytes();
  }

  /** Most bytes of native memory that there may be. */
  public long limitBytes() {
    return limitBytes;
  }

  /** Bits of an address: 32 or 64. */
  public int addressBits() {
    return addressBits;
  }

  /**
   * Whether an access failed because no more native memory may be had. The access looked like a
   * fault to its engine.
   */
  public boolean exhausted() {
    return store.exhausted();
  }

  /** What to tell the user when {@link #exhausted}. */
  public String exhaustedMessage() {
    long mib = limitBytes >> 20;
    return store.host.hostRefused()
        ? "the host refused more memory for the guest after "
            + (residentBytes() >> 20)
            + " MiB: close other programs, or bound the guest with --memory"
        : "the guest touched more memory than its limit of "
            + (mib > 0 ? mib + " MiB" : limitBytes + " bytes")
            + ": raise it with --memory";
  }

  /**
   * Every page that the guest's instructions touched, by address, unmapped ones included. Complete
   * only with an engine that counts: the others may touch pages unseen.
   */
  public List<PageUse> pageUses() {
    return store.uses();
  }

  /** Addresses of the pages that have memory behind them, in order (unsigned). */
  public long[] residentPages() {
    return store.addresses();
  }

  /**
   * Copies the page at a page-aligned {@code address}; one without memory behind it is zeros, and
   * stays without.
   *
   * @param to as long as a page
   */
  public void peekPage(long address, byte[] to) {
    int slot = pages.find(address >>> PAGE_SHIFT);
    if (slot < 0) {
      Arrays.fill(to, (byte) 0);
    } else {
      HostMemory.copyIn(pages.host(slot), to, 0, PAGE_SIZE);
    }
  }

  // ---- what must notice a store ----

  /** Calls {@code watch} after each store of the guest to any of {@code bytes} bytes of memory. */
  public void watchStores(long address, long bytes, StoreWatch watch) {
    watches.add(address, bytes, watch);
    long last = (address + bytes - 1) >>> PAGE_SHIFT;
    for (long page = address >>> PAGE_SHIFT; page <= last; page++) {
      int slot = store.slot(page << PAGE_SHIFT, Access.STORE, Protection.NONE);
      if (slot == DEVICE) {
        throw new IllegalArgumentException("stores to a device cannot be watched");
      }
      pages.flags(slot, pages.flags(slot) | PageTable.WATCHED);
      window.forbidStores(page << PAGE_SHIFT);
    }
  }

  @Override
  public void attach(Engine newEngine) {
    engine = newEngine;
    exactUses = newEngine.counts() != null;
    for (int i = 0; i < pages.capacity(); i++) {
      if (pages.used(i)) {
        pages.code(i, 0);
      }
    }
  }

  @Override
  public void codeTranslated(long start, long end) {
    for (long at = start; at != end; ) {
      long pageEnd = (at | OFFSET_MASK) + 1;
      long stop = Long.compareUnsigned(end - 1, pageEnd - 1) < 0 ? end : pageEnd;
      int slot = pages.find(at >>> PAGE_SHIFT);
      if (slot >= 0) {
        long before = pages.code(slot);
        pages.code(slot, before | lines((int) at & OFFSET_MASK, (int) (stop - at)));
        if (before == 0) {
          window.forbidStores(at);
        }
      }
      at = stop;
    }
  }

  // ---- the guest's accesses ----

  @Override
  public long load(MemoryPort port, long address, int bytes) {
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

  @Override
  public void store(MemoryPort port, long address, int bytes, long value) {
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
    if (!port.serial && (watched || (pages.code(slot) & lines(offset, bytes)) != 0)) {
      throw SerialAccess.INSTANCE;
    }
    invalidateLines(slot, offset, bytes);
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
    boolean code =
        (pages.code(first) & lines((int) address & OFFSET_MASK, firstBytes)) != 0
            || (pages.code(last) & lines(0, bytes - firstBytes)) != 0;
    if (!port.serial && (watched || code)) {
      throw SerialAccess.INSTANCE;
    }
    invalidateLines(first, (int) address & OFFSET_MASK, firstBytes);
    invalidateLines(last, 0, bytes - firstBytes);
    pages.see(first, PageTable.WRITE_SEEN);
    pages.see(last, PageTable.WRITE_SEEN);
    for (int i = 0; i < bytes; i++) {
      HostMemory.store(frameByte(i < firstBytes ? first : last, address + i), 1, value >>> (8 * i));
    }
    if (watched) {
      watches.tell(port, address, bytes);
    }
  }

  @Override
  public void probeStore(MemoryPort port, long address, int bytes) {
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
            || (pages.code(slot) & lines((int) address & OFFSET_MASK, bytes)) != 0)) {
      throw SerialAccess.INSTANCE;
    }
  }

  @Override
  public void probeAtomic(MemoryPort port, long address, int bytes) {
    int slot = slotFor(address, Access.STORE);
    if (slot == DEVICE) {
      requireSerial(port);
    } else if ((pages.flags(slot) & Protection.READ) == 0) {
      throw new GuestFault(Access.STORE, address, FaultReason.PROTECTED);
    }
  }

  @Override
  public long fetch(long address, int bytes) {
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

  // ---- for UserMemory ----

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
    invalidateLines(pages.find(address >>> PAGE_SHIFT), (int) address & OFFSET_MASK, bytes);
    return at;
  }

  /** The same for a loader or a debugger, whom protection does not stop. */
  long hostBytesToPoke(long address, int bytes) {
    long at = hostByteToPeek(address);
    invalidateLines(pages.find(address >>> PAGE_SHIFT), (int) address & OFFSET_MASK, bytes);
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

  private void drop(long start, long end) {
    for (long page : store.numbers(start, end)) {
      int slot = pages.find(page);
      forgetCode(slot);
      store.release(slot);
    }
    window.forbid(start, end);
  }

  private void forgetCode(int slot) {
    if (pages.code(slot) != 0) {
      pages.code(slot, 0);
      long start = pages.page(slot) << PAGE_SHIFT;
      invalidate(start, start + PAGE_SIZE);
    }
  }

  private void invalidateLines(int slot, int offset, int bytes) {
    long lines = lines(offset, bytes) & pages.code(slot);
    if (lines != 0) {
      pages.code(slot, pages.code(slot) & ~lines);
      long page = pages.page(slot) << PAGE_SHIFT;
      int first = Long.numberOfTrailingZeros(lines);
      int last = 63 - Long.numberOfLeadingZeros(lines);
      invalidate(page + ((long) first << LINE_SHIFT), page + ((last + 1L) << LINE_SHIFT));
    }
  }

  private void invalidate(long start, long end) {
    if (engine != null) {
      engine.invalidateCode(start, end);
    }
  }

  /** The lines of a page that hold {@code bytes} bytes at {@code offset}, as bits. */
  private static long lines(int offset, int bytes) {
    int first = offset >>> LINE_SHIFT;
    int last = (offset + bytes - 1) >>> LINE_SHIFT;
    return (-1L << first) & (-1L >>> (63 - last));
  }

  private boolean watched(int slot, long address, int bytes) {
    return (pages.flags(slot) & PageTable.WATCHED) != 0 && watches.hit(address, bytes);
  }

  private long checkedEnd(long start, long length) {
    long end = start + length;
    long top = addressBits == 32 ? 1L << 32 : -(long) PAGE_SIZE;
    if (((start | length) & OFFSET_MASK) != 0
        || length == 0
        || Long.compareUnsigned(start, top) >= 0
        || Long.compareUnsigned(length, top - start) > 0) {
      throw new IllegalArgumentException(
          "not a range of pages: 0x%x, length 0x%x".formatted(start, length));
    }
    return end;
  }
}
