package dev.orrery.machine.linux;

import dev.orrery.engine.GuestFault;
import dev.orrery.machine.linux.files.Descriptors;
import dev.orrery.machine.linux.files.DirectoryFile;
import dev.orrery.machine.linux.files.OpenFile;
import dev.orrery.machine.linux.files.Pipe;
import dev.orrery.machine.linux.uapi.Errno;
import dev.orrery.machine.linux.uapi.FileMode;
import dev.orrery.machine.linux.uapi.LinuxError;
import dev.orrery.machine.linux.uapi.OpenFlags;
import dev.orrery.machine.linux.uapi.Struct;
import dev.orrery.spec.ir.Bits;
import java.nio.charset.StandardCharsets;

/** Calls on open files and descriptors. */
final class FileCalls {
  private static final int MAX_VECTORS = 1024;

  /** What one call transfers at most, as on Linux. */
  private static final long MAX_TRANSFER = 0x7fff_f000;

  /** What is transferred at a time. */
  private static final int PIECE = 1 << 18;

  private static final int F_DUPFD = 0;
  private static final int F_GETFD = 1;
  private static final int F_SETFD = 2;
  private static final int F_GETFL = 3;
  private static final int F_SETFL = 4;
  private static final int F_SETLK = 6;
  private static final int F_SETLKW = 7;
  private static final int F_DUPFD_CLOEXEC = 1030;
  private static final int F_GETPIPE_SZ = 1032;

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
  private final Descriptors descriptors;
  private long nextPipe = 3;

  FileCalls(Task task) {
    this.task = task;
    this.descriptors = task.descriptors;
  }

  private OpenFile file(Arguments a, int i) {
    return descriptors.get(a.int32(i));
  }

  /** A length in bytes, as far as one call goes. */
  private static long length(long bytes) {
    if (bytes < 0) {
      throw Errno.EINVAL.error();
    }
    return Math.min(bytes, MAX_TRANSFER);
  }

  long read(Arguments a) {
    return read(file(a, 0), a.word(1), length(a.signed(2)));
  }

  long write(Arguments a) {
    return write(file(a, 0), a.word(1), length(a.signed(2)));
  }

  long pread(Arguments a) {
    return readAt(file(a, 0), a.word(1), length(a.signed(2)), a.wide(3));
  }

  long pwrite(Arguments a) {
    return writeAt(file(a, 0), a.word(1), length(a.signed(2)), a.wide(3));
  }

  long readv(Arguments a) {
    OpenFile f = file(a, 0);
    return forVectors(a, (address, length, done) -> read(f, address, length));
  }

  long writev(Arguments a) {
    OpenFile f = file(a, 0);
    return forVectors(a, (address, length, done) -> write(f, address, length));
  }

  long preadv(Arguments a) {
    OpenFile f = file(a, 0);
    long at = splitOffset(a);
    return forVectors(a, (address, length, done) -> readAt(f, address, length, at + done));
  }

  long pwritev(Arguments a) {
    OpenFile f = file(a, 0);
    long at = splitOffset(a);
    return forVectors(a, (address, length, done) -> writeAt(f, address, length, at + done));
  }

  /** The offset of the vector calls comes in two words on every machine. */
  private long splitOffset(Arguments a) {
    return task.wordBytes == 8 ? a.word(3) : a.word(3) | a.word(4) << 32;
  }

  private interface Transfer {
    long go(long address, long length, long done);
  }

  /** Goes through the buffers until one comes out short. */
  private long forVectors(Arguments a, Transfer transfer) {
    long vectors = a.word(1);
    int count = a.int32(2);
    if (count < 0 || count > MAX_VECTORS) {
      throw Errno.EINVAL.error();
    }
    long done = 0;
    for (int i = 0; i < count; i++) {
      long entry = vectors + 2L * i * task.wordBytes;
      long address = task.loadWord(entry);
      long length = length(Bits.sext(task.loadWord(entry + task.wordBytes), 8 * task.wordBytes));
      if (length == 0) {
        continue;
      }
      long n;
      try {
        n = transfer.go(address, length, done);
      } catch (LinuxError | GuestFault e) {
        if (done > 0) {
          return done;
        }
        throw e;
      }
      done += n;
      if (n < length) {
        break;
      }
    }
    return done;
  }

  /** Moves one piece; returns bytes moved or {@link OpenFile#WOULD_WAIT}. */
  private interface Piece {
    int move(byte[] buffer, int length, long done);
  }

