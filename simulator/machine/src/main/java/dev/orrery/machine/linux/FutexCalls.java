package dev.orrery.machine.linux;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Futexes: words in memory on which threads wait and are woken, first come first served. Source:
 * futex(2), {@code linux/futex.h}. A futex is known by its address, as there is one address space.
 */
final class FutexCalls {
  private static final int PRIVATE = 128;
  private static final int CLOCK_REALTIME = 256;
  private static final int WAIT = 0;
  private static final int WAKE = 1;
  private static final int REQUEUE = 3;
  private static final int CMP_REQUEUE = 4;
  private static final int WAKE_OP = 5;
  private static final int LOCK_PI = 6;
  private static final int UNLOCK_PI = 7;
  private static final int TRYLOCK_PI = 8;
  private static final int WAIT_BITSET = 9;
  private static final int WAKE_BITSET = 10;
  private static final int LOCK_PI2 = 13;
  private static final int MATCH_ANY = -1;

  private static final int WAITERS = 0x8000_0000;
  private static final int OWNER_DIED = 0x4000_0000;
  private static final int OWNER = 0x3fff_ffff;

  private final Task task;
  private final Threads threads;
  private final TimeCalls time;

  /** Who waits, by address, in the order in which they came. */
  private final Map<Long, Set<Waiter>> queues = new HashMap<>();

  /** The same for locks that the kernel hands over. */
  private final Map<Long, Set<Waiter>> locks = new HashMap<>();

  /** A thread that waits, until it is taken out of its queue. */
  private static final class Waiter {
    private final GuestThread thread;
    private final int bits;
    private long address;

    /** The thread that has the lock, for locks that are handed over. */
    private int owner;

    Waiter(GuestThread thread, long address, int bits) {
      this.thread = thread;
      this.address = address;
      this.bits = bits;
    }
  }

  FutexCalls(Task task, TimeCalls time) {
    this.task = task;
    this.threads = task.threads;
    this.time = time;
  }

  long futex(Arguments a) {
    int operation = a.int32(1);
    int command = operation & ~(PRIVATE | CLOCK_REALTIME);
    boolean real = (operation & CLOCK_REALTIME) != 0;
    if (real && command != WAIT_BITSET && command != LOCK_PI2) {
      throw LinuxError.of(Errno.ENOSYS);
    }
    long address = a.word(0);
    return switch (command) {
      case WAIT -> wait(address, a.int32(2), MATCH_ANY, relative(a.word(3)));
      case WAIT_BITSET -> wait(address, a.int32(2), a.int32(5), absolute(a.word(3), real));
      case WAKE -> wake(address, a.int32(2), MATCH_ANY);
      case WAKE_BITSET -> wake(address, a.int32(2), a.int32(5));
      case REQUEUE -> requeue(a, false);
      case CMP_REQUEUE -> requeue(a, true);
      case WAKE_OP -> wakeOp(a);
      case LOCK_PI -> lock(address, absolute(a.word(3), true), false);
      case LOCK_PI2 -> lock(address, absolute(a.word(3), real), false);
      case TRYLOCK_PI -> lock(address, Wait.NEVER, true);
      case UNLOCK_PI -> unlock(address);
      default -> throw LinuxError.of(Errno.ENOSYS);
    };
  }

  private long relative(long timespec) {
    return timespec == 0 ? Wait.NEVER : task.clock.now() + time.duration(timespec);
  }

  private long absolute(long timespec, boolean real) {
    if (timespec == 0) {
      return Wait.NEVER;
    }
    long instant = time.duration(timespec);
    return real ? instant - task.clock.realTime() + task.clock.now() : instant;
  }

  private static void checkAligned(long address) {
    if ((address & 3) != 0) {
      throw LinuxError.of(Errno.EINVAL);
    }
  }

  private int load(long address) {
    checkAligned(address);
    return (int) task.user.load(address, 4);
  }

  // ---- waiting and waking ----

