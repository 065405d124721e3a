package dev.orrery.machine.validate;

import dev.orrery.engine.MemoryPort;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program side by side, and finds where sides begin to differ.
 *
 * <p>Sides pause every so many instructions, and their registers are compared; so is all the rest,
 * at all pauses that are far enough apart for the memory that there is. When they differ, the
 * stretch between two pauses is divided into a few parts, the program is started anew and compared
 * at their ends, and so on with the part that does not end alike: a dozen replays at most, however
 * long the program. A difference may heal before a pause: what lies before the one that was found
 * is looked through instruction by instruction. An engine that translates may be wrong only when it
 * is allowed to run on; then the number of instructions at which it must stop is bisected instead,
 * and every replay goes there without a look on the way.
 */
public final class Validator {
  /** Instructions between two pauses, unless told otherwise; more would be divided by machines. */
  public static final long PACE = 1_000_000;

  /** Parts that a stretch is divided into: replays cost more than comparisons. */
  private static final int PARTS = 32;

  /** Instructions, for each page of memory, that it is fair to run before all is compared again. */
  private static final long PER_PAGE = 256;

  /** Instructions that are executed one by one at most. */
  private static final long MOST_SCANNED = 4 * PACE;

  private final Subject subject;
  private final List<Side> sides;
  private final VisibleState state;
  private final long pace;
  private final AtomicLong agreed = new AtomicLong();
  private final AtomicInteger replays = new AtomicInteger();

  /**
   * A comparison.
   *
   * @param sides at least two; the last one is the reference that others are explained by
   * @param pace instructions between two pauses, 1 to {@link #PACE}
   */
  public Validator(Subject subject, List<Side> sides, long pace) {
    if (sides.size() < 2 || pace < 1 || pace > PACE) {
      throw new IllegalArgumentException("not a comparison");
    }
    this.subject = subject;
    this.sides = List.copyOf(sides);
    this.state = new VisibleState(subject.isa());
    this.pace = pace;
  }

  /** Instructions on which the sides agree so far; may be asked from any thread. */
  public long agreed() {
    return agreed.get();
  }

  /** How often the program was started anew to find a difference; may be asked from any thread. */
  public int replays() {
    return replays.get();
  }

  /**
   * Runs the program until it ends, the plan's limit of instructions is reached, or sides differ.
   *
   * @param giveUp asked at every pause
   */
  public Verdict run(BooleanSupplier giveUp) {
    long limit = subject.plan().limits().maxInstructions();
    long checks = 0;
    try (Lockstep run = new Lockstep(subject, sides, state, pace)) {
      while (true) {
        long from = run.at();
        long to = Math.min(limit, from + interval(run.residentBytes()));
        while (run.at() < to && !run.over()) {
          if (giveUp.getAsBoolean()) {
            return new Verdict.GivenUp(agreed(), checks);
          }
          run.advance(Math.min(to, (run.at() / pace + 1) * pace));
          checks++;
          if (!run.agreesOnRegisters()) {
            return new Verdict.Differed(from, run.at(), checks);
          }
        }
        if (!run.agrees()) {
          return new Verdict.Differed(from, run.at(), checks);
        }
        Replica any = run.replicas().getFirst();
        agreed.set(any.retired());
        if (run.over() || to == limit) {
          return new Verdict.Agreed(
              any.retired(),
              checks,
              any.state(),
              any.over(),
              any.out().count() + any.err().count());
        }
      }
    }
  }

  private long interval(long bytes) {
    long fair = PER_PAGE * (bytes / MemoryPort.PAGE_SIZE);
    return Math.max(1, fair / pace) * pace;
  }

  /**
   * Finds the instruction at which the sides begin to differ.
   *
   * @return null if they do not differ again when the program is run once more
   */
  public @Nullable Divergence locate(Verdict.Differed found) {
    Stretch divided = divide(found);
    Stretch first = divided == null ? null : scan(found.instructions(), divided.from());
    for (Stretch stretch : Arrays.asList(first, divided)) {
      Divergence divergence = explain(stretch);
      if (divergence != null) {
        return divergence;
      }
    }
    return explain(bisect(found));
  }

