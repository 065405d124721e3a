package dev.orrery.machine.mem;

import dev.orrery.engine.MemoryPort;
import java.util.ArrayList;
import java.util.List;

/** Who wants to know of stores, and where to. */
final class StoreWatches {
  private record Watch(long start, long end, StoreWatch watch) {
    boolean hit(long address, int bytes) {
      return address < end && start < address + bytes;
    }
  }

  private final List<Watch> all = new ArrayList<>();

  void add(long address, long bytes, StoreWatch watch) {
    all.add(new Watch(address, address + bytes, watch));
  }

  boolean hit(long address, int bytes) {
    for (Watch w : all) {
      if (w.hit(address, bytes)) {
        return true;
      }
    }
    return false;
  }

  void tell(MemoryPort port, long address, int bytes) {
    for (Watch w : all) {
      if (w.hit(address, bytes)) {
        w.watch().stored(port, address, bytes);
      }
    }
  }
}
