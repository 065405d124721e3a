package dev.orrery.machine.linux;

import dev.orrery.engine.GuestFault;
import dev.orrery.engine.Hart;
import dev.orrery.machine.linux.SignalFrame.AltStack;
import dev.orrery.spec.ir.Bits;

/** Calls that begin and end threads, and that are about one. Source: clone(2), {@code sched.h}. */
final class ThreadCalls {
  private static final long CSIGNAL = 0xff;
  private static final long VM = 0x100;
  private static final long FS = 0x200;
  private static final long FILES = 0x400;
  private static final long SIGHAND = 0x800;
  private static final long PIDFD = 0x1000;
  private static final long VFORK = 0x4000;
  private static final long NEWNS = 0x2_0000;
  private static final long THREAD = 0x1_0000;
  private static final long SETTLS = 0x8_0000;
  private static final long PARENT_SETTID = 0x10_0000;
  private static final long CHILD_CLEARTID = 0x20_0000;
  private static final long DETACHED = 0x40_0000;
  private static final long CHILD_SETTID = 0x100_0000;

  /** Other namespaces than the mounts'. */
  private static final long NEW = 0x7e00_0000 | 0x80;

  private static final int CLONE_ARGS = 64;
  private static final int CLONE_ARGS_KNOWN = 88;
  private static final int PAGE = 4096;

  private static final int ROBUST_LIMIT = 2048;

  private static final int MEMBARRIER_GLOBAL = 1;
  private static final int MEMBARRIER_REGISTER = 2 | 4 | 16;
  private static final int MEMBARRIER_EXPEDITED = 8;

  private final Task task;
  private final Threads threads;
  private final FutexCalls futexes;
  private final Trace trace;
  private final Runnable processRefused;
  private boolean barriersRegistered;

  /**
   * Calls of a process.
   *
   * @param processRefused told when the program asked for another process
   */
  ThreadCalls(Task task, FutexCalls futexes, Trace trace, Runnable processRefused) {
    this.processRefused = processRefused;
    this.task = task;
    this.threads = task.threads;
    this.futexes = futexes;
    this.trace = trace;
  }

  // ---- beginning ----

  /** What a thread is to begin with. */
  private record Begin(long flags, long stack, long parentId, long childId, long tls) {}

  /** {@code clone}, with its arguments in the order of all machines but a few old ones. */
  long clone(Arguments a) {
    return begin(new Begin(a.word(0) & ~CSIGNAL, a.word(1), a.word(2), a.word(4), a.word(3)));
  }

  long clone3(Arguments a) {
    long at = a.word(0);
    long size = a.word(1);
    if (Long.compareUnsigned(size, CLONE_ARGS) < 0) {
      throw LinuxError.of(Errno.EINVAL);
    }
    if (Long.compareUnsigned(size, PAGE) > 0) {
      throw LinuxError.of(Errno.E2BIG);
    }
    for (long i = CLONE_ARGS_KNOWN; i < size; i++) {
      if (task.user.load(at + i, 1) != 0) {
        throw LinuxError.of(Errno.E2BIG);
      }
    }
    long flags = task.user.load(at, 8);
    long exitSignal = task.user.load(at + 32, 8);
    long stack = task.user.load(at + 40, 8);
    long stackSize = task.user.load(at + 48, 8);
    boolean thread = (flags & THREAD) != 0;
    boolean namesIds = size >= CLONE_ARGS + 16 && task.user.load(at + 72, 8) != 0;
    if ((flags & (DETACHED | CSIGNAL & ~NEW)) != 0
        || (exitSignal & ~CSIGNAL) != 0
        || exitSignal > Signal.MAX
        || thread && exitSignal != 0
        || (stack == 0) != (stackSize == 0)) {
      throw LinuxError.of(Errno.EINVAL);
    }
    if (namesIds) {
      throw LinuxError.of(Errno.EPERM);
    }
    return begin(
        new Begin(
            flags,
            Bits.zext(stack + stackSize, 8 * task.wordBytes),
            task.user.load(at + 24, 8),
            task.user.load(at + 16, 8),
            task.user.load(at + 56, 8)));
  }

