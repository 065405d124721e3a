package dev.orrery.machine.linux;

import dev.orrery.machine.linux.fs.FileStat;
import dev.orrery.machine.linux.fs.FileTable;
import dev.orrery.spec.model.AbiSpec;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Calls about the process itself and the system it runs on. */
final class ProcessCalls {
  private static final int RLIMIT_STACK = 3;
  private static final int RLIMIT_CORE = 4;
  private static final int RLIMIT_NPROC = 6;
  private static final int RLIMIT_NOFILE = 7;
  private static final int RLIMITS = 16;
  private static final long INFINITY = -1;

  private static final int RUSAGE_THREAD = 1;
  private static final int SCHED_OTHER = 0;
  private static final int SCHED_BATCH = 3;

  private static final int PR_SET_NAME = 15;
  private static final int PR_GET_NAME = 16;
  private static final int UTS_FIELD = 65;
  private static final int MAX_RANDOM = 1 << 25;

  private final Task task;

  ProcessCalls(Task task) {
    this.task = task;
  }

  /** Real, effective and saved ID, which are all the same. */
  long getresid(Arguments a) {
    for (int i = 0; i < 3; i++) {
      task.user.store(a.word(i), 4, FileStat.OWNER);
    }
    return 0;
  }

  /** An ID of the process, or of the one that was asked for. */
  long ownId(int pid) {
    if (pid != 0 && pid != Task.PID) {
      throw LinuxError.of(Errno.ESRCH);
    }
    return Task.PID;
  }

  private static long limit(int resource) {
    if (resource < 0 || resource >= RLIMITS) {
      throw LinuxError.of(Errno.EINVAL);
    }
    return switch (resource) {
      case RLIMIT_STACK -> 8L << 20;
      case RLIMIT_NOFILE -> FileTable.LIMIT;
      case RLIMIT_CORE -> 0;
      case RLIMIT_NPROC -> Threads.MAX;
      default -> INFINITY;
    };
  }

  /** Limits can be asked for; setting one succeeds and changes nothing. */
  long prlimit(Arguments a) {
    long unused = ownId(a.int32(0));
    long limit = limit(a.int32(1));
    if (a.word(2) != 0) {
      task.user.checkWritable(a.word(2), 16);
    }
    if (a.word(3) != 0) {
      task.struct().u64(limit).u64(limit).writeTo(task.user, a.word(3));
    }
    return 0;
  }

  long getrlimit(Arguments a) {
    long limit = limit(a.int32(0));
    task.struct().word(limit).word(limit).writeTo(task.user, a.word(1));
    return 0;
  }

  long setrlimit(Arguments a) {
    long unused = limit(a.int32(0));
    long unusedValue = task.loadWord(a.word(1));
    return 0;
  }

  long getrusage(Arguments a) {
    boolean thread = a.int32(0) == RUSAGE_THREAD;
    long micros = (thread ? task.hart().retired : task.clock.busy()) / 1000;
    Struct s = task.struct().word(micros / 1_000_000).word(micros % 1_000_000);
    s.word(0).word(0).word(task.memory.residentBytes() >> 10);
    for (int i = 0; i < 13; i++) {
      s.word(0);
    }
    s.writeTo(task.user, a.word(1));
    return 0;
  }

  long uname(Arguments a) {
    Struct s = task.struct();
    for (String field :
        new String[] {"Linux", "orrery", "6.12.0", "#1 Orrery", task.abi.machine(), "(none)"}) {
      s.text(field.getBytes(StandardCharsets.UTF_8), UTS_FIELD);
    }
    s.writeTo(task.user, a.word(0));
    return 0;
  }

  long sysinfo(Arguments a) {
    long limit = task.memory.limitBytes();
    // Totals are words; a unit of pages keeps them small.
    Struct s = task.struct().word(task.clock.now() / VirtualClock.NANOS);
    s.word(0).word(0).word(0);
    s.word(limit >> 12).word((limit - task.memory.residentBytes()) >> 12);
    s.word(0).word(0).word(0).word(0).u16(1).u16(0).word(0).word(0).u32(4096);
    s.align(task.wordBytes);
    if (task.wordBytes == 4) {
      s.zeros(8);
    }
    s.writeTo(task.user, a.word(0));
    return 0;
  }

