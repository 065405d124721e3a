package dev.orrery.machine.linux;

import dev.orrery.machine.linux.fs.FileMode;
import dev.orrery.machine.linux.fs.FileStat;
import dev.orrery.machine.linux.fs.FileTable;
import dev.orrery.machine.linux.fs.OpenFlags;
import dev.orrery.machine.linux.fs.Result;
import dev.orrery.spec.ir.Bits;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Calls on descriptors: between the guest's memory and {@link FileTable}. */
final class FileCalls {
  private static final int MAX_VECTORS = 1024;

  /** At the file's own position. */
  private static final long HERE = -1;

  /** What one call transfers at most, as on Linux. */
  private static final long MAX_TRANSFER = 0x7fff_f000;

  /** What is transferred at a time. */
  private static final int PIECE = 1 << 18;

  private static final int CLOSE_RANGE_CLOEXEC = 4;
  private static final int TCGETS = 0x5401;
  private static final int TCSETS = 0x5402;
  private static final int TCSETSF = 0x5404;
  private static final int TIOCGPGRP = 0x540f;
  private static final int TIOCGWINSZ = 0x5413;
  private static final int FIONREAD = 0x541b;
  private static final int FIONBIO = 0x5421;
  private static final int FIONCLEX = 0x5450;
  private static final int FIOCLEX = 0x5451;

  private final Task task;
  private final FileTable files;

  FileCalls(Task task) {
    this.task = task;
    this.files = task.files;
  }

  // ---- reading and writing ----

  /** A run of the guest's bytes. */
  private record Span(long address, long length) {}

  /** A call of the file table that moves bytes at a position, or at the file's own. */
  private interface Move {
    long go(ByteBuffer bytes, long done);
  }

  long read(Arguments a) {
    return read(a.int32(0), one(a));
  }

  private long read(int fd, List<Span> spans) {
    // Others may go on while a person thinks; alone, the process waits inside the host's read.
    if (task.threads.count() > 1 && files.isTerminal(fd) == 1 && notReady(fd)) {
      throw new Blocked(
          new Wait("input", end -> end == Wait.End.SIGNAL ? -Restart.IF_HANDLER : read(fd, spans))
              .forInput(fd, true));
    }
    long n = read(fd, spans, HERE, (bytes, done) -> files.read(fd, bytes));
    if (n != -Errno.EDEADLK) {
      return n;
    }
    throw new Blocked(
        new Wait(
                () -> "a pipe to hold something (descriptor %d)".formatted(fd),
                end -> end == Wait.End.SIGNAL ? -Restart.IF_HANDLER : read(fd, spans))
            .forFiles());
  }

  private boolean notReady(int fd) {
    return files.poll(fd, OpenFlags.POLLIN) == 0
        && (files.fcntl(fd, OpenFlags.F_GETFL, 0) & OpenFlags.O_NONBLOCK) == 0;
  }

  long write(Arguments a) {
    return write(a.int32(0), one(a), 0);
  }

  /** Writes what is behind the first {@code before} bytes; a pipe that is full is waited for. */
  private long write(int fd, List<Span> spans, long before) {
    long total = total(spans);
    long n = write(fd, behind(spans, before), HERE, (bytes, done) -> files.write(fd, bytes));
    if (n < 0 && n != -Errno.EDEADLK) {
      return before > 0 ? before : n;
    }
    long written = before + Math.max(0, n);
    boolean waits = n < 0 || written < total && files.poll(fd, OpenFlags.POLLOUT) == 0;
    if (!waits || (files.fcntl(fd, OpenFlags.F_GETFL, 0) & OpenFlags.O_NONBLOCK) != 0) {
      return written;
    }
    if (n > 0) {
      task.threads.filesChanged();
    }
    throw new Blocked(
        new Wait(
                () -> "a full pipe to be emptied (descriptor %d)".formatted(fd),
                end -> {
                  if (end == Wait.End.SIGNAL) {
                    return written > 0 ? written : -Restart.IF_HANDLER;
                  }
                  return write(fd, spans, written);
                })
            .forFiles());
  }

  private static List<Span> behind(List<Span> spans, long bytes) {
    if (bytes == 0) {
      return spans;
    }
    List<Span> rest = new ArrayList<>();
    long skip = bytes;
    for (Span s : spans) {
      long cut = Math.min(skip, s.length());
      skip -= cut;
      rest.add(new Span(s.address() + cut, s.length() - cut));
    }
    return rest;
  }

