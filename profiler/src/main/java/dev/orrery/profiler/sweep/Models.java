package dev.orrery.profiler.sweep;

import dev.orrery.engine.timing.CoreModel;
import dev.orrery.engine.timing.RetireListener;
import dev.orrery.engine.timing.Retired;
import dev.orrery.profiler.sweep.Point.Failed;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells several models of every instruction that retires: the program does the same for all of
 * them, and so it runs once. A model that fails is not told any more; the others go on.
 */
final class Models implements RetireListener {
  private final CoreModel[] all;
  private final @Nullable Failed[] failures;

  /** Those that have not failed. */
  private CoreModel[] working;

  /** Of {@code models}, which are after reset. */
  Models(List<CoreModel> models) {
    all = models.toArray(CoreModel[]::new);
    failures = new Failed[all.length];
    working = all.clone();
  }

  @Override
  public void retired(Retired insn) {
    for (CoreModel model : working) {
      try {
        model.retired(insn);
      } catch (OrreryException e) {
        fail(model, e);
      }
    }
  }

  private void fail(CoreModel failed, OrreryException e) {
    failures[Arrays.asList(all).indexOf(failed)] = Failed.of(e);
    working = Arrays.stream(working).filter(m -> m != failed).toArray(CoreModel[]::new);
    if (working.length == 0) {
      throw new OrreryException(ExitCode.BAD_INPUT, "all models have failed", e);
    }
  }

  /** What is wrong with a model; null if nothing is. */
  @Nullable Failed failure(int number) {
    return failures[number];
  }
}
