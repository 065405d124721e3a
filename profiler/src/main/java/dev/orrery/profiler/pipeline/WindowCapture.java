package dev.orrery.profiler.pipeline;

import dev.orrery.engine.GuestFault;
import dev.orrery.engine.GuestTrap;
import dev.orrery.engine.code.InsnReader;
import dev.orrery.engine.timing.CoreEvaluator;
import dev.orrery.engine.timing.CoreModel;
import dev.orrery.engine.timing.CoreWatcher;
import dev.orrery.engine.timing.Retired;
import dev.orrery.profiler.recording.PipelineWindow.CauseCharge;
import dev.orrery.profiler.recording.PipelineWindow.PipelineStay;
import dev.orrery.spec.core.Cause;
import dev.orrery.spec.core.CoreStage;
import dev.orrery.spec.core.CoreTable;
import dev.orrery.spec.model.DecodedInsn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a copy of a model while that is told of instructions. A copy costs time and space in
 * proportion to the model's state, and then each instruction some thousand times what it costs a
 * compiled model.
 */
final class WindowCapture {
  private final CoreTable core;
  private final CoreModel model;
  private final InsnReader reader;
  private final StageTimes inOrder;
  private final List<CapturedWindow.Seen> seen = new ArrayList<>();
  private final List<CauseCharge> charges = new ArrayList<>();
  private final List<Entry> entries = new ArrayList<>();

  private final long start;

  /** When the instruction before retired, and what it takes behind that. */
  private long retired;

  private List<CauseCharge> behind = List.of();

  /** What a rule says itself. */
  private record Entry(int stage, long cycle) {}

  /**
   * Goes on from where {@code model} is.
   *
   * @param reader of the program's code
   */
  WindowCapture(CoreModel model, InsnReader reader) {
    this.core = model.table();
    this.reader = reader;
    this.start = model.cycles();
    this.retired = start;
    this.inOrder = new StageTimes(core, retired);
    this.model =
        CoreEvaluator.watched(
            model,
            new CoreWatcher() {
              @Override
              public void charged(int cause, long cycles) {
                charges.add(new CauseCharge(cause, cycles));
              }

              @Override
              public void entered(CoreStage stage, long cycle) {
                entries.add(new Entry(stage.index(), cycle));
              }
            });
  }

  /** The next instruction. */
  void retired(Retired insn) {
    charges.clear();
    entries.clear();
    model.retired(insn);
    long pc = insn.insn.pc();
    List<CauseCharge> taken = List.copyOf(charges);
    List<CauseCharge> own = taken.stream().filter(c -> !cause(c).isBehind()).toList();
    long now = retired + StageTimes.sum(behind) + StageTimes.sum(own);
    List<PipelineStay> stays = stays(taken, own, now);
    seen.add(new CapturedWindow.Seen(read(pc), pc, insn.insn.word(), now, taken, stays));
    retired = now;
    behind = taken.stream().filter(c -> cause(c).isBehind()).toList();
  }

  private List<PipelineStay> stays(List<CauseCharge> taken, List<CauseCharge> own, long now) {
    if (!core.stages().isEmpty() && entries.isEmpty()) {
      return inOrder.next(taken);
    }
    return new SpokenTimes(retired, behind, own)
        .stays(
            entries.stream().mapToInt(Entry::stage).toArray(),
            entries.stream().mapToLong(Entry::cycle).toArray(),
            now,
            c -> cause(c).stage() == null && !core.stages().isEmpty());
  }

  private Cause cause(CauseCharge c) {
    return core.causes().get(c.cause());
  }

  private @Nullable DecodedInsn read(long pc) {
    try {
      return reader.read(pc);
    } catch (GuestFault | GuestTrap e) {
      return null; // it has written over itself
    }
  }

  /**
   * Some of the instructions so far, without the model.
   *
   * @param first the first of them
   * @param count how many, if there are so many
   * @param before how many the program retired before them
   */
  CapturedWindow cut(int first, int count, long before) {
    return new CapturedWindow(
        core,
        before,
        first == 0 ? start : seen.get(first - 1).retired(),
        List.copyOf(seen.subList(first, Math.min(seen.size(), first + count))));
  }

  /** The instructions so far. */
  List<CapturedWindow.Seen> seen() {
    return seen;
  }
}
