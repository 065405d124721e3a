package dev.orrery.engine.interp;

import dev.orrery.engine.MemorySpan;
import dev.orrery.engine.MemoryWindow;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a region that is made anew expects, because accesses went elsewhere than the last
 * one expected. Where one did, those by the same register to the same span will, too: they are, for
 * example, on the stack of one of several threads.
 */
final class MissedAccesses {
  /** An instruction. */
  private record Place(Block block, int insn) {}

  /** A register by which code goes to memory, and the span where it did. */
  private record Way(int base, MemorySpan span) {}

  private MissedAccesses() {}

  /**
   * Tells the blocks of {@code plan} which instructions go to many places.
   *
   * @param misses how often each of its instructions did not do what was expected
   * @param least as many are worth it
   */
  static void scatter(RegionPlan plan, int[] misses, int least) {
    MemoryWindow window = plan.head().cache.window();
    Set<Place> missed = new HashSet<>();
    for (int i = 0; i < misses.length; i++) {
      if (misses[i] > least) {
        RegionPlan.Node node = plan.nodeOf(i);
        missed.add(new Place(node.block(), i - node.firstInsn()));
      }
    }
    Set<Way> ways = new HashSet<>();
    for (Place at : missed) {
      if (at.block.scattered(at.insn)) {
        // Every page was looked up: it was not aligned.
        at.block.cross(at.insn);
      }
      at.block.scatter(at.insn);
      Way way = way(window, at.block, at.insn);
      if (way != null) {
        ways.add(way);
      }
    }
    for (Block block : plan.blocks()) {
      for (int insn = 0; insn < block.length; insn++) {
        if (ways.contains(way(window, block, insn))) {
          block.scatter(insn);
        }
      }
    }
  }

  private static @Nullable Way way(MemoryWindow window, Block block, int insn) {
    int base = block.base(insn);
    MemorySpan span = base < 0 ? null : window.span(window.readable(), block.pointer(insn));
    return span == null ? null : new Way(base, span);
  }
}