  private long read(OpenFile f, long address, long length) {
    f.requireReadable();
    return readPieces(f, address, length, (buffer, n, done) -> f.read(buffer, n));
  }

  private long readAt(OpenFile f, long address, long length, long position) {
    f.requireReadable();
    return readPieces(
        f, address, length, (buffer, n, done) -> f.readAt(position + done, buffer, n));
  }

  private long readPieces(OpenFile f, long address, long length, Piece piece) {
    long done = 0;
    do {
      int wanted = (int) Math.min(length - done, PIECE);
      int room = task.user.writablePrefix(address + done, wanted);
      if (room == 0 && wanted > 0) {
        return faulted(done);
      }
      byte[] buffer = new byte[room];
      int n = piece.move(buffer, room, done);
      if (n == OpenFile.WOULD_WAIT) {
        return waited(
            f, done, "reads from a pipe that nothing is in and that only it could write to");
      }
      task.user.write(address + done, buffer, 0, n);
      done += n;
      // What a pipe or the user has to say comes piece by piece.
      if (n < wanted || !f.regular()) {
        break;
      }
    } while (done < length);
    return done;
  }

  private long write(OpenFile f, long address, long length) {
    f.requireWritable();
    return writePieces(f, address, length, (buffer, n, done) -> f.write(buffer, n));
  }

  private long writeAt(OpenFile f, long address, long length, long position) {
    f.requireWritable();
    return writePieces(
        f, address, length, (buffer, n, done) -> f.writeAt(position + done, buffer, n));
  }

  private long writePieces(OpenFile f, long address, long length, Piece piece) {
    long done = 0;
    do {
      int wanted = (int) Math.min(length - done, PIECE);
      int there = task.user.readablePrefix(address + done, wanted);
      if (there == 0 && wanted > 0) {
        return faulted(done);
      }
      int n = piece.move(task.user.read(address + done, there), there, done);
      if (n == OpenFile.WOULD_WAIT) {
        return waited(f, done, "writes to a pipe that is full and that only it could read from");
      }
      done += n;
      if (n < wanted) {
        break;
      }
    } while (done < length);
    return done;
  }

  private static long faulted(long done) {
    if (done == 0) {
      throw Errno.EFAULT.error();
    }
    return done;
  }

  private static long waited(OpenFile f, long done, String what) {
    if (done > 0) {
      return done;
    }
    if (f.nonBlocking()) {
      throw Errno.EAGAIN.error();
    }
    throw new StuckException("the program " + what);
  }

  long lseek(Arguments a) {
    return file(a, 0).seek(a.signed(1), a.int32(2));
  }

  /** The form for 32 bits: the offset in two halves, the result in memory. */
  long llseek(Arguments a) {
    long position = file(a, 0).seek(a.word(1) << 32 | a.word(2), a.int32(4));
    task.user.store(a.word(3), 8, position);
    return 0;
  }

  long close(Arguments a) {
    descriptors.close(a.int32(0));
    return 0;
  }

  long closeRange(Arguments a) {
    long last = Math.min(a.word(1) & 0xffff_ffffL, Descriptors.LIMIT);
    if (a.word(0) > (a.word(1) & 0xffff_ffffL)) {
      throw Errno.EINVAL.error();
    }
    boolean onlyMark = (a.int32(2) & 4) != 0;
    for (int d = (int) Math.min(a.word(0), Descriptors.LIMIT); d <= last; d++) {
      if (descriptors.isOpen(d)) {
        if (onlyMark) {
          descriptors.setCloseOnExec(d, true);
        } else {
          descriptors.close(d);
        }
      }
    }
    return 0;
  }

  long dup(Arguments a) {
    return descriptors.add(file(a, 0), 0, false);
  }

  long dup3(Arguments a) {
    OpenFile f = file(a, 0);
    if (a.int32(0) == a.int32(1) || (a.int32(2) & ~OpenFlags.CLOSE_ON_EXEC) != 0) {
      throw Errno.EINVAL.error();
    }
    descriptors.set(a.int32(1), f, (a.int32(2) & OpenFlags.CLOSE_ON_EXEC) != 0);
    return a.int32(1);
  }

