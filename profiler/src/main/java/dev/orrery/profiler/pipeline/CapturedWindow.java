package dev.orrery.profiler.pipeline;

import dev.orrery.profiler.recording.PipelineWindow;
import dev.orrery.profiler.recording.PipelineWindow.CauseCharge;
import dev.orrery.profiler.recording.PipelineWindow.PipelineInstruction;
import dev.orrery.profiler.recording.PipelineWindow.PipelineStage;
import dev.orrery.profiler.recording.PipelineWindow.PipelineStay;
import dev.orrery.profiler.recording.PipelineWindow.StallCause;
import dev.orrery.spec.core.CoreTable;
import dev.orrery.spec.model.DecodedInsn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Instructions one after the other, not yet in words.
 *
 * @param before how many retired before them
 * @param start when the last one of these did
 */
record CapturedWindow(CoreTable core, long before, long start, List<Seen> instructions) {
  /** Stands for all of a core whose table names no stages. */
  private static final PipelineStage WHOLE =
      new PipelineStage(
          "X",
          "from the retirement of the one before to its own: the core's table names no stages");

  /**
   * An instruction that retired.
   *
   * @param insn null if its bytes cannot be read any more
   * @param word its first eight bytes
   * @param retired when
   * @param charges the cycles that it took
   * @param stays where it was
   */
  record Seen(
      @Nullable DecodedInsn insn,
      long pc,
      long word,
      long retired,
      List<CauseCharge> charges,
      List<PipelineStay> stays) {}

  /** The window in words. */
  PipelineWindow in(WindowTexts texts) {
    List<PipelineInstruction> all = new ArrayList<>();
    for (Seen s : instructions) {
      DecodedInsn insn = s.insn();
      all.add(
          new PipelineInstruction(
              s.pc(),
              texts.place(s.pc()),
              insn == null ? "0x" + Long.toHexString(s.word()) : texts.text(insn),
              s.retired(),
              s.charges(),
              s.stays()));
    }
    List<PipelineStage> stages =
        core.stages().stream().map(s -> new PipelineStage(s.name(), s.meaning())).toList();
    return new PipelineWindow(
        core.name(),
        stages.isEmpty() ? List.of(WHOLE) : stages,
        core.causes().stream().map(c -> new StallCause(c.name(), c.meaning())).toList(),
        before,
        start,
        all);
  }
}
