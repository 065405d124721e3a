package dev.orrery.profiler.pipeline;

import dev.orrery.profiler.recording.PipelineWindow.CauseCharge;
import dev.orrery.profiler.recording.PipelineWindow.PipelineStay;
import dev.orrery.spec.core.Cause;
import dev.orrery.spec.core.CoreStage;
import dev.orrery.spec.core.CoreTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When instructions were in which stage of a pipeline in order, from what a core's table takes for
 * each of them.
 *
 * <p>A table says when an instruction retires, exactly. The cycles of a stage in which it is held
 * are therefore counted back from there; in any other stage it stays until it can enter the next
 * one, as the instruction before it has left that. So the last stage ends with the retirement, no
 * stage holds two instructions, and each is held by a cause for as many cycles as were taken for
 * it.
 */
final class StageTimes {
  private final List<Cause> causes;
  private final int stages;

  /** Of the instruction before: when it entered and left each stage, and retired. */
  private long[] entered;

  private long[] left;
  private long retired;
  private List<PipelineStay> stays = List.of();

  /** What it takes behind itself. */
  private List<CauseCharge> behind = List.of();

  /**
   * Of a core that has stages.
   *
   * @param now the cycle in which the instruction before the first one retired; it is taken to have
   *     waited for nothing
   */
  StageTimes(CoreTable core, long now) {
    causes = core.causes();
    stages = core.stages().size();
    retired = now;
    left = new long[stages];
    entered = new long[stages];
    for (int s = 0; s < stages; s++) {
      left[s] = now - (stages - 1 - s);
      entered[s] = left[s] - 1;
    }
  }

  /** When the instruction before retired. */
  long retired() {
    return retired;
  }

  /**
   * Where the next instruction was.
   *
   * @param charges what was taken for it
   */
  List<PipelineStay> next(List<CauseCharge> charges) {
    Holds holds = new Holds(charges);
    List<CauseCharge> front = behind;
    long latest = retired + sum(front) + holds.cycles();
    retired = latest;
    long[] leaves = new long[stages];
    for (int s = stages - 1; s >= 0; s--) {
      leaves[s] = latest;
      latest -= 1 + sum(holds.in.get(s));
    }
    List<PipelineStay> now = new ArrayList<>();
    boolean together = holds.cycles() == 0;
    long at = together ? entered[0] : left[0];
    if (!front.isEmpty()) {
      label(now, PipelineStay.NOWHERE, at, Math.max(at, latest), front, true);
      at = latest;
    }
    long[] enters = new long[stages];
    for (int s = 0; s < stages; s++) {
      enters[s] = at;
      List<CauseCharge> held = holds.in.get(s);
      if (held.isEmpty() && s < stages - 1) {
        leaves[s] = Math.max(at + 1, together ? entered[s + 1] : left[s + 1]);
      }
      now.add(new PipelineStay(s, at, at + 1, PipelineStay.MOVES, false));
      label(now, s, at + 1, leaves[s], held, false);
      at = leaves[s];
    }
    entered = enters;
    left = leaves;
    behind = holds.behind;
    stays = merged(now);
    return stays;
  }

  /**
   * Adds a stay that ends with {@code held}; before these, the instruction waits for the one before
   * it.
   *
   * @param others whether these are the cycles of the instruction before, too
   */
  private void label(
      List<PipelineStay> to,
      int stage,
      long from,
      long until,
      List<CauseCharge> held,
      boolean others) {
    long own = Math.max(from, until - sum(held));
    waiting(to, stage, from, own, held);
    long at = until - sum(held);
    for (CauseCharge h : held) {
      if (at + h.cycles() > from) {
        to.add(new PipelineStay(stage, Math.max(from, at), at + h.cycles(), h.cause(), !others));
      }
      at += h.cycles();
    }
  }

  /** Adds a stay in which this instruction waits for the one before, by what holds that one. */
  private void waiting(
      List<PipelineStay> to, int stage, long from, long until, List<CauseCharge> held) {
    // Where that one moves on, this one waits for no stage, but its own cycles are yet to come.
    int otherwise = held.isEmpty() ? PipelineStay.MOVES : held.getFirst().cause();
    long at = from;
    for (PipelineStay s : stays) {
      long start = Math.clamp(s.from(), at, Math.max(at, until));
      long end = Math.clamp(s.to(), start, Math.max(start, until));
      if (s.cause() != PipelineStay.MOVES && start < end) {
        add(to, stage, at, start, otherwise);
        add(to, stage, start, end, s.cause());
        at = end;
      }
    }
    add(to, stage, at, until, otherwise);
  }

  private static void add(List<PipelineStay> to, int stage, long from, long until, int cause) {
    if (from < until) {
      to.add(new PipelineStay(stage, from, until, cause, false));
    }
  }

  /** The same with one stay where two differ in nothing. */
  static List<PipelineStay> merged(List<PipelineStay> stays) {
    List<PipelineStay> out = new ArrayList<>();
    for (PipelineStay s : stays) {
      @Nullable PipelineStay last = out.isEmpty() ? null : out.getLast();
      if (last != null
          && last.stage() == s.stage()
          && last.cause() == s.cause()
          && last.own() == s.own()) {
        out.set(
            out.size() - 1, new PipelineStay(s.stage(), last.from(), s.to(), s.cause(), s.own()));
      } else {
        out.add(s);
      }
    }
    return List.copyOf(out);
  }

  static long sum(List<CauseCharge> charges) {
    return charges.stream().mapToLong(CauseCharge::cycles).sum();
  }

  /** The cycles of an instruction by the stage in which it is held, and those behind it. */
  private final class Holds {
    final List<List<CauseCharge>> in = new ArrayList<>();
    final List<CauseCharge> behind = new ArrayList<>();
    private long moves;

    Holds(List<CauseCharge> charges) {
      for (int s = 0; s < stages; s++) {
        in.add(new ArrayList<>());
      }
      for (CauseCharge c : charges) {
        Cause cause = causes.get(c.cause());
        CoreStage stage = cause.stage();
        if (cause.isBehind()) {
          behind.add(c);
        } else if (stage != null) {
          in.get(stage.index()).add(c);
        } else {
          // It moves on in one cycle; all others that have no place are in the last stage.
          long more = c.cycles() - (moves == 0 ? 1 : 0);
          moves = 1;
          if (more > 0) {
            in.getLast().add(new CauseCharge(c.cause(), more));
          }
        }
      }
      if (moves == 0) {
        in.stream().filter(h -> !h.isEmpty()).findFirst().ifPresent(this::moveOnIn);
      }
    }

    /**
     * The first cycle of a stage is one in which an instruction has moved on, whatever it is for.
     */
    private void moveOnIn(List<CauseCharge> stage) {
      moves = 1;
      CauseCharge first = stage.removeFirst();
      if (first.cycles() > 1) {
        stage.addFirst(new CauseCharge(first.cause(), first.cycles() - 1));
      }
    }

    /** Cycles from the retirement of the instruction before, or what that takes behind it. */
    long cycles() {
      return moves + in.stream().mapToLong(StageTimes::sum).sum();
    }
  }
}