  private long begin(Begin b) {
    long flags = b.flags();
    boolean thread = (flags & THREAD) != 0;
    if (thread && (flags & SIGHAND) == 0
        || (flags & SIGHAND) != 0 && (flags & VM) == 0
        || thread && (flags & PIDFD) != 0) {
      throw LinuxError.of(Errno.EINVAL);
    }
    if ((flags & (NEW | NEWNS)) != 0) {
      throw LinuxError.of(Errno.EPERM);
    }
    if (!thread || (flags & VFORK) != 0 || (flags & (FS | FILES)) != (FS | FILES)) {
      processRefused.run();
      trace.remark("programs get threads, not processes");
      throw LinuxError.of(Errno.EAGAIN);
    }
    if (threads.count() >= Threads.MAX) {
      throw LinuxError.of(Errno.EAGAIN);
    }
    if ((flags & SETTLS) != 0 && task.abi.threadPointer() < 0) {
      throw LinuxError.of(Errno.EINVAL); // the tables name no register for it
    }
    if ((flags & PARENT_SETTID) != 0) {
      task.user.checkWritable(b.parentId(), 4);
    }
    if ((flags & CHILD_SETTID) != 0) {
      task.user.checkWritable(b.childId(), 4);
    }
    GuestThread creator = threads.current();
    GuestThread t = threads.create();
    Hart hart = t.hart;
    t.mask = creator.mask;
    t.altStack = AltStack.NONE;
    hart.pc = Bits.zext(hart.pc + task.callLength(hart.pc), hart.isa.xlen());
    hart.regs[task.abi.result()] = 0;
    if (b.stack() != 0) {
      hart.regs[task.abi.stackPointer()] = b.stack();
    }
    if ((flags & SETTLS) != 0) {
      hart.regs[task.abi.threadPointer()] = Bits.zext(b.tls(), hart.isa.xlen());
    }
    if ((flags & PARENT_SETTID) != 0) {
      task.user.store(b.parentId(), 4, t.id);
    }
    if ((flags & CHILD_SETTID) != 0) {
      task.user.store(b.childId(), 4, t.id);
    }
    t.clearAtEnd = (flags & CHILD_CLEARTID) != 0 ? b.childId() : 0;
    threads.start(t);
    task.proc.begins(t);
    return t.id;
  }

  // ---- ending ----

  /** What the system does for a thread that ends: what it holds is given up. */
  void atEnd(GuestThread t) {
    task.proc.ends(t);
    try {
      walkRobustList(t);
    } catch (GuestFault e) {
      // The list is the program's own affair; what is left of it stays as it is.
    }
    futexes.giveUpLocks(t);
    if (t.clearAtEnd != 0) {
      try {
        task.user.store(t.clearAtEnd, 4, 0);
        futexes.wakeOne(t.clearAtEnd);
      } catch (GuestFault e) {
        // Nobody can wait at a word that is gone.
      }
    }
  }

  /** Source: Documentation/locking/robust-futex-ABI.rst of the kernel. */
  private void walkRobustList(GuestThread t) {
    long head = t.robustList;
    if (head == 0) {
      return;
    }
    int word = task.wordBytes;
    long entry = task.loadWord(head);
    long offset = task.loadWord(head + word);
    long pending = task.loadWord(head + 2L * word);
    for (int i = 0; i < ROBUST_LIMIT && (entry & ~1) != head; i++) {
      long next = task.loadWord(entry & ~1);
      if ((entry & ~1) != (pending & ~1)
          && !futexes.ownerDied(t, lockOf(entry, offset), false, (entry & 1) != 0)) {
        return;
      }
      entry = next;
    }
    if ((pending & ~1) != 0) {
      boolean unused = futexes.ownerDied(t, lockOf(pending, offset), true, (pending & 1) != 0);
    }
  }

  private long lockOf(long entry, long offset) {
    return Bits.zext((entry & ~1) + offset, 8 * task.wordBytes);
  }

  // ---- about threads ----

  long setTidAddress(Arguments a) {
    threads.current().clearAtEnd = a.word(0);
    return threads.current().id;
  }

  long setRobustList(Arguments a) {
    if (a.word(1) != 3L * task.wordBytes) {
      throw LinuxError.of(Errno.EINVAL);
    }
    threads.current().robustList = a.word(0);
    return 0;
  }

  long getRobustList(Arguments a) {
    GuestThread t = a.int32(0) == 0 ? threads.current() : known(a.int32(0));
    task.user.store(a.word(2), task.wordBytes, 3L * task.wordBytes);
    task.user.store(a.word(1), task.wordBytes, t.robustList);
    return 0;
  }

  /** The thread of an ID that a program gave. */
  GuestThread known(int id) {
    GuestThread t = threads.find(id);
    if (t == null) {
      throw LinuxError.of(Errno.ESRCH);
    }
    return t;
  }

  /** Memory is the same for all threads at all times: a barrier has nothing to do. */
  long membarrier(Arguments a) {
    int command = a.int32(0);
    if (a.int32(1) != 0) {
      throw LinuxError.of(Errno.EINVAL);
    }
    if (command == 0) {
      return MEMBARRIER_GLOBAL | MEMBARRIER_REGISTER | MEMBARRIER_EXPEDITED;
    }
    if (command == MEMBARRIER_EXPEDITED && !barriersRegistered) {
      throw LinuxError.of(Errno.EPERM);
    }
    int all = MEMBARRIER_GLOBAL | MEMBARRIER_REGISTER | MEMBARRIER_EXPEDITED;
    if (Integer.bitCount(command) != 1 || (command & all) == 0) {
      throw LinuxError.of(Errno.EINVAL);
    }
    barriersRegistered |= command == 16;
    return 0;
  }
}
