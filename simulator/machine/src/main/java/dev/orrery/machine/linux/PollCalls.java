package dev.orrery.machine.linux;

import static dev.orrery.machine.linux.fs.OpenFlags.POLLERR;
import static dev.orrery.machine.linux.fs.OpenFlags.POLLHUP;
import static dev.orrery.machine.linux.fs.OpenFlags.POLLIN;
import static dev.orrery.machine.linux.fs.OpenFlags.POLLNVAL;
import static dev.orrery.machine.linux.fs.OpenFlags.POLLOUT;

import dev.orrery.machine.linux.fs.FileTable;

/**
 * Waiting for files. All files of a process are always ready, or not before the process itself does
 * something; so nothing waits, except for time to pass.
 */
final class PollCalls {

  private static final int NOBODY = -1;

  private final Task task;
  private final TimeCalls time;

  /** A descriptor that was asked for input, and at which a person sits. */
  private int person = NOBODY;

  PollCalls(Task task, TimeCalls time) {
    this.task = task;
    this.time = time;
  }

  long ppoll(Arguments a) {
    long result;
    do {
      result = ppollOnce(a);
    } while (result == 0 && a.word(2) == 0);
    return result;
  }

  private long ppollOnce(Arguments a) {
    person = NOBODY;
    long entries = a.word(0);
    long count = a.word(1);
    if (count > FileTable.LIMIT) {
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
    return ready != 0 ? ready : timeOut(a.word(2), "polls files");
  }

  /** Three sets of descriptors, as arrays of words: to read, to write, exceptions. */
  long pselect(Arguments a) {
    long result;
    do {
      result = pselectOnce(a);
    } while (result == 0 && a.word(4) == 0);
    return result;
  }

  private long pselectOnce(Arguments a) {
    person = NOBODY;
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
    long result = ready != 0 ? ready : timeOut(a.word(4), "selects files");
    if (result == 0 && a.word(4) == 0) {
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
    return result;
  }

  private void notePerson(int descriptor, int wanted) {
    if ((wanted & POLLIN) != 0 && descriptor >= 0 && task.files.isTerminal(descriptor) == 1) {
      person = descriptor;
    }
  }

  /** What to return when nothing is ready; 0 without a time limit means to look again. */
  private long timeOut(long timespec, String what) {
    if (timespec == 0 && person != NOBODY && !time.somethingIsDue()) {
      task.files.awaitInput(person);
      return 0;
    }
    if (timespec == 0) {
      time.pause("the program " + what + " that are not ready, and only it could change that");
      throw LinuxError.of(Errno.EINTR);
    }
    if (time.sleep(time.duration(timespec))) {
      throw LinuxError.of(Errno.EINTR);
    }
    return 0;
  }
}
