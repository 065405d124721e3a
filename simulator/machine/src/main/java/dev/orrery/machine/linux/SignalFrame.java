package dev.orrery.machine.linux;

import dev.orrery.engine.Hart;
import dev.orrery.spec.model.AbiSpec;
import dev.orrery.spec.model.AbiSpec.ContextItem;
import dev.orrery.spec.model.Register;
import java.util.List;

/**
 * The frame that a handler runs on: a {@code siginfo_t} and a {@code ucontext_t}, which ends with
 * the registers in the order that the tables give.
 */
final class SignalFrame {
  private static final int ALIGNMENT = 16;

  private final Task task;
  private final AbiSpec abi;
  private final int contextBytes;

  SignalFrame(Task task) {
    this.task = task;
    this.abi = task.abi;
    int bytes = 0;
    for (ContextItem item : abi.context()) { // a first stream costs every run some milliseconds
      bytes += item.bytes();
    }
    this.contextBytes = bytes;
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
      long top, int signal, SignalInfo info, long mask, AltStack altStack, long handler, long ret) {
    Hart hart = task.hart();
    int size = SignalInfo.BYTES + abi.contextOffset() + contextBytes;
    long frame = (top - size) & -ALIGNMENT;
    Struct s = task.struct();
    info.put(s, signal, task.wordBytes);
    s.word(0).word(0);
    putAltStack(s, altStack);
    s.u32(mask).u32(mask >>> 32);
    s.zeros(SignalInfo.BYTES + abi.contextOffset() - s.size());
    for (ContextItem item : abi.context()) {
      putItem(s, item, hart);
    }
    task.user.checkWritable(frame, s.size());
    s.writeTo(task.user, frame);
    hart.regs[abi.arguments().get(0)] = signal;
    hart.regs[abi.arguments().get(1)] = frame;
    hart.regs[abi.arguments().get(2)] = frame + SignalInfo.BYTES;
    hart.regs[abi.stackPointer()] = frame;
    hart.regs[abi.returnAddress()] = ret;
    hart.pc = handler;
    hart.reservation = Hart.NO_RESERVATION;
  }

  void putAltStack(Struct to, AltStack a) {
    int now = a.holds(task.hart().regs[abi.stackPointer()]) ? AltStack.ON_STACK : 0;
    to.word(a.start()).u32(a.flags() | now).align(task.wordBytes).word(a.size());
  }

  private static void putItem(Struct to, ContextItem item, Hart hart) {
    switch (item) {
      case ContextItem.Pc p -> to.put(p.bytes(), hart.pc);
      case ContextItem.Slot r -> to.put(r.bytes(), hart.regs[r.slot()]);
      case ContextItem.Composed c -> to.put(c.bytes(), compose(c.parts(), hart));
      case ContextItem.Padding p -> to.zeros(p.bytes());
    }
  }

  private static long compose(List<Register> parts, Hart hart) {
    long value = 0;
    for (Register r : parts) {
      value = value << r.width() | hart.get(r);
    }
    return value;
  }

  /** What a frame holds besides the registers. */
  record Saved(long mask, AltStack altStack) {}

  /**
   * Restores the current hart's state from the frame that its stack pointer points to.
   *
   * @throws dev.orrery.engine.GuestFault if the frame cannot be read; the hart is unchanged then
   */
  Saved pop() {
    Hart hart = task.hart();
    long context = hart.regs[abi.stackPointer()] + SignalInfo.BYTES;
    int word = task.wordBytes;
    AltStack stack =
        new AltStack(
            task.loadWord(context + 2L * word),
            (int) task.user.load(context + 3L * word, 4) & ~AltStack.ON_STACK,
            task.loadWord(context + 4L * word));
    long mask = task.user.load(context + 5L * word, 8);
    long at = context + abi.contextOffset();
    byte[] unused = task.user.read(at, contextBytes);
    for (ContextItem item : abi.context()) {
      switch (item) {
        case ContextItem.Pc p -> hart.pc = task.user.load(at, p.bytes());
        case ContextItem.Slot r -> hart.regs[r.slot()] = task.user.load(at, r.bytes());
        case ContextItem.Composed c -> decompose(hart, c.parts(), task.user.load(at, c.bytes()));
        case ContextItem.Padding p -> {}
      }
      at += item.bytes();
    }
    hart.reservation = Hart.NO_RESERVATION;
    return new Saved(mask, stack);
  }

  private static void decompose(Hart hart, List<Register> parts, long value) {
    long rest = value;
    for (Register r : parts.reversed()) {
      hart.set(r, rest);
      rest >>>= r.width();
    }
  }
}
