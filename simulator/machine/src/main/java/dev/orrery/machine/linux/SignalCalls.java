package dev.orrery.machine.linux;

import dev.orrery.engine.GuestFault;
import dev.orrery.engine.Stop;
import dev.orrery.machine.Ending;
import dev.orrery.machine.StopText;
import dev.orrery.machine.linux.SignalFrame.AltStack;
import dev.orrery.machine.mem.Protection;
import org.jspecify.annotations.Nullable;

/** Signals: actions, masks, and delivery to handlers. */
final class SignalCalls {
  private static final long SIG_DFL = 0;
  private static final long SIG_IGN = 1;
  private static final long SA_ONSTACK = 0x0800_0000L;
  private static final long SA_NODEFER = 0x4000_0000L;
  private static final long SA_RESETHAND = 0x8000_0000L;
  private static final int SIGNAL_SET_BYTES = 8;
  private static final int MINIMUM_STACK = 2048;
  private static final long UNBLOCKABLE = bit(Signal.SIGKILL) | bit(Signal.SIGSTOP);

  private record Action(long handler, long flags, long mask) {}

  private final Task task;
  private final SignalFrame frames;
  private final Trace trace;
  private final Action[] actions = new Action[Signal.MAX + 1];
  private final SignalInfo[] pendingInfo = new SignalInfo[Signal.MAX + 1];
  private long pending;
  private long mask;

  /** The mask to come back to when a wait with another mask is over. */
  private @Nullable Long maskAfterWait;

  private AltStack altStack = AltStack.NONE;

  /** Address of the code that handlers return to. */
  private final long trampoline;

  SignalCalls(Task task, Trace trace) {
    this.task = task;
    this.trace = trace;
    this.frames = new SignalFrame(task);
    for (int i = 0; i <= Signal.MAX; i++) {
      actions[i] = new Action(SIG_DFL, 0, 0);
      pendingInfo[i] = SignalInfo.USER;
    }
    long page = task.memory.findFree(4096, task.layout.lowest(), task.layout.mapTop());
    task.memory.map(page, 4096, Protection.READ | Protection.EXECUTE, "[sigreturn]");
    byte[] code = task.abi.sigreturn();
    task.user.poke(page, code, 0, code.length);
    trampoline = page;
  }

  private static long bit(int signal) {
    return 1L << (signal - 1);
  }

  private static long bit(Signal signal) {
    return bit(signal.number());
  }

  // ---- raising and delivering ----

  /** Makes a signal pending. */
  void raise(int signal, SignalInfo info) {
    boolean ignored =
        actions[signal].handler() == SIG_IGN
            || (actions[signal].handler() == SIG_DFL && Signal.ignoredByDefault(signal));
    if (ignored && (mask & bit(signal)) == 0) {
      return;
    }
    if ((pending & bit(signal)) == 0) {
      pendingInfo[signal] = info;
      pending |= bit(signal);
    }
  }

  /** Whether a signal waits that is not blocked. */
  boolean deliverable() {
    return (pending & ~mask) != 0;
  }

  /**
   * Delivers what is pending and not blocked; the hart then runs a handler.
   *
   * @return the end of the program if that is a signal's default, else null
   */
  @Nullable Ending deliver() {
    while (deliverable()) {
      int signal = Long.numberOfTrailingZeros(pending & ~mask) + 1;
      pending &= ~bit(signal);
      Action action = actions[signal];
      if (action.handler() == SIG_IGN
          || (action.handler() == SIG_DFL && Signal.ignoredByDefault(signal))) {
        continue;
      }
      SignalInfo info = pendingInfo[signal];
      trace.signal(signal, info);
      if (action.handler() == SIG_DFL) {
        return new Ending.Killed(signal, Signal.name(signal), Signal.blames(signal));
      }
      try {
        enter(signal, info, action);
      } catch (GuestFault e) {
        return stackOverflow(signal, e);
      }
    }
    restoreMaskAfterWait();
    return null;
  }

  private void restoreMaskAfterWait() {
    if (maskAfterWait != null) {
      mask = maskAfterWait;
      maskAfterWait = null;
    }
  }