  long pread(Arguments a) {
    int fd = a.int32(0);
    long at = a.wide(3);
    return read(fd, one(a), at, (bytes, done) -> files.pread(fd, bytes, at + done));
  }

  long pwrite(Arguments a) {
    int fd = a.int32(0);
    long at = a.wide(3);
    return write(fd, one(a), at, (bytes, done) -> files.pwrite(fd, bytes, at + done));
  }

  long readv(Arguments a) {
    return read(a.int32(0), vectors(a));
  }

  long writev(Arguments a) {
    return write(a.int32(0), vectors(a), 0);
  }

  long preadv(Arguments a) {
    int fd = a.int32(0);
    long at = splitOffset(a);
    return read(fd, vectors(a), at, (bytes, done) -> files.pread(fd, bytes, at + done));
  }

  long pwritev(Arguments a) {
    int fd = a.int32(0);
    long at = splitOffset(a);
    return write(fd, vectors(a), at, (bytes, done) -> files.pwrite(fd, bytes, at + done));
  }

  /** The offset of the vector calls comes in two words on every machine. */
  private long splitOffset(Arguments a) {
    return task.wordBytes == 8 ? a.word(3) : a.word(3) | a.word(4) << 32;
  }

  private static long length(long bytes) {
    if (bytes < 0) {
      throw LinuxError.of(Errno.EINVAL);
    }
    return Math.min(bytes, MAX_TRANSFER);
  }

  private static List<Span> one(Arguments a) {
    return List.of(new Span(a.word(1), length(a.signed(2))));
  }

  private List<Span> vectors(Arguments a) {
    int count = a.int32(2);
    if (count < 0 || count > MAX_VECTORS) {
      throw LinuxError.of(Errno.EINVAL);
    }
    List<Span> spans = new ArrayList<>(count);
    long left = MAX_TRANSFER;
    for (int i = 0; i < count; i++) {
      long entry = a.word(1) + 2L * i * task.wordBytes;
      long size = task.loadWord(entry + task.wordBytes);
      long length = Math.min(left, length(Bits.sext(size, 8 * task.wordBytes)));
      spans.add(new Span(task.loadWord(entry), length));
      left -= length;
    }
    return spans;
  }

  private static long total(List<Span> spans) {
    long sum = 0;
    for (Span span : spans) { // a first stream costs every run some milliseconds
      sum += span.length();
    }
    return sum;
  }

  /** What may be done with the bytes of the next piece of some spans. */
  private interface Part {
    void at(long address, int offset, int length);
  }

  /** Goes through the parts of spans that the bytes from {@code done} on belong to. */
  private static void parts(List<Span> spans, long done, int length, Part part) {
    long start = 0;
    int offset = 0;
    for (Span s : spans) {
      long into = done + offset - start;
      if (into < s.length() && offset < length) {
        int n = (int) Math.min(s.length() - into, length - offset);
        part.at(s.address() + into, offset, n);
        offset += n;
      }
      start += s.length();
    }
  }

  /** How many of the next bytes the guest may access before the first that it may not. */
  private int accessible(List<Span> spans, long done, int length, boolean write) {
    int[] good = {0};
    parts(
        spans,
        done,
        length,
        (address, offset, n) -> {
          if (good[0] == offset) {
            good[0] +=
                write ? task.user.writablePrefix(address, n) : task.user.readablePrefix(address, n);
          }
        });
    return good[0];
  }

  /**
   * Reads.
   *
   * @param at offset in the file, or {@link #HERE}
   */
  private long read(int fd, List<Span> spans, long at, Move move) {
    if (!task.shared.isEmpty()) {
      long from = position(fd, at);
      task.shared.beforeRead(f -> files.isOf(fd, f), from, from + total(spans));
    }
    long total = total(spans);
    long done = 0;
    do {
      int wanted = (int) Math.min(total - done, PIECE);
      int room = accessible(spans, done, wanted, true);
      if (room == 0 && wanted > 0) {
        return done > 0 ? done : -Errno.EFAULT;
      }
      byte[] buffer = new byte[room];
      long n = move.go(ByteBuffer.wrap(buffer), done);
      if (n <= 0) {
        return done > 0 ? done : n;
      }
      parts(
          spans, done, (int) n, (address, o, count) -> task.user.write(address, buffer, o, count));
      done += n;
      // What comes piece by piece, from a pipe or the user, ends with what is there.
    } while (done < total && done % PIECE == 0 && regular(fd));
    return done;
  }

