package dev.orrery.machine.linux;

/** Clocks, sleeping and interval timers, on virtual time. */
final class TimeCalls {
  /** What {@code times} counts in. */
  static final int TICKS_PER_SECOND = 100;

  private static final long NANOS = VirtualClock.NANOS;
  private static final int CLOCK_REALTIME = 0;
  private static final int CLOCK_PROCESS_CPUTIME_ID = 2;
  private static final int CLOCK_THREAD_CPUTIME_ID = 3;
  private static final int CLOCK_REALTIME_COARSE = 5;
  private static final int CLOCK_REALTIME_ALARM = 8;
  private static final int CLOCK_TAI = 11;
  private static final int TIMER_ABSTIME = 1;
  private static final long NEVER = Wait.NEVER;

  /** Two centuries: a sum with {@link VirtualClock#now} does not overflow. */
  private static final long LONGEST = 1L << 62;

  /** The signals of the timers: real, virtual, profiling. */
  private static final Signal[] TIMER_SIGNALS = {Signal.SIGALRM, Signal.SIGVTALRM, Signal.SIGPROF};

  private final Task task;
  private final VirtualClock clock;
  private final SignalCalls signals;
  private final long[] expiry = {NEVER, NEVER, NEVER};
  private final long[] interval = new long[3];

  TimeCalls(Task task, SignalCalls signals) {
    this.task = task;
    this.clock = task.clock;
    this.signals = signals;
  }

  /** Nanoseconds on a clock. */
  private long read(int id) {
    return switch (id) {
      case CLOCK_REALTIME, CLOCK_REALTIME_COARSE, CLOCK_REALTIME_ALARM, CLOCK_TAI ->
          clock.realTime();
      case CLOCK_PROCESS_CPUTIME_ID -> clock.busy();
      case CLOCK_THREAD_CPUTIME_ID -> task.hart().retired;
      default -> {
        if (id < 0) {
          yield processorTime(id);
        }
        if (id > CLOCK_TAI) {
          throw LinuxError.of(Errno.EINVAL);
        }
        yield clock.now();
      }
    };
  }

  /** The clock of a process or thread: its inverted ID, and below it three bits that say which. */
  private long processorTime(int id) {
    int owner = ~(id >> 3);
    boolean ofThread = (id & 4) != 0;
    GuestThread t = owner == 0 ? task.threads.current() : task.threads.find(owner);
    if ((id & 3) == 3 || (ofThread ? t == null : owner != 0 && owner != Task.PID)) {
      throw LinuxError.of(Errno.EINVAL);
    }
    return ofThread && t != null ? t.hart.retired : clock.busy();
  }

  long clockGettime(Arguments a) {
    writeTimespec(a.word(1), read(a.int32(0)));
    return 0;
  }

  long clockGetres(Arguments a) {
    long unused = read(a.int32(0));
    if (a.word(1) != 0) {
      writeTimespec(a.word(1), 1);
    }
    return 0;
  }

  long gettimeofday(Arguments a) {
    if (a.word(0) != 0) {
      writeTimeval(a.word(0), clock.realTime());
    }
    if (a.word(1) != 0) {
      task.user.store(a.word(1), 8, 0);
    }
    return 0;
  }

  long time(Arguments a) {
    long seconds = clock.realTime() / NANOS;
    if (a.word(0) != 0) {
      task.user.store(a.word(0), task.wordBytes, seconds);
    }
    return seconds;
  }

  private void writeTimespec(long address, long nanos) {
    task.struct().u64(nanos / NANOS).u64(nanos % NANOS).writeTo(task.user, address);
  }

  private void writeTimeval(long address, long nanos) {
    task.struct().word(nanos / NANOS).word(nanos % NANOS / 1000).writeTo(task.user, address);
  }

  /**
   * The time span in a {@code timespec} of 64-bit fields, in nanoseconds; very long ones are cut.
   */
  long duration(long timespec) {
    long seconds = task.user.load(timespec, 8);
    long nanos = task.user.load(timespec + 8, 8);
    if (seconds < 0 || nanos < 0 || nanos >= NANOS) {
      throw LinuxError.of(Errno.EINVAL);
    }
    return seconds > LONGEST / NANOS ? LONGEST : seconds * NANOS + nanos;
  }

  long nanosleep(Arguments a) {
    return sleepFor(duration(a.word(0)), a.word(1));
  }

