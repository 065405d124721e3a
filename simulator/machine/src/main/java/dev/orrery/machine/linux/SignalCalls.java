package dev.orrery.machine.linux;

import dev.orrery.engine.GuestFault;
import dev.orrery.engine.Stop;
import dev.orrery.machine.Ending;
import dev.orrery.machine.StopText;
import dev.orrery.machine.linux.SignalFrame.AltStack;
import dev.orrery.machine.mem.Protection;
import org.jspecify.annotations.Nullable;

/**
 * Signals: the process's actions, its threads' masks, and delivery to handlers. A signal to the
 * process goes to its first thread that does not block it.
 */
final class SignalCalls {
  private static final long SIG_DFL = 0;
  private static final long SIG_IGN = 1;
  private static final long SA_ONSTACK = 0x0800_0000L;
  private static final long SA_RESTART = 0x1000_0000L;
  private static final long SA_NODEFER = 0x4000_0000L;
  private static final long SA_RESETHAND = 0x8000_0000L;
  private static final int SIGNAL_SET_BYTES = 8;
  private static final int MINIMUM_STACK = 2048;
  private static final long UNBLOCKABLE = bit(Signal.SIGKILL) | bit(Signal.SIGSTOP);

  private record Action(long handler, long flags, long restorer, long mask) {}

  private final Task task;
  private final SignalFrame frames;
  private final Trace trace;
  private final Action[] actions = new Action[Signal.MAX + 1];
  private final Threads threads;

  /** Signals sent to the process, which no thread took yet. */
  private final PendingSignals shared = new PendingSignals();

  /** A signal by which the process is to end at once; 0 for none. */
  private int fatal;

  /** Address of the code that handlers return to. */
  private final long trampoline;

  SignalCalls(Task task, Trace trace) {
    this.task = task;
    this.trace = trace;
    this.threads = task.threads;
    this.frames = new SignalFrame(task);
    for (int i = 0; i <= Signal.MAX; i++) {
      actions[i] = new Action(SIG_DFL, 0, 0, 0);
    }
    long page = task.memory.findFree(4096, task.layout.lowest(), task.layout.mapTop());
    task.memory.map(page, 4096, Protection.READ | Protection.EXECUTE, "[sigreturn]");
    byte[] code = task.abi.sigreturn();
    task.user.poke(page, code, 0, code.length);
    trampoline = page;
  }

  private static long bit(int signal) {
    return PendingSignals.bit(signal);
  }

  private static long bit(Signal signal) {
    return bit(signal.number());
  }

  // ---- raising and delivering ----

  private boolean ignores(int signal) {
    long handler = actions[signal].handler();
    return handler == SIG_IGN || handler == SIG_DFL && Signal.ignoredByDefault(signal);
  }

  /** Whether a thread would take a signal now: it does not block it, or waits for it. */
  private boolean wants(GuestThread t, int signal) {
    Wait wait = t.waitsFor();
    boolean awaited = wait != null && (wait.signals() & bit(signal)) != 0;
    return awaited || (t.mask & bit(signal)) == 0 && !ignores(signal);
  }

  /** Whether some thread would take a signal that is sent to the process. */
  boolean wouldWake(int signal) {
    return threads.all().stream().anyMatch(t -> wants(t, signal));
  }

  /** A signal to the process: the first thread that wants it takes it, else it stays pending. */
  void raise(int signal, SignalInfo info) {
    for (GuestThread t : threads.all()) {
      if (wants(t, signal)) {
        raise(t, signal, info);
        return;
      }
    }
    if (!ignores(signal) || threads.all().stream().allMatch(t -> (t.mask & bit(signal)) != 0)) {
      shared.add(signal, info);
    }
  }

  /** A signal to one thread. */
  void raise(GuestThread t, int signal, SignalInfo info) {
    boolean wanted = wants(t, signal);
    if (!wanted && (t.mask & bit(signal)) == 0) {
      return; // It is ignored.
    }
    t.pending.add(signal, info);
    if (!wanted) {
      return;
    }
    if (actions[signal].handler() == SIG_DFL && (t.mask & bit(signal)) == 0) {
      fatal = signal;
    }
    threads.wake(t, Wait.End.SIGNAL);
  }

  /** Whether a signal is there that the current thread does not block. */
  boolean deliverable() {
    return fatal != 0 || deliverableSet(threads.current()) != 0;
  }

  private long deliverableSet(GuestThread t) {
    return (t.pending.set() | shared.set()) & ~t.mask;
  }

  private SignalInfo take(GuestThread t, int signal) {
    return (t.pending.set() & bit(signal)) != 0 ? t.pending.take(signal) : shared.take(signal);
  }

