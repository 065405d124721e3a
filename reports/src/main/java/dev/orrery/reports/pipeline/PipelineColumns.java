package dev.orrery.reports.pipeline;

import dev.orrery.profiler.recording.PipelineWindow.PipelineInstruction;
import dev.orrery.profiler.recording.PipelineWindow.PipelineStay;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a drawing, which are cycles. Where many cycles in a row are alike for all
 * instructions, as when a cache misses, most of them are left out.
 */
public final class PipelineColumns {
  /** A column that stands for cycles that are left out. */
  public static final long LEFT_OUT = -1;

  private final List<Long> cycles = new ArrayList<>();

  /**
   * Of some instructions.
   *
   * @param alike so many cycles that are alike are shown, at least 3; of more, the first ones and
   *     the last
   */
  public PipelineColumns(List<PipelineInstruction> instructions, int alike) {
    TreeSet<Long> changes = new TreeSet<>();
    for (PipelineInstruction i : instructions) {
      for (PipelineStay s : i.stays()) {
        changes.add(s.from());
        changes.add(s.to());
      }
    }
    Long from = changes.isEmpty() ? null : changes.first();
    while (from != null) {
      Long to = changes.higher(from);
      if (to != null) {
        add(from, to, alike);
      }
      from = to;
    }
  }

  /**
   * Cuts a window into parts that fit beside their texts, each drawn from the left again.
   *
   * @param room columns of a part, which one instruction alone may exceed
   */
  public static List<List<PipelineInstruction>> parts(
      List<PipelineInstruction> all, int alike, int room) {
    List<List<PipelineInstruction>> parts = new ArrayList<>();
    int from = 0;
    while (from < all.size()) {
      int to = from + 1;
      while (to < all.size()
          && new PipelineColumns(all.subList(from, to + 1), alike).count() <= room) {
        to++;
      }
      parts.add(all.subList(from, to));
      from = to;
    }
    return parts;
  }

  private void add(long from, long to, int alike) {
    boolean all = to - from <= alike;
    for (long c = from; c < (all ? to : from + alike - 2); c++) {
      cycles.add(c);
    }
    if (!all) {
      cycles.add(LEFT_OUT);
      cycles.add(to - 1);
    }
  }

  /** How many columns there are. */
  public int count() {
    return cycles.size();
  }

  /** The cycle of a column; {@link #LEFT_OUT} if it stands for several. */
  public long cycle(int column) {
    return cycles.get(column);
  }

  /** Where an instruction is in a column, null if it is nowhere yet, or has retired. */
  public static @Nullable PipelineStay at(PipelineInstruction instruction, long cycle) {
    for (PipelineStay s : instruction.stays()) {
      if (s.from() <= cycle && cycle < s.to()) {
        return s;
      }
    }
    return null;
  }
}
