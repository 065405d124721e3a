package dev.orrery.engine.interp;

import dev.orrery.engine.MemorySpan;
import dev.orrery.engine.MemoryWindow;
import dev.orrery.spec.ir.Stmt;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The spans of memory that a region expects its accesses in, by what its base registers held when
 * its blocks were surveyed.
 */
final class Spans {
  private record Site(Block block, int insn, long table) {}

  private record Use(long table, int span) {}

  /** The least that an access alone may need behind a test. */
  private static final int WORD = 8;

  /** Most spans that an address is compared with. */
  private static final int MOST_TRIED = 3;

  private final List<MemorySpan> all = new ArrayList<>();
  private final Map<Site, Integer> bySite = new HashMap<>();

  /** By table, the spans that accesses go to, those of most accesses first. */
  private final Map<Long, List<Integer>> usual = new HashMap<>();

  private int reach = WORD;

  private Spans() {}

  /** The spans for a region of {@code plan}. */
  static Spans of(RegionPlan plan, List<List<List<Stmt>>> bodies) {
    Spans s = new Spans();
    MemoryWindow window = plan.head().cache.window();
    Map<Use, Integer> uses = new LinkedHashMap<>();
    for (RegionPlan.Node node : plan.nodes()) {
      Block block = node.block();
      AccessGroups groups = AccessGroups.of(block.insns, bodies.get(node.position()));
      for (AccessGroups.Group g : groups.all()) {
        s.reach = (int) Math.max(s.reach, g.last() + 1 - g.low());
        s.expect(window, block, g.insn(), g.store(), g.base(), g.low(), uses);
      }
      for (AccessGroups.Guess g : groups.guesses()) {
        s.expect(window, block, g.insn(), g.store(), g.base(), g.distance(), uses);
      }
    }
    uses.entrySet().stream()
        .sorted(Map.Entry.<Use, Integer>comparingByValue().reversed())
        .forEach(
            use ->
                s.usual
                    .computeIfAbsent(use.getKey().table, t -> new ArrayList<>())
                    .add(use.getKey().span));
    return s;
  }

  private void expect(
      MemoryWindow window,
      Block block,
      int insn,
      boolean store,
      int base,
      long distance,
      Map<Use, Integer> uses) {
    long table = store ? window.writable() : window.readable();
    long pointer = base == AccessGroups.NO_BASE ? 0 : block.pointer(insn);
    MemorySpan span = window.span(table, pointer + distance);
    if (span != null) {
      int i = all.indexOf(span);
      if (i < 0) {
        i = all.size();
        all.add(span);
      }
      bySite.put(new Site(block, insn, table), i);
      uses.merge(new Use(table, i), 1, Integer::sum);
    }
  }

  /** All of them; a span's number is its position. */
  List<MemorySpan> all() {
    return Collections.unmodifiableList(all);
  }

  /** Most bytes that are accessed behind one test. */
  int reach() {
    return reach;
  }

  /**
   * The numbers of the spans in which to expect accesses of {@code group}, the likeliest first:
   * one, or several where the accesses were seen to go to many places.
   *
   * @param group null for an access to a computed address
   * @param insn position in {@code block} of the first of them
   */
  List<Integer> of(long table, AccessGroups.@Nullable Group group, Block block, int insn) {
    List<Integer> likely = usual.getOrDefault(table, List.of());
    if (block.scattered(insn)) {
      return likely.subList(0, Math.min(MOST_TRIED, likely.size()));
    }
    Integer known = bySite.get(new Site(block, group == null ? insn : group.insn(), table));
    return known != null ? List.of(known) : likely.subList(0, Math.min(1, likely.size()));
  }

  /**
   * Whether an access outside of the spans of {@link #of} may well be to the window: the parameters
   * are the same.
   */
  boolean isOpen(long table, AccessGroups.@Nullable Group group, Block block, int insn) {
    return block.scattered(insn) || of(table, group, block, insn).isEmpty();
  }
}