  /**
   * Writes.
   *
   * @param at offset in the file, or {@link #HERE}
   */
  private long write(int fd, List<Span> spans, long at, Move move) {
    if (task.shared.isEmpty()) {
      return write(spans, move);
    }
    boolean appends = (files.fcntl(fd, OpenFlags.F_GETFL, 0) & OpenFlags.O_APPEND) != 0;
    Result<FileStat> stat = files.fstat(fd);
    long from = appends && stat.ok() ? stat.value().size() : position(fd, at);
    long to = from + total(spans);
    // Stores to the same pages of memory came first.
    task.shared.beforeRead(f -> files.isOf(fd, f), from, to);
    long written = write(spans, move);
    task.shared.afterWrite(f -> files.isOf(fd, f), from, to);
    return written;
  }

  private long position(int fd, long at) {
    return at == HERE ? Math.max(0, files.lseek(fd, 0, OpenFlags.SEEK_CUR)) : at;
  }

  private long write(List<Span> spans, Move move) {
    long total = total(spans);
    long done = 0;
    do {
      int wanted = (int) Math.min(total - done, PIECE);
      int there = accessible(spans, done, wanted, false);
      if (there == 0 && wanted > 0) {
        return done > 0 ? done : -Errno.EFAULT;
      }
      byte[] buffer = new byte[there];
      parts(spans, done, there, (address, o, n) -> task.user.read(address, buffer, o, n));
      long n = move.go(ByteBuffer.wrap(buffer), done);
      if (n < 0) {
        return done > 0 ? done : n;
      }
      done += n;
      if (n < wanted) {
        break;
      }
    } while (done < total);
    return done;
  }

  private boolean regular(int fd) {
    Result<FileStat> stat = files.fstat(fd);
    return stat.ok() && FileMode.isRegular(stat.value().mode());
  }

  // ---- descriptors ----

  long lseek(Arguments a) {
    return files.lseek(a.int32(0), a.signed(1), a.int32(2));
  }

  /** The form for 32 bits: the offset in two halves, the result in memory. */
  long llseek(Arguments a) {
    long position = files.lseek(a.int32(0), a.word(1) << 32 | a.word(2), a.int32(4));
    if (position < 0) {
      return position;
    }
    task.user.store(a.word(3), 8, position);
    return 0;
  }

  long close(Arguments a) {
    return files.close(a.int32(0));
  }

  long closeRange(Arguments a) {
    long first = a.word(0) & 0xffff_ffffL;
    long last = a.word(1) & 0xffff_ffffL;
    if (first > last) {
      return -Errno.EINVAL;
    }
    boolean onlyMark = (a.int32(2) & CLOSE_RANGE_CLOEXEC) != 0;
    for (int fd = (int) Math.min(first, FileTable.LIMIT);
        fd <= last && fd < FileTable.LIMIT;
        fd++) {
      long unused =
          onlyMark ? files.fcntl(fd, OpenFlags.F_SETFD, OpenFlags.FD_CLOEXEC) : files.close(fd);
    }
    return 0;
  }

  long dup(Arguments a) {
    return files.dup(a.int32(0));
  }

  /** {@code dup2}: as {@link #dup3}, and nothing happens to a descriptor that is to be itself. */
  long dup2(Arguments a) {
    int fd = a.int32(0);
    if (fd != a.int32(1)) {
      return files.dup3(fd, a.int32(1), 0);
    }
    long result = checkOpen(a);
    return result == 0 ? fd : result;
  }

  long dup3(Arguments a) {
    return files.dup3(a.int32(0), a.int32(1), a.int32(2));
  }

  long pipe(Arguments a) {
    task.user.checkWritable(a.word(0), 8);
    Result<FileTable.PipeEnds> ends = files.pipe2(a.int32(1));
    if (!ends.ok()) {
      return -ends.error();
    }
    task.user.store(a.word(0), 4, ends.value().read());
    task.user.store(a.word(0) + 4, 4, ends.value().write());
    return 0;
  }

