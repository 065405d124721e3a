package dev.orrery.machine.mem;

import static dev.orrery.engine.MemoryPort.PAGE_SHIFT;

import dev.orrery.engine.Access;
import dev.orrery.engine.FaultReason;
import dev.orrery.engine.GuestFault;
import dev.orrery.engine.MemoryWindow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** What is mapped, and the pages of it that have memory behind them. */
final class PageStore {
  /** {@link #slot} found a device, which has no position in the page table. */
  static final int DEVICE = -1;

  /** Pages that were touched and then unmapped are remembered up to this many. */
  private static final int MAX_GONE = 1 << 20;

  final RegionMap regions = new RegionMap();
  final PageTable pages = new PageTable();
  final HostMemory host;
  private final PageTable gone = new PageTable();
  private boolean exhausted;

  PageStore(long limitBytes, MemoryWindow window) {
    this.host = new HostMemory(limitBytes, window);
  }

  /** Whether memory was refused to a page since the start. */
  boolean exhausted() {
    return exhausted;
  }

  /**
   * The position of the page of {@code address}, which gets memory if it has none yet.
   *
   * @param needed the {@link Protection} bits that the access needs
   * @return {@link #DEVICE} if there is a device
   * @throws GuestFault if the page is not mapped, not permitted, or no more memory may be had
   */
  int slot(long address, Access access, int needed) {
    long page = address >>> PAGE_SHIFT;
    int slot = pages.find(page);
    if (slot >= 0) {
      if ((pages.flags(slot) & needed) == needed) {
        return slot;
      }
      throw new GuestFault(access, address, FaultReason.PROTECTED);
    }
    Region r = regions.at(address);
    if (r == null) {
      throw new GuestFault(access, address, FaultReason.UNMAPPED);
    }
    if (r.handler() != null) {
      return DEVICE;
    }
    if ((r.protection() & needed) != needed) {
      throw new GuestFault(access, address, FaultReason.PROTECTED);
    }
    long frame = host.allocate(address);
    if (frame == 0) {
      exhausted = true;
      throw new GuestFault(access, address, FaultReason.UNMAPPED);
    }
    return pages.add(page, frame, r.protection());
  }

  /** The pages of a range that have memory behind them; cheap for vast ranges too. */
  long[] numbers(long start, long end) {
    long first = start >>> PAGE_SHIFT;
    long count = (end - start) >>> PAGE_SHIFT;
    long[] found = new long[(int) Math.min(count, pages.size())];
    int n = 0;
    if (count <= pages.capacity()) {
      for (long page = first; page < first + count; page++) {
        if (pages.find(page) >= 0) {
          found[n++] = page;
        }
      }
    } else {
      for (int i = 0; i < pages.capacity(); i++) {
        if (pages.used(i) && pages.page(i) >= first && pages.page(i) < first + count) {
          found[n++] = pages.page(i);
        }
      }
    }
    return Arrays.copyOf(found, n);
  }

  /** The addresses of all pages that have memory behind them, in order (unsigned). */
  long[] addresses() {
    long[] found = new long[pages.size()];
    int n = 0;
    for (int i = 0; i < pages.capacity(); i++) {
      if (pages.used(i)) {
        found[n++] = pages.page(i);
      }
    }
    Arrays.sort(found); // numbers of pages have no sign
    for (int i = 0; i < n; i++) {
      found[i] <<= PAGE_SHIFT;
    }
    return found;
  }

  /** Gives up the memory of the page at a position. */
  void release(int slot) {
    host.free(pages.host(slot));
    remember(slot);
    pages.remove(slot);
  }

  /** Makes the memory of the page at a position that of the page {@code shift} pages further on. */
  void move(int slot, long shift) {
    long target = (pages.page(slot) + shift) & (-1L >>> PAGE_SHIFT);
    long from = pages.host(slot);
    int protection = pages.flags(slot) & Protection.ALL;
    remember(slot);
    pages.remove(slot);
    int unused = pages.add(target, host.move(from, target << PAGE_SHIFT), protection);
  }

  private void remember(int slot) {
    int seen = pages.flags(slot) & PageTable.SEEN;
    if (seen == 0) {
      return;
    }
    int past = gone.find(pages.page(slot));
    if (past >= 0) {
      gone.see(past, seen);
    } else if (gone.size() < MAX_GONE) {
      int unused = gone.add(pages.page(slot), 0, seen);
    }
  }

  /** Every page that the guest's instructions touched, by address. */
  List<PageUse> uses() {
    List<PageUse> uses = new ArrayList<>();
    for (int i = 0; i < pages.capacity(); i++) {
      if (pages.used(i)) {
        int past = gone.find(pages.page(i));
        addUse(uses, pages.page(i), pages.flags(i) | (past < 0 ? 0 : gone.flags(past)));
      }
    }
    for (int i = 0; i < gone.capacity(); i++) {
      if (gone.used(i) && pages.find(gone.page(i)) < 0) {
        addUse(uses, gone.page(i), gone.flags(i));
      }
    }
    uses.sort(Comparator.comparing(PageUse::address, Long::compareUnsigned));
    return uses;
  }

  private static void addUse(List<PageUse> uses, long page, int flags) {
    if ((flags & PageTable.SEEN) != 0) {
      uses.add(
          new PageUse(
              page << PAGE_SHIFT,
              (flags & PageTable.READ_SEEN) != 0,
              (flags & PageTable.WRITE_SEEN) != 0,
              (flags & PageTable.EXECUTE_SEEN) != 0));
    }
  }
}
