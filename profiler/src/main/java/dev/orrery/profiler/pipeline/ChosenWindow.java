package dev.orrery.profiler.pipeline;

import dev.orrery.engine.code.InsnReader;
import dev.orrery.engine.timing.CoreModel;
import dev.orrery.engine.timing.RetireListener;
import dev.orrery.engine.timing.Retired;
import dev.orrery.machine.plan.Guest;
import dev.orrery.profiler.recording.PipelineWindow;
import org.jspecify.annotations.Nullable;

/** Tells a model of what retires, and looks at a window that was asked for. */
public final class ChosenWindow implements RetireListener {
  /** So many instructions before the window have filled the pipeline as it would be. */
  private static final int LEAD = 64;

  private final CoreModel model;
  private final InsnReader reader;
  private final WindowTexts texts;
  private final long skip;
  private final @Nullable Long place;
  private final int count;

  /** Told when all of the window has retired. */
  private final Runnable whenFull;

  private long retired;
  private long first = -1;
  private @Nullable WindowCapture capture;
  private long captureFrom;

  /**
   * A window of what retires from now on.
   *
   * @param model after reset
   * @param guest the program
   * @param skip it begins behind so many instructions, if there is no place
   * @param place address of its first instruction, the first time that it retires; null for none
   * @param count instructions in it
   * @param whenFull is run when these have retired; what follows is of no interest
   */
  public ChosenWindow(
      CoreModel model, Guest guest, long skip, @Nullable Long place, int count, Runnable whenFull) {
    this.model = model;
    this.reader = new InsnReader(guest.hart().isa, guest.hart().memory.space());
    this.texts = new WindowTexts(guest);
    this.skip = skip;
    this.place = place;
    this.count = count;
    this.whenFull = whenFull;
  }

  @Override
  public void retired(Retired insn) {
    if (first < 0 && (place == null ? retired == skip : insn.insn.pc() == place)) {
      first = retired;
    }
    boolean near = place == null ? retired >= skip - LEAD : first >= 0;
    if (capture == null && near) {
      capture = new WindowCapture(model, reader);
      captureFrom = retired;
    }
    WindowCapture c = capture;
    if (c != null && (first < 0 || retired < first + count)) {
      c.retired(insn);
    }
    model.retired(insn);
    retired++;
    if (first >= 0 && retired == first + count) {
      whenFull.run();
    }
  }

  /** Whether all of the window has retired. */
  public boolean isFull() {
    return first >= 0 && retired >= first + count;
  }

  /** How many instructions have retired. */
  public long retired() {
    return retired;
  }

  /** The window, which has fewer instructions if the program ended; null if it never began. */
  public @Nullable PipelineWindow window() {
    WindowCapture c = capture;
    return first < 0 || c == null
        ? null
        : c.cut((int) (first - captureFrom), count, first).in(texts);
  }
}
