package dev.orrery.profiler;

import dev.orrery.engine.CallProbe;
import dev.orrery.engine.Hart;
import dev.orrery.profiler.CallTree.Link;
import dev.orrery.profiler.CallTree.Node;
import dev.orrery.profiler.recording.CallTracking;
import java.util.Arrays;

/**
 * Follows calls and returns of one hart and charges every retired instruction to the path of calls
 * that is active.
 *
 * <ul>
 *   <li>A return leaves the innermost call that expects to be returned to at its target. Calls
 *       above that one were left by other means and are dropped with it.
 *   <li>A return that no active call expects (longjmp, unwinding) drops the calls whose caller's
 *       stack pointer says that their stack is gone.
 *   <li>A jump to the start of another function is a tail call: the callee runs below its caller in
 *       the tree and goes with it at the next return. A jump back to a function of such a chain
 *       ends the tail calls above it, so that loops of tail calls do not grow the stack.
 *   <li>Depth is bounded; deeper calls are charged to the deepest one followed.
 * </ul>
 */
final class ShadowStack implements CallProbe {
  /** Calls followed at once. A guest may recurse until its memory is full. */
  static final int MAX_DEPTH = 1 << 16;

  /** Calls searched for the one that a return leaves; behind that the stack pointer decides. */
  private static final int SEARCH = 1 << 10;

  private final FunctionTable functions;
  private final CallTree tree;

  /** Register slot of the stack pointer, or -1 when the tables name none. */
  private final int stackPointer;

  private int depth;
  private Link[] links = new Link[256];
  private long[] returnAddresses = new long[256];

  /** The caller's stack pointer at the call. */
  private long[] callerStacks = new long[256];

  /** Whether a frame was entered by a tail call: the real frame below it returns for both. */
  private boolean[] tails = new boolean[256];

  /** The node that instructions are charged to. */
  private Node top;

  /** Instructions up to which all are charged, then this hart's cycles by cause. */
  private final long[] charged;

  private final CycleMeter meter;
  private final CallTrace trace;

  /** The machine's time up to which all is charged. */
  private long time;

  /** By depth: the machine's time, and cycles, when the call began. */
  private long[] startTimes = new long[256];

  private long[] startCycles = new long[256];

  /** Calls beyond {@link #MAX_DEPTH} that are active. */
  private long beyond;

  private long unmatchedReturns;
  private long skippedFrames;
  private long tooDeep;
  private long deepest;

  /**
   * A stack whose outermost function is the one at {@code hart.pc}.
   *
   * @param stackPointer register slot of the stack pointer, or -1
   * @param meter whose cycles are charged, too
   * @param trace told of calls that have ended
   */
  ShadowStack(
      FunctionTable functions, Hart hart, int stackPointer, CycleMeter meter, CallTrace trace) {
    this.functions = functions;
    this.stackPointer = stackPointer;
    this.meter = meter;
    this.trace = trace;
    this.time = hart.time();
    this.tree = new CallTree(functions.called(hart.pc), meter.causes());
    this.charged = new long[1 + meter.causes()];
    this.charged[0] = hart.retired;
    this.top = tree.root();
    push(tree.entry(), 0, -1, false);
  }

  /** The paths seen. Complete only after {@link #finish}. */
  CallTree tree() {
    return tree;
  }

  /** How well calls and returns matched. */
  CallTracking tracking() {
    return new CallTracking(unmatchedReturns, skippedFrames, tooDeep, tree.foldedCalls(), deepest);
  }

  @Override
  public void call(Hart hart, long site, long target, long returnAddress) {
    charge(hart);
    Link link = tree.link(top, site, target, functions);
    link.countCall();
    if (depth == MAX_DEPTH) {
      beyond++;
      tooDeep++;
    } else {
      push(link, returnAddress, stack(hart), false);
    }
  }

  @Override
  public void ret(Hart hart, long site, long target) {
    charge(hart);
    if (beyond > 0) {
      boolean deepestIsGone = stackPointer >= 0 && isGone(depth - 1, stack(hart));
      if (!deepestIsGone) {
        beyond--;
        return;
      }
      beyond = 0;
    }
    int frame = expecting(target);
    if (frame >= 0) {
      skippedFrames += popTo(frame) - 1;
    } else {
      unmatchedReturns++;
      skippedFrames += popTo(leftBy(hart, target));
    }
  }

  @Override
  public boolean wantsJump(long site, long target) {
    return wantsJump(functions, site, target);
  }

