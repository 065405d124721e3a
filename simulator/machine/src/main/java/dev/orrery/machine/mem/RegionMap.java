package dev.orrery.machine.mem;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The regions of an address space: ordered, disjoint, neighbours that are alike joined. */
final class RegionMap {
  private final TreeMap<Long, Region> byStart = new TreeMap<>(Long::compareUnsigned);

  @Nullable Region at(long address) {
    Map.Entry<Long, Region> e = byStart.floorEntry(address);
    return e != null && e.getValue().contains(address) ? e.getValue() : null;
  }

  int size() {
    return byStart.size();
  }

  List<Region> all() {
    return List.copyOf(byStart.values());
  }

  /**
   * The regions' parts between {@code start} and {@code end}, in order; an end below the start is
   * one beyond the last address.
   */
  List<Region> within(long start, long end) {
    if (Long.compareUnsigned(end, start) < 0) {
      return within(start, -1);
    }
    List<Region> found = new ArrayList<>();
    Region first = at(start);
    if (first != null) {
      found.add(first.between(start, min(first.end(), end)));
    }
    for (Region r : byStart.subMap(start, false, end, false).values()) {
      found.add(r.between(r.start(), min(r.end(), end)));
    }
    return found;
  }

  void remove(long start, long end) {
    split(start);
    split(end);
    byStart.subMap(start, true, end, false).clear();
  }

  void put(Region region) {
    remove(region.start(), region.end());
    byStart.put(region.start(), region);
    join(region.start());
    join(region.end());
  }

  /** Replaces the parts of regions between {@code start} and {@code end}. */
  void change(long start, long end, UnaryOperator<Region> to) {
    split(start);
    split(end);
    byStart.subMap(start, true, end, false).replaceAll((s, r) -> to.apply(r));
    List<Long> seams = new ArrayList<>(byStart.subMap(start, true, end, true).keySet());
    seams.forEach(this::join);
  }

  /**
   * The highest free place of {@code length} bytes between {@code low} and {@code high}.
   *
   * @return its address, or -1 if there is none
   */
  long findFree(long length, long low, long high) {
    long top = high;
    while (top - low >= length && Long.compareUnsigned(low, top) < 0) {
      Map.Entry<Long, Region> below = byStart.lowerEntry(top);
      long end = below == null ? 0 : below.getValue().end();
      long floor = Long.compareUnsigned(end, low) > 0 ? end : low;
      if (Long.compareUnsigned(floor, top) < 0 && top - floor >= length) {
        return top - length;
      }
      if (below == null) {
        return -1;
      }
      top = below.getKey();
    }
    return -1;
  }

  private void split(long at) {
    Region r = at(at);
    if (r != null && r.start() != at) {
      byStart.put(r.start(), r.between(r.start(), at));
      byStart.put(at, r.between(at, r.end()));
    }
  }

  private void join(long seam) {
    Map.Entry<Long, Region> left = byStart.lowerEntry(seam);
    Region right = byStart.get(seam);
    if (left != null && right != null && left.getValue().joins(right)) {
      byStart.remove(seam);
      byStart.put(left.getKey(), left.getValue().between(left.getKey(), right.end()));
    }
  }

  private static long min(long a, long b) {
    return Long.compareUnsigned(a, b) < 0 ? a : b;
  }
}