  private long wait(long address, int expected, int bits, long deadline) {
    if (bits == 0) {
      throw LinuxError.of(Errno.EINVAL);
    }
    if (load(address) != expected) {
      throw LinuxError.of(Errno.EAGAIN);
    }
    Waiter w = new Waiter(threads.current(), address, bits);
    enter(queues, w);
    throw new Blocked(
        new Wait(
                () -> "a lock or condition (futex at 0x%x)".formatted(address),
                end ->
                    switch (end) {
                      case WOKEN -> 0;
                      case TIMEOUT -> -Errno.ETIMEDOUT;
                      case SIGNAL -> deadline == Wait.NEVER ? -Restart.IF_HANDLER : -Errno.EINTR;
                    })
            .until(deadline)
            .whenOver(() -> leave(queues, w)));
  }

  private static void enter(Map<Long, Set<Waiter>> queues, Waiter w) {
    queues.computeIfAbsent(w.address, k -> new LinkedHashSet<>()).add(w);
  }

  private static void leave(Map<Long, Set<Waiter>> queues, Waiter w) {
    Set<Waiter> queue = queues.get(w.address);
    if (queue != null && queue.remove(w) && queue.isEmpty()) {
      queues.remove(w.address);
    }
  }

  private static List<Waiter> waiters(Map<Long, Set<Waiter>> queues, long address) {
    return List.copyOf(queues.getOrDefault(address, Set.of()));
  }

  /** Wakes up to {@code most} threads, though at least one, as Linux does. */
  private long wake(long address, int most, int bits) {
    checkAligned(address);
    if (bits == 0) {
      throw LinuxError.of(Errno.EINVAL);
    }
    long woken = 0;
    for (Waiter w : waiters(queues, address)) {
      if ((w.bits & bits) != 0) {
        threads.wake(w.thread, Wait.End.WOKEN);
        if (++woken >= most) {
          break;
        }
      }
    }
    return woken;
  }

  /** Wakes one thread, when another has ended. */
  void wakeOne(long address) {
    if ((address & 3) == 0) {
      long unused = wake(address, 1, MATCH_ANY);
    }
  }

  private long requeue(Arguments a, boolean compares) {
    long from = a.word(0);
    long to = a.word(4);
    int wakes = a.int32(2);
    int moves = a.int32(3);
    if (wakes < 0 || moves < 0) {
      throw LinuxError.of(Errno.EINVAL);
    }
    checkAligned(from);
    checkAligned(to);
    if (compares && load(from) != a.int32(5)) {
      throw LinuxError.of(Errno.EAGAIN);
    }
    long done = 0;
    for (Waiter w : waiters(queues, from)) {
      if (done < wakes) {
        threads.wake(w.thread, Wait.End.WOKEN);
      } else if (done - wakes < moves) {
        leave(queues, w);
        w.address = to;
        enter(queues, w);
      } else {
        break;
      }
      done++;
    }
    return done;
  }

  /** Changes the word at the second address, wakes at the first, and if it was so, there too. */
  private long wakeOp(Arguments a) {
    long first = a.word(0);
    long second = a.word(4);
    int code = a.int32(5);
    checkAligned(first);
    int old = load(second);
    int operand = code << 8 >> 20;
    if (code < 0) {
      operand = 1 << operand;
    }
    int changed =
        switch (code >>> 28 & 7) {
          case 0 -> operand;
          case 1 -> old + operand;
          case 2 -> old | operand;
          case 3 -> old & ~operand;
          case 4 -> old ^ operand;
          default -> throw LinuxError.of(Errno.ENOSYS);
        };
    int compared = code << 20 >> 20;
    boolean holds =
        switch (code >>> 24 & 15) {
          case 0 -> old == compared;
          case 1 -> old != compared;
          case 2 -> old < compared;
          case 3 -> old <= compared;
          case 4 -> old > compared;
          case 5 -> old >= compared;
          default -> throw LinuxError.of(Errno.ENOSYS);
        };
    task.user.store(second, 4, changed);
    long woken = wake(first, a.int32(2), MATCH_ANY);
    return holds ? woken + wake(second, a.int32(3), MATCH_ANY) : woken;
  }