  /** {@code arch_prctl}: registers that programs could not always write themselves. */
  long archPrctl(Arguments a) {
    for (AbiSpec.Base b : task.abi.bases()) {
      if (b.code() != a.int32(0)) {
        continue;
      }
      long[] regs = task.hart().regs;
      if (!b.writes()) {
        task.user.store(a.word(1), task.wordBytes, regs[b.slot()]);
      } else if (Long.compareUnsigned(a.word(1), task.layout.stackTop()) >= 0) {
        return -Errno.EPERM;
      } else {
        regs[b.slot()] = a.word(1);
      }
      return 0;
    }
    return -Errno.EINVAL;
  }

  long prctl(Arguments a) {
    switch (a.int32(0)) {
      case PR_SET_NAME -> {
        int room = GuestThread.NAME_BYTES;
        byte[] given = task.user.cBytes(a.word(1), room + 1);
        task.threads.current().name(given != null ? given : task.user.read(a.word(1), room));
      }
      case PR_GET_NAME -> {
        byte[] name = task.threads.current().name();
        task.user.write(a.word(1), Arrays.copyOf(name, GuestThread.NAME_BYTES + 1));
      }
      default -> throw LinuxError.of(Errno.EINVAL);
    }
    return 0;
  }

  private void checkThread(int id) {
    if (id != 0 && task.threads.find(id) == null) {
      throw LinuxError.of(Errno.ESRCH);
    }
  }

  /** The set of processors is processor 0, as one word. */
  long getaffinity(Arguments a) {
    checkThread(a.int32(0));
    if (Long.compareUnsigned(a.word(1), task.wordBytes) < 0) {
      throw LinuxError.of(Errno.EINVAL);
    }
    task.user.store(a.word(2), task.wordBytes, 1);
    return task.wordBytes;
  }

  long setaffinity(Arguments a) {
    checkThread(a.int32(0));
    if (a.word(1) == 0 || (task.user.load(a.word(2), 1) & 1) == 0) {
      throw LinuxError.of(Errno.EINVAL);
    }
    return 0;
  }

  /** All threads are scheduled alike; asking for another policy is not permitted. */
  long setscheduler(Arguments a) {
    checkThread(a.int32(0));
    int priority = (int) task.user.load(a.word(2), 4);
    int policy = a.int32(1);
    if (policy != SCHED_OTHER && policy != SCHED_BATCH) {
      throw LinuxError.of(policy == 1 || policy == 2 ? Errno.EPERM : Errno.EINVAL);
    }
    if (priority != 0) {
      throw LinuxError.of(Errno.EINVAL);
    }
    return 0;
  }

  long getscheduler(Arguments a) {
    checkThread(a.int32(0));
    return SCHED_OTHER;
  }

  long getparam(Arguments a) {
    checkThread(a.int32(0));
    task.user.store(a.word(1), 4, 0);
    return 0;
  }

  long priorityLimit(Arguments a, int realTime) {
    return switch (a.int32(0)) {
      case 0, 3, 5 -> 0;
      case 1, 2 -> realTime;
      default -> throw LinuxError.of(Errno.EINVAL);
    };
  }

  long getcpu(Arguments a) {
    for (int i = 0; i < 2; i++) {
      if (a.word(i) != 0) {
        task.user.store(a.word(i), 4, 0);
      }
    }
    return 0;
  }

  long getrandom(Arguments a) {
    if ((a.int32(2) & ~7) != 0) {
      throw LinuxError.of(Errno.EINVAL);
    }
    int length = (int) Math.min(a.word(1) & 0x7fff_ffffL, MAX_RANDOM);
    int room = task.user.writablePrefix(a.word(0), length);
    if (room == 0 && length > 0) {
      throw LinuxError.of(Errno.EFAULT);
    }
    byte[] bytes = new byte[room];
    task.random.fill(bytes, room);
    task.user.write(a.word(0), bytes);
    return room;
  }
}
