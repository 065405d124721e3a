package dev.orrery.machine;

import dev.orrery.engine.Engine;
import dev.orrery.engine.Hart;
import dev.orrery.engine.Stop;
import dev.orrery.machine.elf.LoadedImage;
import dev.orrery.machine.elf.SymbolTable;
import dev.orrery.machine.mem.GuestMemory;
import org.jspecify.annotations.Nullable;

/**
 * Harts, their memory and what surrounds them, run by an engine until something ends it. The harts
 * take turns as the environment says; one runs at a time.
 *
 * <p>Everything that the guest can observe depends on the count of retired instructions alone. The
 * engine runs in slices of about 50 ms so that time limits and {@link #interrupt} are noticed soon;
 * where a slice ends makes no difference to the guest.
 */
public final class Machine implements AutoCloseable {
  private static final long SLICE_NANOS = 50_000_000;
  private static final long FIRST_SLICE = 1 << 20;
  private static final long SHORTEST_SLICE = 1 << 12;
  private static final long LONGEST_SLICE = 1L << 36;

  private final GuestMemory memory;
  private final Environment environment;
  private final LoadedImage image;
  private volatile Hart hart;
  private Engine engine;
  private long slice = FIRST_SLICE;
  private volatile boolean interrupted;
  private volatile long deadline;

  /**
   * A machine that is ready to run.
   *
   * @param hart the first one, at its first instruction
   * @param memory what the hart's port leads to, with the program in it
   * @param image the program, where it is loaded
   */
  public Machine(
      Engine engine, Hart hart, GuestMemory memory, Environment environment, LoadedImage image) {
    this.engine = engine;
    this.hart = hart;
    this.memory = memory;
    this.environment = environment;
    this.image = image;
    memory.attach(engine);
    environment.giveUpWhen(() -> interrupted || System.nanoTime() - deadline >= 0);
    environment.watchHarts(ended -> this.engine.forget(ended.hart()));
  }

  /** The hart whose turn it is; when a run has ended, the one that ended it. */
  public Hart hart() {
    return hart;
  }

  /** Instructions that all harts have retired; may be asked from any thread. */
  public long retired() {
    return hart.time();
  }

  /** The memory. */
  public GuestMemory memory() {
    return memory;
  }

  /** What surrounds it. */
  public Environment environment() {
    return environment;
  }

  /** The program, where it is loaded. */
  public LoadedImage image() {
    return image;
  }

  /** The program's symbols, where it is loaded. */
  public SymbolTable symbols() {
    return image.symbols();
  }

  /** The engine that runs it. */
  public Engine engine() {
    return engine;
  }

  /** Goes on with another engine; not while running. */
  public void switchTo(Engine other) {
    engine = other;
    memory.attach(other);
  }

  /** Gives up what is held of the host's, such as open files. The guest's state stays readable. */
  @Override
  public void close() {
    environment.close();
  }

  /** Makes {@link #run} return soon, from any thread. */
  public void interrupt() {
    interrupted = true;
  }

  /**
   * Runs until the program ends or a limit is reached. May be called again after a limit was
   * reached, with higher limits.
   */
  public Outcome run(RunLimits limits) {
    long start = System.nanoTime();
    long before = retired();
    deadline = start + Math.min(limits.timeoutNanos(), Long.MAX_VALUE / 2);
    Ending ending = null;
    while (ending == null) {
      ending = step(limits, before);
    }
    return new Outcome(ending, retired() - before, System.nanoTime() - start);
  }

  private @Nullable Ending step(RunLimits limits, long before) {
    Hart hart = this.hart;
    long left = limits.maxInstructions() - (hart.time() - before);
    if (left <= 0) {
      return new Ending.LimitReached(
          Ending.Limit.INSTRUCTIONS,
          "it retired " + limits.maxInstructions() + " instructions: raise --max-insns");
    }
    if (interrupted) {
      interrupted = false;
      return new Ending.Interrupted();
    }
    long sliceStart = System.nanoTime();
    if (sliceStart - deadline >= 0) {
      return new Ending.LimitReached(
          Ending.Limit.TIME,
          "it ran for %.1f s: raise --timeout".formatted(limits.timeoutNanos() / 1e9));
    }
    long untilEvent = environment.nextEvent() - hart.time();
    if (untilEvent <= 0) {
      Ending ending = environment.event(hart);
      this.hart = environment.running(hart);
      return ending;
    }
    long budget = Math.min(Math.min(left, untilEvent), slice);
    long ran = engine.run(hart, budget);
    if (ran == slice) {
      adapt(System.nanoTime() - sliceStart);
    }
    return served(hart);
  }

  private @Nullable Ending served(Hart hart) {
    if (hart.stop instanceof Stop.Budget) {
      return null;
    }
    Ending ending = memory.exhausted() ? null : environment.serve(hart, hart.stop);
    this.hart = environment.running(hart);
    if (memory.exhausted()) {
      return new Ending.LimitReached(Ending.Limit.MEMORY, memory.exhaustedMessage());
    }
    return ending;
  }

  /** Halfway, in ratio, to the length that would have taken the time aimed at. */
  private void adapt(long nanos) {
    double ratio = Math.sqrt((double) SLICE_NANOS / Math.max(1, nanos));
    slice = Math.clamp((long) (slice * Math.clamp(ratio, 0.25, 4)), SHORTEST_SLICE, LONGEST_SLICE);
  }
}