  long clockNanosleep(Arguments a) {
    long time = duration(a.word(2));
    int id = a.int32(0);
    if ((a.int32(1) & TIMER_ABSTIME) == 0) {
      long unused = read(id);
      return sleepFor(time, a.word(3));
    }
    long left = time - read(id);
    if (left <= 0) {
      return 0;
    }
    throw new Blocked(
        new Wait("time to pass", end -> end == Wait.End.SIGNAL ? -Errno.EINTR : 0)
            .until(clock.now() + left));
  }

  private long sleepFor(long nanos, long remaining) {
    long over = clock.now() + nanos;
    throw new Blocked(
        new Wait(
                "time to pass",
                end -> {
                  if (end != Wait.End.SIGNAL) {
                    return 0;
                  }
                  if (remaining != 0) {
                    writeTimespec(remaining, Math.max(0, over - clock.now()));
                  }
                  return -Errno.EINTR;
                })
            .until(over));
  }

  long times(Arguments a) {
    long ticks = clock.busy() / (NANOS / TICKS_PER_SECOND);
    if (a.word(0) != 0) {
      task.struct().word(ticks).word(0).word(0).word(0).writeTo(task.user, a.word(0));
    }
    return clock.now() / (NANOS / TICKS_PER_SECOND);
  }

  private static int timer(int which) {
    if (which < 0 || which >= TIMER_SIGNALS.length) {
      throw LinuxError.of(Errno.EINVAL);
    }
    return which;
  }

  long getitimer(Arguments a) {
    writeTimer(timer(a.int32(0)), a.word(1));
    return 0;
  }

  private void writeTimer(int which, long address) {
    long left = expiry[which] == NEVER ? 0 : Math.max(1000, expiry[which] - clock.now());
    task.struct()
        .word(interval[which] / NANOS)
        .word(interval[which] % NANOS / 1000)
        .word(left / NANOS)
        .word(left % NANOS / 1000)
        .writeTo(task.user, address);
  }

  long setitimer(Arguments a) {
    int which = timer(a.int32(0));
    long address = a.word(1);
    long repeat = 0;
    long first = 0;
    if (address != 0) {
      repeat = timeval(address);
      first = timeval(address + 2L * task.wordBytes);
    }
    if (a.word(2) != 0) {
      writeTimer(which, a.word(2));
    }
    interval[which] = repeat;
    expiry[which] = first == 0 ? NEVER : clock.now() + first;
    return 0;
  }

  /** {@code alarm}: a timer of the process, in seconds; what was left of the one before. */
  long alarm(Arguments a) {
    long left = expiry[0] == NEVER ? 0 : Math.max(1, (expiry[0] - clock.now()) / NANOS);
    long seconds = a.word(0) & 0xffff_ffffL;
    interval[0] = 0;
    expiry[0] = seconds == 0 ? NEVER : clock.now() + seconds * NANOS;
    return left;
  }

  /** The time span in a {@code timeval}, in nanoseconds; very long ones are cut. */
  long timeval(long address) {
    long seconds = task.loadWord(address);
    long micros = task.loadWord(address + task.wordBytes);
    if (seconds < 0 || micros < 0 || micros >= 1_000_000) {
      throw LinuxError.of(Errno.EINVAL);
    }
    return Math.min(seconds, LONGEST / NANOS - 1) * NANOS + micros * 1000;
  }

  /** When the next timer expires, or {@link Wait#NEVER}. */
  long nextExpiry() {
    return Math.min(expiry[0], Math.min(expiry[1], expiry[2]));
  }

  /** When the next timer expires whose signal somebody gets, or {@link Wait#NEVER}. */
  long nextUsefulExpiry() {
    long next = NEVER;
    for (int i = 0; i < expiry.length; i++) {
      if (expiry[i] < next && signals.wouldWake(TIMER_SIGNALS[i].number())) {
        next = expiry[i];
      }
    }
    return next;
  }

  /** Raises the signals of timers that have expired. */
  void fire() {
    for (int i = 0; i < expiry.length; i++) {
      if (expiry[i] <= clock.now()) {
        signals.raise(TIMER_SIGNALS[i].number(), SignalInfo.KERNEL);
        expiry[i] = interval[i] == 0 ? NEVER : clock.now() + interval[i];
      }
    }
  }
}
