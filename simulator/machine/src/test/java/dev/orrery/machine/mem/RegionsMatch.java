package dev.orrery.machine.mem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.engine.MemoryPort;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Checks regions against a protection per page. */
final class RegionsMatch {
  private RegionsMatch() {}

  static void check(GuestMemory memory, long basePage, Map<Long, Integer> protections) {
    Map<Long, Integer> got = new TreeMap<>();
    List<Region> regions = memory.regions();
    for (int i = 0; i < regions.size(); i++) {
      Region r = regions.get(i);
      for (long a = r.start(); a != r.end(); a += MemoryPort.PAGE_SIZE) {
        Integer before =
            got.put((a >>> MemoryPort.PAGE_SHIFT) - basePage(basePage), r.protection());
        assertThat(before).isNull();
      }
      if (i > 0) {
        Region left = regions.get(i - 1);
        assertThat(Long.compareUnsigned(left.end(), r.start())).isLessThanOrEqualTo(0);
        assertThat(left.joins(r)).as("neighbours that are alike are one region").isFalse();
      }
    }
    assertThat(got).isEqualTo(protections);
  }

  private static long basePage(long basePage) {
    return basePage & (-1L >>> MemoryPort.PAGE_SHIFT);
  }
}