  private void enter(int signal, SignalInfo info, Action action) {
    long sp = task.hart.regs[task.abi.stackPointer()];
    boolean switches =
        (action.flags() & SA_ONSTACK) != 0
            && (altStack.flags() & AltStack.DISABLE) == 0
            && !altStack.holds(sp);
    long top = switches ? altStack.start() + altStack.size() : sp;
    long before = maskAfterWait != null ? maskAfterWait : mask;
    frames.push(top, signal, info, before, altStack, action.handler(), trampoline);
    mask |= action.mask() | ((action.flags() & SA_NODEFER) != 0 ? 0 : bit(signal));
    mask &= ~UNBLOCKABLE;
    maskAfterWait = null;
    if ((action.flags() & SA_RESETHAND) != 0) {
      actions[signal] = new Action(SIG_DFL, 0, 0);
    }
  }

  private static Ending stackOverflow(int signal, GuestFault e) {
    Stop.Fault stop = new Stop.Fault(e.access(), e.address(), e.reason());
    return new Ending.Faulted(
        stop,
        "%s, and its handler has no stack: 0x%x cannot be written"
            .formatted(Signal.name(signal), e.address()));
  }

  /** Turns what stopped the hart into a signal; if nobody handles it, the program is over. */
  @Nullable Ending fault(Stop stop) {
    Signal signal;
    SignalInfo info;
    String text;
    switch (stop) {
      case Stop.Fault f -> {
        text = StopText.of(f);
        signal = Signal.SIGSEGV;
        info =
            switch (f.reason()) {
              case UNMAPPED -> new SignalInfo(SignalInfo.SEGV_MAPERR, f.address());
              case PROTECTED -> new SignalInfo(SignalInfo.SEGV_ACCERR, f.address());
              case MISALIGNED -> {
                signal = Signal.SIGBUS;
                yield new SignalInfo(SignalInfo.BUS_ADRALN, f.address());
              }
            };
      }
      case Stop.Trap t -> {
        text = StopText.of(t);
        switch (t.kind()) {
          case BREAKPOINT -> {
            signal = Signal.SIGTRAP;
            info = new SignalInfo(SignalInfo.TRAP_BRKPT, task.hart.pc);
          }
          case MISALIGNED_FETCH -> {
            signal = Signal.SIGBUS;
            info = new SignalInfo(SignalInfo.BUS_ADRALN, t.value());
          }
          default -> {
            signal = Signal.SIGILL;
            info = new SignalInfo(SignalInfo.ILL_ILLOPC, task.hart.pc);
          }
        }
      }
      default -> {
        return null;
      }
    }
    int number = signal.number();
    trace.signal(number, info);
    Action action = actions[number];
    boolean handled =
        action.handler() != SIG_DFL && action.handler() != SIG_IGN && (mask & bit(signal)) == 0;
    if (!handled) {
      return new Ending.Faulted(stop, text);
    }
    try {
      enter(number, info, action);
    } catch (GuestFault e) {
      return stackOverflow(number, e);
    }
    return null;
  }

  // ---- calls ----

  private static int signalNumber(int number) {
    if (number < 1 || number > Signal.MAX) {
      throw LinuxError.of(Errno.EINVAL);
    }
    return number;
  }

  private static void checkSetSize(long bytes) {
    if (bytes != SIGNAL_SET_BYTES) {
      throw LinuxError.of(Errno.EINVAL);
    }
  }

  long sigaction(Arguments a) {
    int signal = signalNumber(a.int32(0));
    checkSetSize(a.word(3));
    long changed = a.word(1);
    long word = task.wordBytes;
    Action old = actions[signal];
    if (changed != 0) {
      if ((UNBLOCKABLE & bit(signal)) != 0) {
        throw LinuxError.of(Errno.EINVAL);
      }
      Action action =
          new Action(
              task.loadWord(changed),
              task.loadWord(changed + word),
              task.user.load(changed + 2 * word, 8) & ~UNBLOCKABLE);
      actions[signal] = action;
      if (action.handler() == SIG_IGN
          || (action.handler() == SIG_DFL && Signal.ignoredByDefault(signal))) {
        pending &= ~bit(signal);
      }
    }
    if (a.word(2) != 0) {
      task.struct()
          .word(old.handler())
          .word(old.flags())
          .put(4, old.mask())
          .put(4, old.mask() >>> 32)
          .writeTo(task.user, a.word(2));
    }
    return 0;
  }