  long fcntl(Arguments a) {
    int command = a.int32(1);
    long result = files.fcntl(a.int32(0), command, a.int32(2));
    boolean asks =
        command == OpenFlags.F_GETLK
            || command == OpenFlags.F_GETLK64
            || command == OpenFlags.F_OFD_GETLK;
    if (result == 0 && asks) {
      // Nobody else has a lock: the structure starts with its kind.
      task.user.store(a.word(2), 2, OpenFlags.F_UNLCK);
    }
    return result;
  }

  long checkOpen(Arguments a) {
    return files.flock(a.int32(0));
  }

  long fsync(Arguments a) {
    return files.fsync(a.int32(0));
  }

  long ftruncate(Arguments a) {
    return files.ftruncate(a.int32(0), a.wide(1));
  }

  long fallocate(Arguments a) {
    return files.fallocate(a.int32(0), a.int32(1), a.wide(2), a.wide(2 + a.wideSize()));
  }

  long getdents(Arguments a) {
    int room = (int) Math.min(a.word(2) & 0xffff_ffffL, PIECE);
    Struct out = task.struct();
    boolean[] full = {false};
    int n =
        files.getdents(
            a.int32(0),
            e -> {
              int size = (19 + e.name().length + 1 + 7) & ~7;
              if (out.size() + size > room) {
                full[0] = true;
                return false;
              }
              out.u64(e.inode()).u64(e.next()).u16(size);
              out.put(1, e.type()).text(e.name(), size - 19);
              return true;
            });
    if (n < 0) {
      return n;
    }
    if (n == 0 && full[0]) {
      return -Errno.EINVAL;
    }
    out.writeTo(task.user, a.word(1));
    return out.size();
  }

  // ---- terminals ----

  long ioctl(Arguments a) {
    int fd = a.int32(0);
    long argument = a.word(2);
    switch (a.int32(1)) {
      case FIONREAD -> {
        long n = files.available(fd);
        if (n < 0) {
          return n;
        }
        task.user.store(argument, 4, Math.min(n, Integer.MAX_VALUE));
        return 0;
      }
      case FIOCLEX -> {
        return files.fcntl(fd, OpenFlags.F_SETFD, OpenFlags.FD_CLOEXEC);
      }
      case FIONCLEX -> {
        return files.fcntl(fd, OpenFlags.F_SETFD, 0);
      }
      case FIONBIO -> {
        long flags = files.fcntl(fd, OpenFlags.F_GETFL, 0);
        if (flags < 0) {
          return flags;
        }
        boolean on = task.user.load(argument, 4) != 0;
        long others = flags & ~OpenFlags.O_NONBLOCK;
        return files.fcntl(fd, OpenFlags.F_SETFL, others | (on ? OpenFlags.O_NONBLOCK : 0));
      }
      default -> {
        int terminal = files.isTerminal(fd);
        if (terminal <= 0) {
          return terminal < 0 ? terminal : -Errno.ENOTTY;
        }
        terminal(a.int32(1), argument);
        return 0;
      }
    }
  }

  private void terminal(int request, long argument) {
    switch (request) {
      case TCGETS -> {
        // A terminal that echoes and hands over whole lines: ICRNL|IXON, OPOST|ONLCR,
        // B38400|CS8|CREAD,
        // ISIG|ICANON|ECHO|ECHOE|ECHOK, and the usual control characters.
        Struct t = task.struct().u32(0x500).u32(5).u32(0xbf).u32(0x3b).put(1, 0);
        byte[] characters = {3, 28, 127, 21, 4, 0, 1, 0, 17, 19, 26, 0, 18, 15, 23, 22, 0, 0, 0};
        t.text(characters, characters.length).writeTo(task.user, argument);
      }
      case TIOCGWINSZ -> task.struct().u16(24).u16(80).u16(0).u16(0).writeTo(task.user, argument);
      case TIOCGPGRP -> task.user.store(argument, 4, Task.PID);
      default -> {
        // The user's terminal stays as it is, whatever the guest would like.
        if (request < TCSETS || request > TCSETSF) {
          throw LinuxError.of(Errno.EINVAL);
        }
      }
    }
  }
}
