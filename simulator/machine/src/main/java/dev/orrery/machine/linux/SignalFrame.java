package dev.orrery.machine.linux;

import dev.orrery.engine.Hart;
import dev.orrery.spec.model.AbiSpec;
import dev.orrery.spec.model.AbiSpec.ContextItem;
import org.jspecify.annotations.Nullable;

/**
 * The frame that a handler runs on: a {@code siginfo_t} and a {@code ucontext_t}, which ends with
 * the registers in the order that the tables give.
 */
final class SignalFrame {
  private static final int ALIGNMENT = 16;

  private final Task task;
  private final AbiSpec abi;
  private final AbiSpec.Handler handler;
  private final int contextBytes;
  private final int areaBytes;

  SignalFrame(Task task) {
    this.task = task;
    this.abi = task.abi;
    this.handler = abi.handler();
    this.contextBytes = SavedContext.bytes(abi.context());
    this.areaBytes = SavedContext.bytes(handler.area());
  }

  /** Where a part of the frame starts; for null, where the last one ends. */
  private int offset(AbiSpec.@Nullable FramePart part) {
    int at = 0;
    for (AbiSpec.FramePart p : handler.frame()) {
      if (p == part) {
        return at;
      }
      at +=
          switch (p) {
            case RETURN -> task.wordBytes;
            case SIGINFO -> SignalInfo.BYTES;
            case UCONTEXT -> abi.contextOffset() + contextBytes;
          };
    }
    return at;
  }

  /** The alternate signal stack. */
  record AltStack(long start, int flags, long size) {
    static final int ON_STACK = 1;
    static final int DISABLE = 2;

    /** None. */
    static final AltStack NONE = new AltStack(0, DISABLE, 0);

    boolean holds(long sp) {
      return (flags & DISABLE) == 0 && sp - start > 0 && sp - start <= size;
    }
  }

  /**
   * Saves the current hart's state below {@code top} and sets the hart up to run a handler there.
   *
   * @param mask to restore when the handler returns
   * @throws dev.orrery.engine.GuestFault if the stack cannot be written; the hart is unchanged then
   */
  void push(
      long top,
      int signal,
      SignalInfo info,
      long mask,
      AltStack altStack,
      long handlerAt,
      long ret) {
    Hart hart = task.hart();
    long area = (top - areaBytes) & -handler.areaAlignment();
    boolean called = handler.frame().getFirst() == AbiSpec.FramePart.RETURN;
    int pushed = called ? task.wordBytes : 0; // what calls put below an aligned stack pointer
    long frame = ((area - offset(null) + pushed) & -ALIGNMENT) - pushed;
    Struct s = task.struct();
    for (AbiSpec.FramePart part : handler.frame()) {
      switch (part) {
        case RETURN -> s.word(ret);
        case SIGINFO -> info.put(s, signal, task.wordBytes);
        case UCONTEXT -> putContext(s, mask, altStack, area);
      }
    }
    s.zeros((int) (area - frame) - s.size());
    SavedContext.put(s, handler.area(), hart, mask, area);
    task.user.checkWritable(frame, s.size());
    s.writeTo(task.user, frame);
    hart.regs[abi.arguments().get(0)] = signal;
    hart.regs[abi.arguments().get(1)] = frame + offset(AbiSpec.FramePart.SIGINFO);
    hart.regs[abi.arguments().get(2)] = frame + offset(AbiSpec.FramePart.UCONTEXT);
    for (int slot : handler.cleared()) {
      hart.regs[slot] = 0;
    }
    hart.regs[abi.stackPointer()] = frame;
    if (abi.returnAddress() >= 0) {
      hart.regs[abi.returnAddress()] = ret;
    }
    hart.pc = handlerAt;
    hart.reservation = Hart.NO_RESERVATION;
  }

  /** Flags, link, the alternate stack, the mask unless it is an item of the context, that. */
  private void putContext(Struct to, long mask, AltStack altStack, long area) {
    int start = to.size();
    to.word(0).word(0);
    putAltStack(to, altStack);
    if (maskAt() == 5 * task.wordBytes) {
      to.u32(mask).u32(mask >>> 32);
    }
    to.zeros(start + abi.contextOffset() - to.size());
    SavedContext.put(to, abi.context(), task.hart(), mask, area);
  }

  /** Where the mask stands in a ucontext. */
  private int maskAt() {
    int at = abi.contextOffset();
    for (ContextItem item : abi.context()) {
      if (item instanceof ContextItem.Mask) {
        return at;
      }
      at += item.bytes();
    }
    return 5 * task.wordBytes;
  }

  void putAltStack(Struct to, AltStack a) {
    int now = a.holds(task.hart().regs[abi.stackPointer()]) ? AltStack.ON_STACK : 0;
    to.word(a.start()).u32(a.flags() | now).align(task.wordBytes).word(a.size());
  }

  /** What a frame holds besides the registers. */
  record Saved(long mask, AltStack altStack) {}

  /**
   * Restores the current hart's state from the frame that its stack pointer points to, or points
   * behind the return address of.
   *
   * @throws dev.orrery.engine.GuestFault if the frame cannot be read; the hart is unchanged then
   */
  Saved pop() {
    Hart hart = task.hart();
    boolean called = handler.frame().getFirst() == AbiSpec.FramePart.RETURN;
    long frame = hart.regs[abi.stackPointer()] - (called ? task.wordBytes : 0);
    long context = frame + offset(AbiSpec.FramePart.UCONTEXT);
    int word = task.wordBytes;
    AltStack stack =
        new AltStack(
            task.loadWord(context + 2L * word),
            (int) task.user.load(context + 3L * word, 4) & ~AltStack.ON_STACK,
            task.loadWord(context + 4L * word));
    long mask = task.user.load(context + maskAt(), 8);
    long at = context + abi.contextOffset();
    byte[] saved = task.user.read(at, contextBytes);
    long area = area(at);
    byte[] savedArea = task.user.read(area, area == 0 ? 0 : areaBytes);
    SavedContext.restore(hart, abi.context(), saved, 0);
    if (area != 0) {
      SavedContext.restore(hart, handler.area(), savedArea, 0);
    }
    hart.reservation = Hart.NO_RESERVATION;
    return new Saved(mask, stack);
  }

  /** The address of the area that the context at an address gives; 0 for none. */
  private long area(long context) {
    long at = context;
    for (ContextItem item : abi.context()) {
      if (item instanceof ContextItem.Area) {
        return task.user.load(at, item.bytes());
      }
      at += item.bytes();
    }
    return 0;
  }
}
