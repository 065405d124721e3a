package dev.orrery.profiler;

import dev.orrery.engine.timing.CoreModel;
import dev.orrery.engine.timing.RetireListener;
import dev.orrery.engine.timing.Retired;
import dev.orrery.machine.plan.Guest;
import dev.orrery.machine.timing.CoreModels;
import dev.orrery.profiler.pipeline.ChosenWindow;
import dev.orrery.profiler.pipeline.WarmWindows;
import dev.orrery.profiler.recording.PipelineWindow;
import dev.orrery.spec.core.CoreTable;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import org.eclipse.collections.impl.map.mutable.primitive.LongLongHashMap;
import org.jspecify.annotations.Nullable;

/** Looks into a core's pipeline while a program runs. */
public final class PipelineSession {
  private final RetireListener listener;
  private final ChosenWindow chosen;
  private final @Nullable Warm warm;
  private final String asked;

  /**
   * Which instructions to look at.
   *
   * @param text as it was asked for, for messages; empty to look for some that the program repeats
   *     and that take many cycles
   * @param skip begin behind so many instructions, if there is no place
   * @param place address of the first instruction, the first time that it retires; null for none
   * @param count how many instructions
   */
  public record Request(String text, long skip, @Nullable Long place, int count) {}

  /**
   * Looks at {@code guest}, which is at its first instruction, from now on.
   *
   * @param whenFull is run when nothing that follows is of interest
   * @throws OrreryException if the core does not run the program's instruction set
   */
  public PipelineSession(Guest guest, CoreTable core, Request request, Runnable whenFull) {
    boolean isAsked = !request.text().isEmpty();
    asked = request.text();
    chosen =
        new ChosenWindow(
            CoreModels.of(core, guest),
            guest,
            request.skip(),
            request.place(),
            request.count(),
            isAsked ? whenFull : () -> {});
    warm = isAsked ? null : new Warm(CoreModels.of(core, guest), guest);
    listener = warm == null ? chosen : new Both(chosen, warm);
  }

  /** Tells two. */
  private record Both(RetireListener first, RetireListener second) implements RetireListener {
    @Override
    public void retired(Retired insn) {
      first.retired(insn);
      second.retired(insn);
    }
  }

  /** Looks for what takes many cycles. */
  private static final class Warm implements RetireListener {
    private final CoreModel model;
    private final WarmWindows windows;
    private final LongLongHashMap cycles = new LongLongHashMap();

    Warm(CoreModel model, Guest guest) {
      this.model = model;
      this.windows = new WarmWindows(model, guest);
    }

    @Override
    public void retired(Retired insn) {
      windows.retires(insn, true);
      long before = model.cycles();
      model.retired(insn);
      cycles.addToValue(insn.insn.pc(), model.cycles() - before);
    }

    @Nullable PipelineWindow window() {
      return windows.heaviest(cycles::get);
    }
  }

  /** What the engine must be told to tell of what retires. */
  public RetireListener listener() {
    return listener;
  }

  /** Whether all that was asked for has retired. */
  public boolean isFull() {
    return warm == null && chosen.isFull();
  }

  /**
   * The window, when the program has run.
   *
   * @param executed instructions of the program, with one that ended it before it retired
   * @throws OrreryException if the program did not come so far
   */
  public PipelineWindow window(long executed) {
    PipelineWindow best = warm == null ? null : warm.window();
    PipelineWindow window = best == null ? chosen.window() : best;
    if (window == null || window.instructions().isEmpty()) {
      throw new OrreryException(
          ExitCode.USAGE,
          chosen.retired() == 0
              ? "the program retired no instruction: there is nothing to show"
              : "--window %s: the program ended before that, after %,d instructions%s. Choose an earlier window, or leave --window out for one where it spends its cycles."
                  .formatted(
                      asked,
                      executed,
                      executed > chosen.retired()
                          ? ", the last of which ended it and is in no pipeline"
                          : ""));
    }
    return window;
  }
}
