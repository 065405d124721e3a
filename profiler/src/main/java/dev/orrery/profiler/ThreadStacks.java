package dev.orrery.profiler;

import dev.orrery.engine.CallProbe;
import dev.orrery.engine.Hart;
import dev.orrery.machine.Environment.HartWatch;
import dev.orrery.machine.ThreadView;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A {@link ShadowStack} for each hart that runs, and the sums of those that have ended. */
final class ThreadStacks implements CallProbe, HartWatch {
  private final FunctionTable functions;
  private final int stackPointer;
  private final CycleMeter meter;
  private final CallTrace trace = new CallTrace();
  private final Map<Hart, Running> running = new IdentityHashMap<>();
  private final CallForest all = new CallForest();
  private final @Nullable Counted[] byNumber = new Counted[Hart.NUMBERS];
  private Running last;
  private int begun = 1;
  private long retired;

  /** A hart, and what it had retired when it began to be watched. */
  private record Running(Hart hart, ShadowStack stack, long retiredBefore) {}

  /** The harts of one {@link Hart#number} that have ended. */
  static final class Counted {
    private final CallForest calls = new CallForest();
    private final int id;
    private String name;
    private int threads;
    private long retired;

    Counted(int id, String name) {
      this.id = id;
      this.name = name;
    }

    CallForest calls() {
      return calls;
    }

    /** The first thread's ID. */
    int id() {
      return id;
    }

    String name() {
      return name;
    }

    int threads() {
      return threads;
    }

    long retired() {
      return retired;
    }
  }

  /**
   * Stacks for a machine's harts.
   *
   * @param first the only one so far
   * @param stackPointer register slot of the stack pointer, or -1
   * @param meter whose cycles are charged to calls, too
   */
  ThreadStacks(FunctionTable functions, Hart first, int stackPointer, CycleMeter meter) {
    this.functions = functions;
    this.stackPointer = stackPointer;
    this.meter = meter;
    this.last = begin(first);
  }

  private Running begin(Hart hart) {
    Running r =
        new Running(
            hart, new ShadowStack(functions, hart, stackPointer, meter, trace), hart.retired);
    running.put(hart, r);
    return r;
  }

  private ShadowStack of(Hart hart) {
    if (last.hart() != hart) {
      Running r = running.get(hart);
      last = r != null ? r : begin(hart);
    }
    return last.stack();
  }

  @Override
  public void begins(ThreadView thread) {
    begun++;
    Running unused = begin(thread.hart());
  }

  @Override
  public void ends(ThreadView thread) {
    end(thread.hart(), thread.id(), thread.name());
  }

  private void end(Hart hart, int id, String name) {
    Running r = running.remove(hart);
    if (r == null) {
      return;
    }
    r.stack().finish(hart);
    trace.named(r.stack(), id);
    Counted c = byNumber[hart.number];
    if (c == null) {
      c = new Counted(id, name);
      byNumber[hart.number] = c;
    }
    c.name = c.threads == 0 ? name : "others";
    c.threads++;
    long own = hart.retired - r.retiredBefore();
    c.retired += own;
    retired += own;
    c.calls.add(r.stack());
    all.add(r.stack());
  }

  /**
   * The turn of {@code hart} ends: what happens from now on is another one's doing. The call that
   * ended a thread retires when the thread has gone; its cycles are the next one's.
   */
  void turnEnds(Hart hart) {
    Running r = running.get(hart);
    if (r != null) {
      r.stack().charge(hart);
    }
  }

  /** Ends what has not ended, in the order of {@code threads}; without any, of the only hart. */
  void finish(List<ThreadView> threads) {
    threads.forEach(this::ends);
    for (Hart hart : List.copyOf(running.keySet())) {
      end(hart, 0, "");
    }
  }

  /** The calls of all harts. Complete after {@link #finish}, as is everything below. */
  CallForest all() {
    return all;
  }

  /** When functions were active. */
  CallTrace trace() {
    return trace;
  }

  /** Instructions that all harts retired. */
  long retired() {
    return retired;
  }

  /** Whether there was more than one. */
  boolean several() {
    return begun > 1;
  }

  /** The numbers that harts had, in order. */
  List<Integer> numbers() {
    List<Integer> numbers = new ArrayList<>();
    for (int n = 0; n < byNumber.length; n++) {
      if (byNumber[n] != null) {
        numbers.add(n);
      }
    }
    return numbers;
  }

  /** The sums of the harts of a number. */
  Counted counted(int number) {
    Counted c = byNumber[number];
    if (c == null) {
      throw new IllegalArgumentException("no hart has number " + number);
    }
    return c;
  }

  @Override
  public void call(Hart hart, long site, long target, long returnAddress) {
    of(hart).call(hart, site, target, returnAddress);
  }

  @Override
  public void ret(Hart hart, long site, long target) {
    of(hart).ret(hart, site, target);
  }

  @Override
  public void jump(Hart hart, long site, long target) {
    of(hart).jump(hart, site, target);
  }

  @Override
  public boolean wantsJump(long site, long target) {
    return ShadowStack.wantsJump(functions, site, target);
  }
}