  long pipe(Arguments a) {
    int flags = a.int32(1);
    if ((flags & ~(OpenFlags.CLOSE_ON_EXEC | OpenFlags.NONBLOCK)) != 0) {
      throw Errno.EINVAL.error();
    }
    task.user.checkWritable(a.word(0), 8);
    boolean cloexec = (flags & OpenFlags.CLOSE_ON_EXEC) != 0;
    Pipe pipe = new Pipe(nextPipe++);
    int reader = descriptors.add(pipe.reader(flags), 0, cloexec);
    int writer;
    try {
      writer = descriptors.add(pipe.writer(flags), 0, cloexec);
    } catch (LinuxError e) {
      descriptors.close(reader);
      throw e;
    }
    task.user.store(a.word(0), 4, reader);
    task.user.store(a.word(0) + 4, 4, writer);
    return 0;
  }

  long fcntl(Arguments a) {
    int fd = a.int32(0);
    OpenFile f = descriptors.get(fd);
    int value = a.int32(2);
    return switch (a.int32(1)) {
      case F_DUPFD, F_DUPFD_CLOEXEC -> {
        if (value < 0 || value >= Descriptors.LIMIT) {
          throw Errno.EINVAL.error();
        }
        yield descriptors.add(f, value, a.int32(1) == F_DUPFD_CLOEXEC);
      }
      case F_GETFD -> descriptors.closeOnExec(fd) ? 1 : 0;
      case F_SETFD -> {
        descriptors.setCloseOnExec(fd, (value & 1) != 0);
        yield 0;
      }
      case F_GETFL -> f.flags();
      case F_SETFL -> {
        f.setStatusFlags(value);
        yield 0;
      }
      // There is no other process that could hold a lock.
      case F_SETLK, F_SETLKW -> 0;
      case F_GETPIPE_SZ -> {
        if ((f.status().mode() & FileMode.TYPE_MASK) != FileMode.FIFO) {
          throw Errno.EBADF.error();
        }
        yield Pipe.CAPACITY;
      }
      default -> throw Errno.EINVAL.error();
    };
  }

  long ioctl(Arguments a) {
    int fd = a.int32(0);
    OpenFile f = descriptors.get(fd);
    long argument = a.word(2);
    switch (a.int32(1)) {
      case FIONREAD -> task.user.store(argument, 4, Math.min(f.available(), Integer.MAX_VALUE));
      case FIOCLEX -> descriptors.setCloseOnExec(fd, true);
      case FIONCLEX -> descriptors.setCloseOnExec(fd, false);
      case FIONBIO ->
          f.setStatusFlags(
              f.flags() & OpenFlags.APPEND
                  | (task.user.load(argument, 4) != 0 ? OpenFlags.NONBLOCK : 0));
      default -> {
        if (!f.isTerminal()) {
          throw Errno.ENOTTY.error();
        }
        terminal(a.int32(1), argument);
      }
    }
    return 0;
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
          throw Errno.EINVAL.error();
        }
      }
    }
  }

  long checkOpen(Arguments a) {
    OpenFile unused = file(a, 0);
    return 0;
  }

  long fsync(Arguments a) {
    file(a, 0).sync();
    return 0;
  }

  long ftruncate(Arguments a) {
    file(a, 0).truncate(a.wide(1));
    return 0;
  }

  long fallocate(Arguments a) {
    OpenFile f = file(a, 0);
    f.requireWritable();
    long offset = a.wide(2);
    long length = a.wide(2 + a.wideSize());
    if (offset < 0 || length <= 0) {
      throw Errno.EINVAL.error();
    }
    if (offset + length < 0) {
      throw Errno.EFBIG.error();
    }
    if (a.int32(1) != 0) {
      throw Errno.EOPNOTSUPP.error();
    }
    if (offset + length > f.status().size()) {
      f.truncate(offset + length);
    }
    return 0;
  }

  long getdents(Arguments a) {
    if (!(file(a, 0) instanceof DirectoryFile d)) {
      throw Errno.ENOTDIR.error();
    }
    Struct out = task.struct();
    long room = Math.min(a.word(2) & 0xffff_ffffL, PIECE);
    for (DirectoryFile.Entry e = d.peek(); e != null; e = d.peek()) {
      byte[] name = (e.name() + "\0").getBytes(StandardCharsets.UTF_8);
      int size = 19 + name.length + 7 & ~7;
      if (out.size() + size > room) {
        if (out.size() == 0) {
          throw Errno.EINVAL.error();
        }
        break;
      }
      long next = d.advance();
      out.u64(e.inode()).u64(next).u16(size);
      out.put(1, FileMode.directoryEntryType(e.mode())).text(name, size - 19);
    }
    out.writeTo(task.user, a.word(1));
    return out.size();
  }
}
