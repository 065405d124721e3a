package dev.orrery.engine.interp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where to enter a region that is to hold a block. Entered where its function or its outermost loop
 * is, its loops have one entry each, as HotSpot likes them, and few other regions are needed for
 * the same code.
 */
final class RegionHeads {
  private RegionHeads() {}

  /** Blocks that a region for {@code block} may be entered at, the best first. */
  static List<Block> of(CodeCache cache, Block block) {
    List<Block> heads = new ArrayList<>();
    Block function = cache.known(block.function());
    if (function != null && function.surveyed() > 0) {
      heads.add(function);
    }
    Block loop = loop(cache, block);
    if (loop != null) {
      heads.add(loop);
    }
    heads.add(block);
    return heads;
  }

  /** Where the outermost loop that {@code block} is in is entered; null if it is in none. */
  private static @Nullable Block loop(CodeCache cache, Block block) {
    Set<Block> loop = cycle(cache, block);
    for (Block other : cache.all()) {
      if (!loop.contains(other)) {
        for (long pc : RegionPlanner.targets(other)) {
          Block entry = cache.known(pc);
          if (entry != null && loop.contains(entry)) {
            return entry;
          }
        }
      }
    }
    return null;
  }

  /** The hot blocks of the function that can be reached from {@code block} and reach it. */
  private static Set<Block> cycle(CodeCache cache, Block block) {
    Set<Block> reached = RegionPlanner.function(cache, block);
    Map<Block, List<Block>> before = new HashMap<>();
    for (Block b : reached) {
      for (long pc : RegionPlanner.targets(b)) {
        Block next = cache.known(pc);
        if (next != null) {
          before.computeIfAbsent(next, n -> new ArrayList<>()).add(b);
        }
      }
    }
    Set<Block> cycle = new HashSet<>();
    Deque<Block> open = new ArrayDeque<>(before.getOrDefault(block, List.of()));
    while (!open.isEmpty()) {
      Block b = open.pop();
      if (cycle.add(b)) {
        open.addAll(before.getOrDefault(b, List.of()));
      }
    }
    return cycle;
  }
}