  /** Whether a jump leads from one function to another. */
  static boolean wantsJump(FunctionTable functions, long site, long target) {
    int to = functions.bySymbol(target);
    return to != FunctionTable.NONE && to != functions.bySymbol(site);
  }

  @Override
  public void jump(Hart hart, long site, long target) {
    if (functions.holds(top.function, target) || beyond > 0) {
      return;
    }
    int to = functions.bySymbol(target);
    if (to == FunctionTable.NONE || to == top.function || to == functions.bySymbol(site)) {
      return;
    }
    boolean toStart = functions.start(to) == target;
    int before = inTailChain(to);
    if (!toStart && before < 0) {
      return;
    }
    charge(hart);
    Link link = null;
    if (toStart) {
      link = tree.link(top, site, target, functions);
      link.countTailCall();
    }
    if (before >= 0) {
      popTo(before + 1);
    } else if (link != null && depth < MAX_DEPTH) {
      push(link, 0, callerStacks[depth - 1], true);
    }
  }

  /** Where {@code function} is among the innermost real call and its tail calls, or -1. */
  private int inTailChain(int function) {
    for (int i = depth - 1; i >= 0; i--) {
      if (links[i].child.function == function) {
        return i;
      }
      if (!tails[i]) {
        return -1;
      }
    }
    return -1;
  }

  /** Charges what is left and ends all calls. */
  void finish(Hart hart) {
    charge(hart);
    popTo(0);
  }

  /** Charges what has happened since the last time to the innermost call. */
  void charge(Hart hart) {
    long now = hart.retired;
    top.self[0] += now - charged[0];
    charged[0] = now;
    time = hart.time();
    meter.charge(top.self, charged);
  }

  private long stack(Hart hart) {
    return stackPointer >= 0 ? hart.regs[stackPointer] : 0;
  }

  /** Whether the callee of a frame has no stack left, given the stack pointer now. */
  private boolean isGone(int frame, long stack) {
    return Long.compareUnsigned(callerStacks[frame], stack) <= 0;
  }

  /** The innermost frame that returns to {@code target}, or -1. */
  private int expecting(long target) {
    int last = Math.max(1, depth - SEARCH);
    for (int i = depth - 1; i >= last; i--) {
      if (returnAddresses[i] == target && !tails[i]) {
        return i;
      }
    }
    return -1;
  }

  /**
   * The lowest frame that an unexpected return to {@code target} leaves; {@code depth} for none.
   */
  private int leftBy(Hart hart, long target) {
    int frame = depth;
    if (stackPointer >= 0) {
      long stack = stack(hart);
      while (frame > 1 && isGone(frame - 1, stack)) {
        frame--;
      }
      return frame;
    }
    int function = functions.bySymbol(target);
    int last = Math.max(0, depth - SEARCH);
    for (int i = depth - 1; i >= last && function != FunctionTable.NONE; i--) {
      if (links[i].child.function == function) {
        return i + 1;
      }
    }
    return depth;
  }

  private void push(Link link, long returnAddress, long callerStack, boolean tail) {
    if (depth == links.length) {
      int larger = 2 * depth;
      links = Arrays.copyOf(links, larger);
      returnAddresses = Arrays.copyOf(returnAddresses, larger);
      callerStacks = Arrays.copyOf(callerStacks, larger);
      tails = Arrays.copyOf(tails, larger);
      startTimes = Arrays.copyOf(startTimes, larger);
      startCycles = Arrays.copyOf(startCycles, larger);
    }
    links[depth] = link;
    returnAddresses[depth] = returnAddress;
    callerStacks[depth] = callerStack;
    tails[depth] = tail;
    startTimes[depth] = time;
    startCycles[depth] = meter.total();
    depth++;
    deepest = Math.max(deepest, depth - 1);
    tree.enter(link, charged);
    top = link.child;
  }

  private void pop() {
    depth--;
    tree.leave(links[depth], charged);
    long began = startTimes[depth];
    if (time - began >= trace.shortest()) {
      long cycle = startCycles[depth];
      int function = links[depth].child.function;
      trace.ended(
          new CallTrace.Span(
              this, depth, function, began, time - began, cycle, meter.total() - cycle));
    }
    top = depth > 0 ? links[depth - 1].child : tree.root();
  }

  /** Drops frames down to and including {@code frame}; returns how many were real calls. */
  private int popTo(int frame) {
    int calls = 0;
    while (depth > frame) {
      calls += tails[depth - 1] ? 0 : 1;
      pop();
    }
    return calls;
  }
}
