package dev.orrery.engine.interp;

import dev.orrery.engine.Hart;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Makes regions of what was found running: a survey of what is executed around it, then one region
 * after the other, each of which is trained for a while. The guest goes on meanwhile, and a system
 * call ends a run of the engine at any time: the work goes on with the next run.
 */
final class RegionWork {
  /** Instructions that are looked at closely before regions are made. */
  private static final int SURVEY = 1 << 17;

  /** The same where regions are made of code that has not run for long. */
  private static final int SHORT_SURVEY = 1 << 14;

  /** Instructions for which HotSpot counts which ways a new region goes. */
  private static final int TRAINING = 1 << 16;

  /** Runs the guest. */
  interface Runner {
    /**
     * Runs it up to a value of {@code hart.retired}, and on to where the code that runs then is
     * left.
     *
     * @param first what is executed first
     * @return what is executed next
     */
    Code untilLeft(Hart hart, long time, Code first);
  }

  /**
   * A block that is to become part of a region.
   *
   * @param entered whether one that only goes through it will not do
   */
  private record Wanted(Block block, boolean entered) {}

  private final boolean compiles;
  private final long surveyLength;
  private final long training;
  private final Runner runner;

  /** The survey that goes on; null if none does. */
  private @Nullable Survey survey;

  /** What was found running, and then the hottest blocks around it. */
  private final Deque<Wanted> wanted = new ArrayDeque<>();

  /** Instructions until the region that is trained has seen enough. */
  private long trainingLeft;

  /**
   * No work yet.
   *
   * @param compiles whether regions are compiled before they are entered for good; else somebody
   *     wants to see them soon
   * @param pace so many times shorter is all that takes time
   */
  RegionWork(boolean compiles, int pace, Runner runner) {
    this.compiles = compiles;
    this.surveyLength = compiles ? SURVEY / pace : SHORT_SURVEY;
    this.training = TRAINING / pace;
    this.runner = runner;
  }

  /** {@code block} was found running, while no work is under way. */
  void found(CodeCache cache, Block block) {
    survey = new Survey(cache, surveyLength);
    wanted.add(new Wanted(block, true));
  }

  private static boolean isTraining(CodeCache cache) {
    return cache.queue() instanceof RegionQueue queue && queue.isTraining();
  }

  /** Whether the next region can be made. */
  boolean canTranslate(CodeCache cache) {
    return survey == null && !wanted.isEmpty() && !isTraining(cache);
  }

  /**
   * Makes it, if that is still worth it and one can.
   *
   * @param code what is executed next
   * @return what is now in its place
   */
  Code translate(CodeCache cache, Code code) {
    Wanted next = wanted.remove();
    if (!cache.holds(next.block) || !next.entered && next.block.isInRegion()) {
      return code;
    }
    cache.translate(next.block.pc);
    trainingLeft = training;
    return InterpreterEngine.current(cache, code);
  }

  /** Whether something is to be found out while the guest runs. */
  boolean isUnderWay(CodeCache cache) {
    return survey != null || isTraining(cache);
  }

  /**
   * Runs the guest to find it out. What the guest raises ends that, until the next time.
   *
   * @param end value of {@code hart.retired} at which it ends for now, with what is executed then
   * @param code what is executed next
   * @return what is executed next afterwards
   */
  Code goOn(Hart hart, CodeCache cache, long end, Code code) {
    Survey survey = this.survey;
    if (survey == null) {
      return train(hart, cache, end, code);
    }
    hart.pc = code.pc;
    if (survey.run(hart, end) || !compiles) {
      survey.hottest().forEach(block -> wanted.add(new Wanted(block, false)));
      this.survey = null;
    }
    return cache.at(hart.pc);
  }

  /** Runs the region that is trained, as a part of all that runs. */
  private Code train(Hart hart, CodeCache cache, long end, Code first) {
    long start = hart.retired;
    Code code = first;
    try {
      code = runner.untilLeft(hart, Math.min(start + trainingLeft, end), first);
      hart.pc = code.pc;
    } finally {
      trainingLeft -= hart.retired - start;
      RegionQueue queue = cache.queue();
      if (trainingLeft <= 0 && queue != null) {
        queue.trained();
      }
    }
    return InterpreterEngine.current(cache, code);
  }
}