  /**
   * The last instructions that the reference executed up to the one that makes the difference, that
   * one included, on its hart; system calls are left out.
   *
   * @param most at most so many
   */
  public List<Step> steps(Divergence divergence, int most) {
    try (Lockstep run = start(List.of(sides.getLast()))) {
      long end = divergence.instructions() + 1;
      run.advance(Math.max(0, end - most));
      return new Recorder(run).upTo(end, divergence.hart());
    }
  }

  /**
   * What else may be to blame when an engine is wrong only where it may run on: the instructions,
   * on the same hart, up to where the difference was found. Empty if the divergence is exact.
   */
  public List<Step> suspects(Divergence divergence) {
    if (divergence.exact()) {
      return List.of();
    }
    try (Lockstep run = start(List.of(sides.getLast()))) {
      long end = divergence.instructions() + divergence.stretch();
      run.advance(Math.max(0, end - Explanation.REACH));
      return new Recorder(run).upTo(end, divergence.hart());
    }
  }

  /**
   * The divergence with another instruction to blame for it.
   *
   * @param culprit one of {@link #suspects}, on which the sides were seen to differ by itself
   */
  public Divergence blame(Divergence divergence, Step culprit) {
    long end = divergence.instructions() + divergence.stretch();
    Divergence blamed =
        explanation().of(new Stretch(0, end, false), culprit.instructions(), replays);
    return blamed == null ? divergence : blamed;
  }

  private Explanation explanation() {
    return new Explanation(sides, state, this::start);
  }

  private @Nullable Divergence explain(@Nullable Stretch stretch) {
    return stretch == null ? null : explanation().of(stretch, replays);
  }

  /**
   * A wrong value may be overwritten before the next pause, and only what came of it be seen: looks
   * at the registers after every instruction. Null if there is nothing to see.
   */
  private @Nullable Stretch scan(long from, long to) {
    if (to - from > MOST_SCANNED) {
      return null;
    }
    try (Lockstep run = start(sides)) {
      run.advance(from);
      while (run.at() < to && !run.over()) {
        run.advance(run.at() + 1);
        if (!run.agreesOnRegisters()) {
          return new Stretch(run.at() - 1, run.at(), true);
        }
      }
    }
    return null;
  }

  /**
   * A stretch of the run: the sides agree at its start and differ at its end.
   *
   * @param paused whether all that was compared before was compared in the same run, so that one
   *     instruction makes the difference
   */
  record Stretch(long from, long to, boolean paused) {}

  private Lockstep start(List<Side> some) {
    replays.incrementAndGet();
    return new Lockstep(subject, some, state, pace);
  }

  /** Null if the sides do not differ when they pause more often. */
  private @Nullable Stretch divide(Verdict.Differed found) {
    long from = found.instructions();
    long to = found.to();
    while (to - from > 1) {
      long step = Math.ceilDiv(to - from, PARTS);
      long hit = firstDifference(from, to, step);
      if (hit == from) {
        return null;
      }
      from = Math.max(from, hit - step);
      to = hit;
    }
    return new Stretch(from, to, true);
  }

  /** The first of the pauses at which the sides differ; {@code from} if there is none behind it. */
  private long firstDifference(long from, long to, long step) {
    try (Lockstep run = start(sides)) {
      run.advance(from);
      if (!run.agrees()) {
        return from;
      }
      while (run.at() < to) {
        run.advance(Math.min(to, run.at() + step));
        if (!run.agrees()) {
          return run.at();
        }
      }
    }
    return from;
  }

  /** Null if the sides do not differ again. */
  private @Nullable Stretch bisect(Verdict.Differed found) {
    long from = found.instructions();
    long to = found.to();
    if (!differsAt(to)) {
      return null;
    }
    while (to - from > 1) {
      long middle = from + (to - from) / 2;
      if (differsAt(middle)) {
        to = middle;
      } else {
        from = middle;
      }
    }
    return new Stretch(from, to, false);
  }

  private boolean differsAt(long instructions) {
    try (Lockstep run = start(sides)) {
      run.advance(instructions);
      return !run.agrees();
    }
  }
}
