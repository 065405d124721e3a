package dev.orrery.engine.interp;

import dev.orrery.engine.MemoryPort;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The blocks of a code cache, by address and by the page of their first instruction. */
final class Blocks {
  private final LongMap<Block> byAddress = new LongMap<>();
  private final LongMap<List<Block>> byPage = new LongMap<>();

  /** The block at {@code pc}; null if there is none. */
  @Nullable Block get(long pc) {
    return byAddress.get(pc);
  }

  /** How many there are. */
  int size() {
    return byAddress.size();
  }

  /** All of them, as they are now. */
  List<Block> all() {
    return byAddress.values();
  }

  /** {@code block} is what is at its address. */
  void add(Block block) {
    byAddress.put(block.pc, block);
    ofPage(block.pc).add(block);
  }

  /** Nothing is at the address of {@code block} any more. */
  void remove(Block block) {
    byAddress.remove(block.pc);
    ofPage(block.pc).remove(block);
  }

  /** All were removed: forgets their pages, too. */
  void clear() {
    byPage.clear();
  }

  private List<Block> ofPage(long pc) {
    long page = pc >>> MemoryPort.PAGE_SHIFT;
    List<Block> list = byPage.get(page);
    if (list == null) {
      list = new ArrayList<>();
      byPage.put(page, list);
    }
    return list;
  }

  /** Those with code bytes from {@code start} to {@code end} (not included, unsigned). */
  List<Block> overlapping(long start, long end) {
    List<Block> found = new ArrayList<>();
    long first = (start >>> MemoryPort.PAGE_SHIFT) - 1; // a block may reach into the next page
    long last = end - 1 >>> MemoryPort.PAGE_SHIFT;
    if (last - first < byPage.size()) {
      for (long page = first; page <= last; page++) {
        addOverlapping(byPage.get(page), start, end, found);
      }
    } else {
      for (List<Block> page : byPage.values()) {
        addOverlapping(page, start, end, found);
      }
    }
    return found;
  }

  private static void addOverlapping(
      @Nullable List<Block> blocks, long start, long end, List<Block> to) {
    if (blocks == null) {
      return;
    }
    for (Block b : blocks) {
      if (Long.compareUnsigned(b.pc, end) < 0 && Long.compareUnsigned(b.endPc(), start) > 0) {
        to.add(b);
      }
    }
  }
}