  /**
   * Delivers to the current thread what is pending and not blocked; its hart then runs a handler.
   *
   * @return the end of the program if that is a signal's default, else null
   */
  @Nullable Ending deliver() {
    GuestThread t = threads.current();
    while (deliverable()) {
      int signal = fatal != 0 ? fatal : Long.numberOfTrailingZeros(deliverableSet(t)) + 1;
      SignalInfo info = take(t, signal);
      if (ignores(signal)) {
        continue;
      }
      Action action = actions[signal];
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

  /** Whether a handler would run now that wants an interrupted call to be made again. */
  boolean handlerRestarts() {
    GuestThread t = threads.current();
    for (long set = deliverableSet(t); set != 0; set &= set - 1) {
      int signal = Long.numberOfTrailingZeros(set) + 1;
      if (!ignores(signal)) {
        return (actions[signal].flags() & SA_RESTART) != 0;
      }
    }
    return true; // None runs.
  }

  /** Puts a mask in place until the call is over. */
  void maskDuringCall(long address, long bytes) {
    checkSetSize(bytes);
    GuestThread t = threads.current();
    long during = task.user.load(address, 8) & ~UNBLOCKABLE;
    t.maskAfterWait = t.mask;
    t.mask = during;
  }

  /** Puts the mask back that {@link #maskDuringCall} replaced, before anything is delivered. */
  void restoreMaskAfterWait() {
    GuestThread t = threads.current();
    if (t.maskAfterWait != null) {
      t.mask = t.maskAfterWait;
      t.maskAfterWait = null;
    }
  }

  private void enter(int signal, SignalInfo info, Action action) {
    GuestThread t = threads.current();
    AltStack altStack = t.altStack;
    long sp = t.hart.regs[task.abi.stackPointer()];
    boolean switches =
        (action.flags() & SA_ONSTACK) != 0
            && (altStack.flags() & AltStack.DISABLE) == 0
            && !altStack.holds(sp);
    long top = switches ? altStack.start() + altStack.size() : sp - task.abi.handler().redZone();
    long before = t.maskAfterWait != null ? t.maskAfterWait : t.mask;
    boolean returns = (action.flags() & task.abi.handler().restorer()) != 0;
    long ret = returns ? action.restorer() : trampoline;
    frames.push(top, signal, info, before, altStack, action.handler(), ret);
    t.mask |= action.mask() | ((action.flags() & SA_NODEFER) != 0 ? 0 : bit(signal));
    t.mask &= ~UNBLOCKABLE;
    t.maskAfterWait = null;
    if ((action.flags() & SA_RESETHAND) != 0) {
      actions[signal] = new Action(SIG_DFL, 0, 0, 0);
    }
  }

  private static Ending stackOverflow(int signal, GuestFault e) {
    Stop.Fault stop = new Stop.Fault(e.access(), e.address(), e.reason());
    return new Ending.Faulted(
        stop,
        "%s, and its handler has no stack: 0x%x cannot be written"
            .formatted(Signal.name(signal), e.address()));
  }

  /**
   * Turns what stopped the current hart into a signal; if nobody handles it, the program is over.
   */
  @Nullable Ending fault(Stop stop) {
    RaisedSignal raised = RaisedSignal.by(stop, task.hart().pc);
    if (raised == null) {
      return null;
    }
    Signal signal = raised.signal();
    SignalInfo info = new SignalInfo(raised.code(), raised.address());
    int number = signal.number();
    trace.signal(number, info);
    Action action = actions[number];
    boolean handled =
        action.handler() != SIG_DFL
            && action.handler() != SIG_IGN
            && (threads.current().mask & bit(signal)) == 0;
    if (!handled) {
      String text =
          switch (stop) {
            case Stop.Fault f -> StopText.of(f);
            case Stop.Trap t -> StopText.of(t);
            default -> throw new IllegalStateException(stop + " raises no signal");
          };
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
    boolean restores = task.abi.handler().restorer() != 0;
    Action old = actions[signal];
    if (changed != 0) {
      if ((UNBLOCKABLE & bit(signal)) != 0) {
        throw LinuxError.of(Errno.EINVAL);
      }
      if (task.abi.sigreturn().length == 0) {
        throw LinuxError.of(Errno.ENOSYS); // the tables do not say how a handler is entered
      }
      Action action =
          new Action(
              task.loadWord(changed),
              task.loadWord(changed + word),
              restores ? task.loadWord(changed + 2 * word) : 0,
              task.user.load(changed + (restores ? 3 : 2) * word, 8) & ~UNBLOCKABLE);
      actions[signal] = action;
      if (action.handler() == SIG_IGN
          || (action.handler() == SIG_DFL && Signal.ignoredByDefault(signal))) {
        SignalInfo unused = shared.take(signal);
        threads.all().forEach(t -> t.pending.take(signal));
      }
    }
    if (a.word(2) != 0) {
      Struct s = task.struct().word(old.handler()).word(old.flags());
      if (restores) {
        s.word(old.restorer());
      }
      s.put(4, old.mask()).put(4, old.mask() >>> 32).writeTo(task.user, a.word(2));
    }
    return 0;
  }

  long sigprocmask(Arguments a) {
    checkSetSize(a.word(3));
    GuestThread t = threads.current();
    long old = t.mask;
    if (a.word(1) != 0) {
      long set = task.user.load(a.word(1), 8);
      long next =
          switch (a.int32(0)) {
            case 0 -> old | set;
            case 1 -> old & ~set;
            case 2 -> set;
            default -> throw LinuxError.of(Errno.EINVAL);
          };
      if (a.word(2) != 0) {
        task.user.store(a.word(2), 8, old);
      }
      t.mask = next & ~UNBLOCKABLE;
    } else if (a.word(2) != 0) {
      task.user.store(a.word(2), 8, old);
    }
    return 0;
  }

  long sigpending(Arguments a) {
    GuestThread t = threads.current();
    task.user.store(a.word(0), 8, (t.pending.set() | shared.set()) & t.mask);
    return 0;
  }

  long sigsuspend(Arguments a) {
    maskDuringCall(a.word(0), a.word(1));
    throw new Blocked(new Wait("a signal", end -> -Errno.EINTR));
  }

  long pause() {
    throw new Blocked(new Wait("a signal", end -> -Errno.EINTR));
  }

  long sigtimedwait(Arguments a, TimeCalls time) {
    checkSetSize(a.word(3));
    long set = task.user.load(a.word(0), 8) & ~UNBLOCKABLE;
    long timeout = a.word(2);
    long nanos = timeout == 0 ? Wait.NEVER : time.duration(timeout);
    GuestThread t = threads.current();
    if (((t.pending.set() | shared.set()) & set) != 0) {
      return taken(set, a.word(1));
    }
    if (nanos == 0) {
      throw LinuxError.of(Errno.EAGAIN);
    }
    throw new Blocked(
        new Wait("a signal", end -> end == Wait.End.TIMEOUT ? -Errno.EAGAIN : taken(set, a.word(1)))
            .forSignals(set)
            .until(timeout == 0 ? Wait.NEVER : task.clock.now() + nanos));
  }

  /** Takes a signal of a set; one that is not in it interrupted the wait. */
  private long taken(long set, long infoAddress) {
    GuestThread t = threads.current();
    long there = (t.pending.set() | shared.set()) & set;
    if (there == 0) {
      throw LinuxError.of(Errno.EINTR);
    }
    int signal = Long.numberOfTrailingZeros(there) + 1;
    SignalInfo info = take(t, signal);
    if (infoAddress != 0) {
      Struct s = task.struct();
      info.put(s, signal, task.wordBytes);
      s.writeTo(task.user, infoAddress);
    }
    return signal;
  }

  /** Goes back to what a handler interrupted. */
  void sigreturn() {
    SignalFrame.Saved saved = frames.pop();
    GuestThread t = threads.current();
    t.mask = saved.mask() & ~UNBLOCKABLE;
    t.altStack = saved.altStack();
  }

  long sigaltstack(Arguments a) {
    GuestThread t = threads.current();
    AltStack old = t.altStack;
    boolean inUse = old.holds(t.hart.regs[task.abi.stackPointer()]);
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
      t.altStack = disable ? AltStack.NONE : new AltStack(start, 0, size);
    }
    if (a.word(1) != 0) {
      Struct s = task.struct();
      frames.putAltStack(s, old);
      s.writeTo(task.user, a.word(1));
    }
    return 0;
  }

  /** {@code kill}: a signal to the process. */
  long kill(int target, int signal) {
    checkSent(signal);
    boolean self = target == Task.PID || target >= -1 && target <= 0 || target == -Task.PID;
    if (!self) {
      throw LinuxError.of(Errno.ESRCH);
    }
    if (signal != 0) {
      raise(signal, SignalInfo.USER);
    }
    return 0;
  }

  /** {@code tkill} and {@code tgkill}: a signal to one thread. */
  long killThread(int target, int signal) {
    checkSent(signal);
    if (target <= 0) {
      throw LinuxError.of(Errno.EINVAL);
    }
    GuestThread t = threads.find(target);
    if (t == null) {
      throw LinuxError.of(Errno.ESRCH);
    }
    if (signal != 0) {
      raise(t, signal, SignalInfo.THREAD);
    }
    return 0;
  }

  private static void checkSent(int signal) {
    if (signal < 0 || signal > Signal.MAX) {
      throw LinuxError.of(Errno.EINVAL);
    }
  }
}