  // ---- locks that are handed over (priority inheritance, without priorities) ----

  private long lock(long address, long deadline, boolean tries) {
    int word = load(address);
    GuestThread self = threads.current();
    int owner = word & OWNER;
    if (owner == self.id) {
      throw LinuxError.of(Errno.EDEADLK);
    }
    if (owner == 0) {
      task.user.store(address, 4, word & OWNER_DIED | self.id);
      return 0;
    }
    if (tries) {
      throw LinuxError.of(Errno.EAGAIN);
    }
    if (threads.find(owner) == null) {
      throw LinuxError.of(Errno.ESRCH);
    }
    if (waitsFor(owner, self.id)) {
      throw LinuxError.of(Errno.EDEADLK);
    }
    task.user.store(address, 4, word | WAITERS);
    Waiter w = new Waiter(self, address, MATCH_ANY);
    w.owner = owner;
    enter(locks, w);
    throw new Blocked(
        new Wait(
                () -> "a lock that thread %d has (futex at 0x%x)".formatted(owner, address),
                end ->
                    switch (end) {
                      case WOKEN -> 0;
                      case TIMEOUT -> -Errno.ETIMEDOUT;
                      case SIGNAL -> -Restart.ALWAYS;
                    })
            .until(deadline)
            .whenOver(() -> leave(locks, w)));
  }

  /** Whether a thread waits, perhaps by way of others, for a lock that {@code owner} has. */
  private boolean waitsFor(int thread, int owner) {
    int at = thread;
    for (int i = 0; i < Threads.MAX; i++) {
      Waiter w = lockWaiter(at);
      if (w == null) {
        return false;
      }
      at = w.owner;
      if (at == owner) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Waiter lockWaiter(int thread) {
    for (Set<Waiter> queue : locks.values()) {
      for (Waiter w : queue) {
        if (w.thread.id == thread) {
          return w;
        }
      }
    }
    return null;
  }

  private long unlock(long address) {
    int word = load(address);
    if ((word & OWNER) != threads.current().id) {
      throw LinuxError.of(Errno.EPERM);
    }
    task.user.checkWritable(address, 4);
    handOver(address, 0);
    return 0;
  }

  /** Gives a lock to whoever has waited longest. */
  private void handOver(long address, int flags) {
    List<Waiter> waiters = waiters(locks, address);
    if (waiters.isEmpty()) {
      task.user.store(address, 4, flags);
      return;
    }
    GuestThread next = waiters.getFirst().thread;
    waiters.forEach(w -> w.owner = next.id);
    task.user.store(address, 4, WAITERS | flags | next.id);
    threads.wake(next, Wait.End.WOKEN);
  }

  /** A thread that ends gives up the locks for which others wait. */
  void giveUpLocks(GuestThread dying) {
    List<Long> held = new ArrayList<>();
    for (Map.Entry<Long, Set<Waiter>> e : locks.entrySet()) {
      Iterator<Waiter> first = e.getValue().iterator();
      if (first.next().owner == dying.id) {
        held.add(e.getKey());
      }
    }
    held.sort(Long::compareUnsigned);
    for (long address : held) {
      handOver(address, OWNER_DIED);
    }
  }

  /**
   * A thread that ends had a robust lock in its list.
   *
   * @param pending whether it was about to take or leave the lock
   * @param handedOver whether the lock is one that the kernel hands over
   * @return false if the list must be wrong, and is not to be followed any further
   */
  boolean ownerDied(GuestThread dying, long address, boolean pending, boolean handedOver) {
    if ((address & 3) != 0) {
      return false;
    }
    int word = (int) task.user.load(address, 4);
    if (pending && !handedOver && (word & OWNER) == 0) {
      wakeOne(address); // It let go and did not come to wake the next.
      return true;
    }
    if ((word & OWNER) != dying.id) {
      return true;
    }
    task.user.store(address, 4, word & WAITERS | OWNER_DIED);
    if (!handedOver && (word & WAITERS) != 0) {
      wakeOne(address);
    }
    return true;
  }
}
