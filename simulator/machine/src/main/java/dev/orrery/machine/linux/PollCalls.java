package dev.orrery.machine.linux;

import static dev.orrery.machine.linux.fs.OpenFlags.POLLERR;
import static dev.orrery.machine.linux.fs.OpenFlags.POLLHUP;
import static dev.orrery.machine.linux.fs.OpenFlags.POLLIN;
import static dev.orrery.machine.linux.fs.OpenFlags.POLLNVAL;
import static dev.orrery.machine.linux.fs.OpenFlags.POLLOUT;

import dev.orrery.machine.linux.fs.FileTable;

/**
 * Waiting for files. A file is ready, or becomes so when another thread or a person does something.
 */
final class PollCalls {

  private final Task task;
  private final TimeCalls time;
  private final SignalCalls signals;

  /** A descriptor that was asked for input, and at which a person sits. */
  private int person = Wait.NO_TERMINAL;

  PollCalls(Task task, TimeCalls time, SignalCalls signals) {
    this.task = task;
    this.time = time;
    this.signals = signals;
  }

  private interface Look {
    /**
     * Looks at the files and writes what is ready.
     *
     * @param last whether to write it even if nothing is ready
     * @return how many are ready
     */
    int look(boolean last);
  }

  /** {@code poll}: the time is in milliseconds, and negative for none. */
  long poll(Arguments a) {
    int millis = a.int32(2);
    long deadline = millis < 0 ? Wait.NEVER : task.clock.now() + millis * 1_000_000L;
    return poll("files to be ready (poll)", deadline, last -> look(a));
  }

  long ppoll(Arguments a) {
    long deadline = deadline(a.word(2));
    if (a.word(3) != 0) {
      signals.maskDuringCall(a.word(3), a.word(4));
    }
    return poll("files to be ready (poll)", deadline, last -> look(a));
  }

  private int look(Arguments a) {
    person = Wait.NO_TERMINAL;
    long entries = a.word(0);
    long count = a.word(1);
    if (Long.compareUnsigned(count, FileTable.LIMIT) > 0) {
      throw LinuxError.of(Errno.EINVAL);
    }
    int ready = 0;
    for (int i = 0; i < count; i++) {
      long entry = entries + 8L * i;
      int fd = (int) task.user.load(entry, 4);
      int wanted = (int) task.user.load(entry + 4, 2);
      int got = fd < 0 ? 0 : task.files.poll(fd, wanted);
      notePerson(fd, wanted);
      task.user.store(entry + 6, 2, got);
      ready += got != 0 ? 1 : 0;
    }
    return ready;
  }

  /** {@code select}: as {@link #pselect}, with a {@code timeval} and no mask. */
  long select(Arguments a) {
    long timeout = a.word(4);
    long deadline = timeout == 0 ? Wait.NEVER : task.clock.now() + time.timeval(timeout);
    return poll("files to be ready (select)", deadline, last -> look(a, last));
  }

  /** Three sets of descriptors, as arrays of words: to read, to write, exceptions. */
  long pselect(Arguments a) {
    long deadline = deadline(a.word(4));
    if (a.word(5) != 0) {
      long mask = task.loadWord(a.word(5));
      if (mask != 0) {
        signals.maskDuringCall(mask, task.loadWord(a.word(5) + task.wordBytes));
      }
    }
    return poll("files to be ready (select)", deadline, last -> look(a, last));
  }

  private int look(Arguments a, boolean last) {
    person = Wait.NO_TERMINAL;
    int count = a.int32(0);
    if (count < 0 || count > FileTable.LIMIT) {
      throw LinuxError.of(Errno.EINVAL);
    }
    int ready = 0;
    long[][] results = new long[3][];
    for (int set = 0; set < 3; set++) {
      long address = a.word(1 + set);
      if (address == 0) {
        continue;
      }
      results[set] = new long[(count + 63) / 64];
      for (int fd = 0; fd < count; fd++) {
        if ((task.user.load(address + fd / 8, 1) & (1 << (fd % 8))) == 0) {
          continue;
        }
        int wanted = set == 0 ? POLLIN | POLLHUP : set == 1 ? POLLOUT | POLLERR : 0;
        int events = task.files.poll(fd, wanted);
        notePerson(fd, wanted);
        if ((events & POLLNVAL) != 0) {
          throw LinuxError.of(Errno.EBADF);
        }
        if ((events & wanted) != 0) {
          results[set][fd / 64] |= 1L << (fd % 64);
          ready++;
        }
      }
    }
    if (ready == 0 && !last) {
      return 0;
    }
    for (int set = 0; set < 3; set++) {
      if (results[set] != null) {
        int bytes = (count + 8 * task.wordBytes - 1) / (8 * task.wordBytes) * task.wordBytes;
        for (int i = 0; i < bytes; i++) {
          task.user.store(a.word(1 + set) + i, 1, results[set][i / 8] >>> (8 * (i % 8)));
        }
      }
    }
    return ready;
  }

  private void notePerson(int descriptor, int wanted) {
    if ((wanted & POLLIN) != 0 && descriptor >= 0 && task.files.isTerminal(descriptor) == 1) {
      person = descriptor;
    }
  }

  private long deadline(long timespec) {
    return timespec == 0 ? Wait.NEVER : task.clock.now() + time.duration(timespec);
  }

  private long poll(String what, long deadline, Look files) {
    boolean over = deadline <= task.clock.now();
    int ready = files.look(over);
    if (ready > 0 || over) {
      signals.restoreMaskAfterWait();
      return ready;
    }
    throw new Blocked(
        new Wait(what, end -> end == Wait.End.SIGNAL ? -Errno.EINTR : poll(what, deadline, files))
            .until(deadline)
            .forFiles()
            .forInput(person, false));
  }
}
