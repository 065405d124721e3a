package dev.orrery.profiler.pipeline;

import dev.orrery.profiler.recording.PipelineWindow.CauseCharge;
import dev.orrery.profiler.recording.PipelineWindow.PipelineStay;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Where an instruction was whose rule says itself when it entered each stage, or whose core has no
 * stages and overlaps nothing. What it is held by is seen at its retirement: the cycles between
 * that of the instruction before and its own are those that were taken for it, in this order.
 */
final class SpokenTimes {
  private final long before;
  private final List<CauseCharge> behind;
  private final List<CauseCharge> own;

  /**
   * Of one instruction.
   *
   * @param before when the instruction before it retired
   * @param behind what that one takes behind itself
   * @param own what is taken for this one
   */
  SpokenTimes(long before, List<CauseCharge> behind, List<CauseCharge> own) {
    this.before = before;
    this.behind = behind;
    this.own = own;
  }

  /**
   * The stays.
   *
   * @param stages stages that it entered
   * @param cycles when it entered each of them; what is not in the order of time is put right
   * @param retired when it retired
   * @param moves whether it moves on in cycles that are taken so
   */
  List<PipelineStay> stays(
      int[] stages, long[] cycles, long retired, Predicate<CauseCharge> moves) {
    List<PipelineStay> out = new ArrayList<>();
    long first =
        stages.length == 0 ? before + StageTimes.sum(behind) : Math.clamp(cycles[0], 0, retired);
    if (before < first) {
      add(out, PipelineStay.NOWHERE, before, first, moves);
    }
    long at = first;
    for (int i = 0; i < Math.max(1, stages.length); i++) {
      int stage = stages.length == 0 ? 0 : stages[i];
      long end = i + 1 < stages.length ? Math.clamp(cycles[i + 1], at, retired) : retired;
      add(out, stage, at, end, moves);
      at = end;
    }
    return StageTimes.merged(out);
  }

  /** Adds a stay, which is cut where what it is held by changes. */
  private void add(
      List<PipelineStay> out, int stage, long from, long to, Predicate<CauseCharge> moves) {
    long at = from;
    long end = before;
    for (int i = 0; i < behind.size() + own.size() && at < to; i++) {
      boolean isOwn = i >= behind.size();
      CauseCharge c = isOwn ? own.get(i - behind.size()) : behind.get(i);
      long start = end;
      end += c.cycles();
      if (at < start) {
        out.add(new PipelineStay(stage, at, Math.min(start, to), PipelineStay.MOVES, false));
        at = Math.min(start, to);
      }
      if (at < end && at < to) {
        int cause = moves.test(c) ? PipelineStay.MOVES : c.cause();
        boolean isHeld = cause != PipelineStay.MOVES;
        out.add(new PipelineStay(stage, at, Math.min(end, to), cause, isOwn && isHeld));
        at = Math.min(end, to);
      }
    }
    if (at < to) {
      out.add(new PipelineStay(stage, at, to, PipelineStay.MOVES, false));
    }
  }
}
