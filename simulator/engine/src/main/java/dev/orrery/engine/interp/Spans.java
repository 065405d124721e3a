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
  private record Site(Block block, int insn) {}

  private record Use(long table, int span) {}

  /** The least that an access alone may need behind a test. */
  private static final int WORD = 8;

  private final List<MemorySpan> all = new ArrayList<>();
  private final Map<Site, Integer> bySite = new HashMap<>();

  /** By table, the span that most accesses go to. */
  private final Map<Long, Integer> usual = new HashMap<>();

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
        long table = g.store() ? window.writable() : window.readable();
        MemorySpan span = window.span(table, block.pointer(g.insn()) + g.low());
        if (span != null) {
          int i = s.all.indexOf(span);
          if (i < 0) {
            i = s.all.size();
            s.all.add(span);
          }
          s.bySite.put(new Site(block, g.insn()), i);
          uses.merge(new Use(table, i), 1, Integer::sum);
        }
      }
    }
    uses.forEach(
        (use, count) -> {
          Integer best = s.usual.get(use.table);
          if (best == null || count > uses.getOrDefault(new Use(use.table, best), 0)) {
            s.usual.put(use.table, use.span);
          }
        });
    return s;
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
   * The number of the span in which to expect accesses of {@code group}; negative if unknown.
   *
   * @param insn position in {@code block} of the first of them
   */
  int of(long table, AccessGroups.@Nullable Group group, Block block, int insn) {
    if (block.scattered(insn)) {
      return -1;
    }
    Integer known = group == null ? null : bySite.get(new Site(block, insn));
    if (known == null) {
      known = usual.get(table);
    }
    return known == null ? -1 : known;
  }
}
