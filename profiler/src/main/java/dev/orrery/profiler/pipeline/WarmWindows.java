package dev.orrery.profiler.pipeline;

import dev.orrery.engine.code.InsnReader;
import dev.orrery.engine.timing.CoreModel;
import dev.orrery.engine.timing.Retired;
import dev.orrery.machine.plan.Guest;
import dev.orrery.profiler.recording.PipelineWindow;
import java.util.function.LongToDoubleFunction;
import org.eclipse.collections.impl.map.mutable.primitive.LongIntHashMap;
import org.eclipse.collections.impl.map.mutable.primitive.LongObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps, for each place that is jumped to, a window that begins there when this happens for the
 * 16th, 32nd, 64th time and so on: the last one is from the second half of the run of a loop, and
 * caches and predictors are as warm as they get.
 */
public final class WarmWindows {
  /** Instructions in a window. */
  public static final int COUNT = 32;

  /** Before a place has been jumped to so often, there is no window. */
  private static final int WARM = 16;

  /** A window begins when its place is reached again, if it is within so many instructions. */
  private static final int LEAD = 64;

  private final CoreModel model;
  private final InsnReader reader;
  private final WindowTexts texts;
  private final LongIntHashMap times = new LongIntHashMap();
  private final LongObjectHashMap<CapturedWindow> kept = new LongObjectHashMap<>();
  private @Nullable WindowCapture capture;
  private long place;
  private int first;
  private long retired;
  private long captureFrom;
  private boolean jumped;

  /**
   * Windows of what {@code model} is told of.
   *
   * @param guest the program
   */
  public WarmWindows(CoreModel model, Guest guest) {
    this.model = model;
    this.reader = new InsnReader(guest.hart().isa, guest.hart().memory.space());
    this.texts = new WindowTexts(guest);
  }

  /**
   * An instruction that the model has not been told of yet.
   *
   * @param wanted whether a window may begin here
   */
  public void retires(Retired insn, boolean wanted) {
    long pc = insn.insn.pc();
    if (jumped && wanted && capture == null) {
      int n = times.addToValue(pc, 1);
      if (n >= WARM && Integer.bitCount(n) == 1) {
        capture = new WindowCapture(model, reader);
        place = pc;
        first = 0;
        captureFrom = retired;
      }
    }
    WindowCapture c = capture;
    if (c != null) {
      int seen = c.seen().size();
      if (first == 0 && pc == place && seen <= LEAD) {
        first = seen;
      }
      c.retired(insn);
      if (seen + 1 >= (first == 0 ? LEAD : first) + COUNT) {
        kept.put(place, c.cut(first, COUNT, captureFrom + first));
        capture = null;
      }
    }
    jumped = insn.taken;
    retired++;
  }

  /**
   * The window whose instructions weigh most, each counted once.
   *
   * @param weight of the instruction at an address
   * @return null if there is no window
   */
  public @Nullable PipelineWindow heaviest(LongToDoubleFunction weight) {
    CapturedWindow best = null;
    double most = -1;
    for (long at : kept.keySet().toSortedArray()) {
      CapturedWindow window = kept.get(at);
      double sum =
          window.instructions().stream()
              .mapToLong(CapturedWindow.Seen::pc)
              .distinct()
              .mapToDouble(weight::applyAsDouble)
              .sum();
      if (sum > most) {
        best = window;
        most = sum;
      }
    }
    return best == null ? null : best.in(texts);
  }
}