  long sigprocmask(Arguments a) {
    checkSetSize(a.word(3));
    long old = mask;
    if (a.word(1) != 0) {
      long set = task.user.load(a.word(1), 8);
      long next =
          switch (a.int32(0)) {
            case 0 -> mask | set;
            case 1 -> mask & ~set;
            case 2 -> set;
            default -> throw LinuxError.of(Errno.EINVAL);
          };
      if (a.word(2) != 0) {
        task.user.store(a.word(2), 8, old);
      }
      mask = next & ~UNBLOCKABLE;
    } else if (a.word(2) != 0) {
      task.user.store(a.word(2), 8, old);
    }
    return 0;
  }

  long sigpending(Arguments a) {
    task.user.store(a.word(0), 8, pending & mask);
    return 0;
  }

  long sigsuspend(Arguments a, TimeCalls time) {
    checkSetSize(a.word(1));
    long old = mask;
    mask = task.user.load(a.word(0), 8) & ~UNBLOCKABLE;
    maskAfterWait = old;
    try {
      time.pause("the program waits for a signal that nobody can send");
    } catch (StuckException e) {
      restoreMaskAfterWait();
      throw e;
    }
    throw LinuxError.of(Errno.EINTR);
  }

  long sigtimedwait(Arguments a, TimeCalls time) {
    checkSetSize(a.word(3));
    long set = task.user.load(a.word(0), 8);
    long timeout = a.word(2);
    if ((pending & set) == 0) {
      long old = mask;
      mask &= ~set;
      try {
        if (timeout == 0) {
          time.pause("the program waits for a signal that nobody can send");
        } else {
          boolean unused = time.sleep(time.duration(timeout));
        }
      } finally {
        mask = old;
      }
    }
    long ready = pending & set;
    if (ready == 0) {
      throw LinuxError.of(deliverable() ? Errno.EINTR : Errno.EAGAIN);
    }
    int signal = Long.numberOfTrailingZeros(ready) + 1;
    pending &= ~bit(signal);
    if (a.word(1) != 0) {
      Struct info = task.struct();
      pendingInfo[signal].put(info, signal, task.wordBytes);
      info.writeTo(task.user, a.word(1));
    }
    return signal;
  }

  /** Goes back to what a handler interrupted. */
  void sigreturn() {
    SignalFrame.Saved saved = frames.pop();
    mask = saved.mask() & ~UNBLOCKABLE;
    altStack = saved.altStack();
  }

  long sigaltstack(Arguments a) {
    AltStack old = altStack;
    boolean inUse = old.holds(task.hart.regs[task.abi.stackPointer()]);
    if (a.word(0) != 0) {
      long word = task.wordBytes;
      long start = task.loadWord(a.word(0));
      int flags = (int) task.user.load(a.word(0) + word, 4);
      long size = task.loadWord(a.word(0) + 2 * word);
      if (inUse) {
        throw LinuxError.of(Errno.EPERM);
      }
      if ((flags & ~(AltStack.DISABLE | AltStack.ON_STACK)) != 0) {
        throw LinuxError.of(Errno.EINVAL);
      }
      boolean disable = (flags & AltStack.DISABLE) != 0;
      if (!disable && Long.compareUnsigned(size, MINIMUM_STACK) < 0) {
        throw LinuxError.of(Errno.ENOMEM);
      }
      altStack = disable ? AltStack.NONE : new AltStack(start, 0, size);
    }
    if (a.word(1) != 0) {
      Struct s = task.struct();
      frames.putAltStack(s, old);
      s.writeTo(task.user, a.word(1));
    }
    return 0;
  }

  /** A signal to a process or thread, of which there is one. */
  long kill(int target, int signal, SignalInfo info) {
    if (signal < 0 || signal > Signal.MAX) {
      throw LinuxError.of(Errno.EINVAL);
    }
    boolean self =
        target == Task.PID || (info.equals(SignalInfo.USER) && target >= -1 && target <= 0);
    if (!self && target != -Task.PID) {
      throw LinuxError.of(Errno.ESRCH);
    }
    if (signal != 0) {
      raise(signal, info);
    }
    return 0;
  }
}
