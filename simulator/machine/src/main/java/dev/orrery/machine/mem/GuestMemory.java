package dev.orrery.machine.mem;

import static dev.orrery.engine.MemoryPort.PAGE_SHIFT;
import static dev.orrery.engine.MemoryPort.PAGE_SIZE;

import dev.orrery.engine.Access;
import dev.orrery.engine.AddressSpace;
import dev.orrery.engine.CodeObserver;
import dev.orrery.engine.Engine;
import dev.orrery.engine.MemoryPort;
import dev.orrery.engine.MemoryWindow;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sparse address space of 4 KiB pages. Mapping costs nothing until a page is touched; then it
 * gets zeroed native memory, as long as the limit allows.
 */
public final class GuestMemory implements AddressSpace {
  private static final int OFFSET_MASK = PAGE_SIZE - 1;

  private static final int DEVICE = PageStore.DEVICE;

  private static final long MOST_WINDOW = 1L << 38;

  private final int addressBits;
  private final long limitBytes;
  private final MemoryWindow window;
  private final PageStore store;
  private final RegionMap regions;
  private final PageTable pages;
  private final StoreWatches watches = new StoreWatches();
  private final CodeLines code;
  private final PageAccess access;

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
    this.code = new CodeLines(pages, window);
    this.access = new PageAccess(limitBytes, window, store, code, watches);
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
      code.forget(slot);
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
      code.forget(slot);
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
    access.exactUses(newEngine.counts() != null);
    code.attach(newEngine);
  }

  @Override
  public void watchCode(CodeObserver observer) {
    code.watch(observer);
  }

  @Override
  public void codeTranslated(long start, long end) {
    code.translated(start, end);
  }

  // ---- accesses ----

  @Override
  public long load(MemoryPort port, long address, int bytes) {
    return access.load(port, address, bytes);
  }

  @Override
  public void store(MemoryPort port, long address, int bytes, long value) {
    access.store(port, address, bytes, value);
  }

  @Override
  public void probeStore(MemoryPort port, long address, int bytes) {
    access.probeStore(port, address, bytes);
  }

  @Override
  public void probeAtomic(MemoryPort port, long address, int bytes) {
    access.probeAtomic(port, address, bytes);
  }

  @Override
  public long fetch(long address, int bytes) {
    return access.fetch(address, bytes);
  }

  /** For who serves the guest. */
  PageAccess access() {
    return access;
  }

  // ---- pages ----

  private void drop(long start, long end) {
    for (long page : store.numbers(start, end)) {
      int slot = pages.find(page);
      code.forget(slot);
      store.release(slot);
    }
    window.forbid(start, end);
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
