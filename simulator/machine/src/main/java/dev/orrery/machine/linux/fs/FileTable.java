package dev.orrery.machine.linux.fs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.orrery.machine.linux.Errno;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The open files of one program, by descriptor.
 *
 * <p>Methods return what the system call of that name would: a value that is not negative, or the
 * negative of an {@link Errno}. They never throw for what a program does or for a failure on the
 * host. A write that returns {@code -EPIPE} is one for which the kernel raises {@code SIGPIPE}.
 *
 * <p>Programs have one thread, and calls do not wait for other programs. Only a read of standard
 * input waits, for the host. Where the kernel would wait for ever, because the program alone could
 * end the wait, the result is {@code -EDEADLK}; a caller with a pending timer may let time pass and
 * try again.
 *
 * <p>Paths are bytes without a zero at the end. Not thread-safe. The host's thread must not be
 * interrupted while a call runs: that closes the host's file.
 */
public final class FileTable implements AutoCloseable {
  /** Most descriptors that are open at once, {@code RLIMIT_NOFILE}. */
  public static final int LIMIT = 1024;

  /** The two descriptors of a pipe. */
  public record PipeEnds(int read, int write) {}

  /** The size of a terminal in characters; 0 if unknown. */
  public record WindowSize(int rows, int columns) {}

  private static final int CHANGEABLE = OpenFlags.O_APPEND | OpenFlags.O_NONBLOCK;

  private final Descriptors open = new Descriptors();
  private final WindowSize window;
  private final Inodes inodes;
  private final Opener opener;
  private final PathCalls paths;

  /**
   * A table with the standard streams open.
   *
   * @param streams descriptors 0 to 2
   * @param access what of the host's files may be reached
   * @param seed of {@code /dev/random} and {@code /dev/urandom}
   * @param clock the program's time
   */
  public FileTable(StandardStreams streams, FileAccess access, long seed, Supplier<Instant> clock) {
    this.inodes = new Inodes(clock);
    Namespace names = new Namespace(access, inodes);
    this.window = new WindowSize(streams.rows(), streams.columns());
    this.opener = new Opener(this, names, inodes, seed);
    this.paths = new PathCalls(this, opener, inodes, access.startDirectory());
    long terminal = inodes.fresh();
    if (streams.input() != null) {
      long inode = streams.inputIsTerminal() ? terminal : inodes.fresh();
      open.install(0, new InputStreamFile(streams.input(), streams.inputIsTerminal(), inode));
    }
    if (streams.output() != null) {
      long inode = streams.outputIsTerminal() ? terminal : inodes.fresh();
      open.install(1, new OutputStreamFile(streams.output(), streams.outputIsTerminal(), inode));
    }
    if (streams.error() != null) {
      long inode = streams.errorIsTerminal() ? terminal : inodes.fresh();
      open.install(2, new OutputStreamFile(streams.error(), streams.errorIsTerminal(), inode));
    }
  }

  /** Which descriptors are open. */
  Descriptors descriptors() {
    return open;
  }

  /** The calls on names. */
  public PathCalls paths() {
    return paths;
  }

  /**
   * Says which program runs, for {@code /proc/self/exe}.
   *
   * @param name what the link says, usually the absolute path of the program
   * @param image the program's file, asked for when the program opens the link
   */
  public void program(byte[] name, Supplier<byte[]> image) {
    opener.program(new String(name, ISO_8859_1), image);
  }

  /**
   * Adds a file that can only be read and exists without the host, such as {@code /proc/cpuinfo}.
   *
   * @param path absolute
   * @param contents asked for whenever the file is opened
   */
  public void provide(String path, Supplier<byte[]> contents) {
    opener.provide(path, contents);
  }

  /** Takes away a file that {@link #provide} added; who has it open keeps it. */
  public void withdraw(String path) {
    opener.withdraw(path);
  }

  /**
   * The first few absolute names that the program asked for in vain because nothing is granted
   * there, each once, for a hint to the user. Whether the host has such files is not looked up.
   */
  public List<String> refused() {
    return opener.walk().refused();
  }

  /** {@code openat}: the new descriptor. */
  public int openat(int directory, byte[] path, int flags, int mode) {
    try {
      int descriptor = open.free(0);
      OpenFile file = opener.open(paths.start(directory, path), PathCalls.text(path), flags, mode);
      open.closeOnExec(descriptor, (flags & OpenFlags.O_CLOEXEC) != 0);
      return open.install(descriptor, file);
    } catch (IOException e) {
      return -HostErrors.errno(e);
    }
  }

  /** {@code close}. */
  public int close(int descriptor) {
    try {
      Descriptors.release(open.remove(descriptor));
      return 0;
    } catch (IOException e) {
      return -HostErrors.errno(e);
    }
  }

  /** Closes everything, at the end of the program. The standard streams stay open. */
  @Override
  public void close() {
    for (int i = 0; i < LIMIT; i++) {
      if (open.isOpen(i)) {
        long ignored = close(i);
      }
    }
    int unused = attempt(opener.folders()::close);
  }

  /**
   * {@code read}: how many bytes were put into {@code into}; 0 at the end. A read of standard input
   * waits for the first byte and returns what is there. For {@code readv}, gather the pieces into
   * one buffer: a second call could wait.
   */
  public long read(int descriptor, ByteBuffer into) {
    try {
      return open.readable(descriptor).read(into);
    } catch (IOException e) {
      return -HostErrors.errno(e);
    }
  }

  /** {@code write}: how many bytes were taken from {@code from}. */
  public long write(int descriptor, ByteBuffer from) {
    try {
      return open.writable(descriptor).write(from);
    } catch (IOException e) {
      return -HostErrors.errno(e);
    }
  }

  /** {@code pread64}: a read at {@code offset}; the position stays. */
  public long pread(int descriptor, ByteBuffer into, long offset) {
    if (offset < 0) {
      return -Errno.EINVAL;
    }
    try {
      return open.readable(descriptor).readAt(into, offset);
    } catch (IOException e) {
      return -HostErrors.errno(e);
    }
  }

  /** {@code pwrite64}: a write at {@code offset}; the position stays. */
  public long pwrite(int descriptor, ByteBuffer from, long offset) {
    if (offset < 0) {
      return -Errno.EINVAL;
    }
    try {
      return open.writable(descriptor).writeAt(from, offset);
    } catch (IOException e) {
      return -HostErrors.errno(e);
    }
  }

  /** {@code lseek}: the new position. {@code SEEK_DATA} and {@code SEEK_HOLE} are refused. */
  public long lseek(int descriptor, long offset, int whence) {
    try {
      return open.usable(descriptor).seek(offset, whence);
    } catch (IOException e) {
      return -HostErrors.errno(e);
    }
  }

  /** Whether there is such a descriptor, of any kind. */
  public boolean isOpen(int descriptor) {
    return open.isOpen(descriptor);
  }

  /** {@code dup}: the lowest free descriptor. */
  public int dup(int descriptor) {
    return duplicate(descriptor, 0, false);
  }

  /**
   * {@code dup3}: {@code copy}, which is closed first if it is open.
   *
   * @param flags {@code O_CLOEXEC} or 0
   */
  public int dup3(int descriptor, int copy, int flags) {
    try {
      if (descriptor == copy || (flags & ~OpenFlags.O_CLOEXEC) != 0) {
        return -Errno.EINVAL;
      }
      OpenFile file = open.file(descriptor);
      if (copy < 0 || copy >= LIMIT) {
        return -Errno.EBADF;
      }
      OpenFile before = open.get(copy);
      open.install(copy, file);
      open.closeOnExec(copy, flags != 0);
      if (before != null) {
        Descriptors.closeSilently(before);
      }
      return copy;
    } catch (IOException e) {
      return -HostErrors.errno(e);
    }
  }

  private int duplicate(int descriptor, long from, boolean exec) {
    try {
      OpenFile file = open.file(descriptor);
      if (from < 0 || from >= LIMIT) {
        return -Errno.EINVAL;
      }
      int copy = open.free((int) from);
      open.closeOnExec(copy, exec);
      return open.install(copy, file);
    } catch (IOException e) {
      return -HostErrors.errno(e);
    }
  }

  /**
   * {@code pipe2}.
   *
   * @param flags of {@code O_CLOEXEC}, {@code O_NONBLOCK}; {@code O_DIRECT} is refused
   */
  public Result<PipeEnds> pipe2(int flags) {
    if ((flags & ~(OpenFlags.O_CLOEXEC | OpenFlags.O_NONBLOCK)) != 0) {
      return Result.error(Errno.EINVAL);
    }
    try {
      int read = open.free(0);
      int write = open.free(read + 1);
      Pipe pipe = new Pipe(inodes.fresh());
      open.install(read, pipe.readingEnd(flags & OpenFlags.O_NONBLOCK));
      open.install(write, pipe.writingEnd(flags & OpenFlags.O_NONBLOCK));
      open.closeOnExec(read, (flags & OpenFlags.O_CLOEXEC) != 0);
      open.closeOnExec(write, open.closesOnExec(read));
      return Result.of(new PipeEnds(read, write));
    } catch (IOException e) {
      return Result.error(HostErrors.errno(e));
    }
  }

  /**
   * {@code fcntl}, for commands whose argument is a number. Locks are always granted: there is no
   * other program. For {@code F_GETLK} the caller writes {@code F_UNLCK} to the structure.
   */
  public long fcntl(int descriptor, int command, long argument) {
    try {
      OpenFile file = open.file(descriptor);
      return switch (command) {
        case OpenFlags.F_DUPFD -> duplicate(descriptor, argument, false);
        case OpenFlags.F_DUPFD_CLOEXEC -> duplicate(descriptor, argument, true);
        case OpenFlags.F_GETFD -> open.closesOnExec(descriptor) ? OpenFlags.FD_CLOEXEC : 0;
        case OpenFlags.F_SETFD -> {
          open.closeOnExec(descriptor, (argument & OpenFlags.FD_CLOEXEC) != 0);
          yield 0;
        }
        case OpenFlags.F_GETFL -> file.flags;
        case OpenFlags.F_SETFL -> {
          open.usable(descriptor).flags =
              (file.flags & ~CHANGEABLE) | ((int) argument & CHANGEABLE);
          yield 0;
        }
        case OpenFlags.F_GETLK,
            OpenFlags.F_SETLK,
            OpenFlags.F_SETLKW,
            OpenFlags.F_GETLK64,
            OpenFlags.F_SETLK64,
            OpenFlags.F_SETLKW64,
            OpenFlags.F_OFD_GETLK,
            OpenFlags.F_OFD_SETLK,
            OpenFlags.F_OFD_SETLKW -> {
          open.usable(descriptor);
          yield 0;
        }
        case OpenFlags.F_GETPIPE_SZ, OpenFlags.F_SETPIPE_SZ ->
            FileMode.isPipe(file.stat().mode()) ? Pipe.CAPACITY : -Errno.EBADF;
        default -> -Errno.EINVAL;
      };
    } catch (IOException e) {
      return -HostErrors.errno(e);
    }
  }

  /** The regular file that a descriptor stands for, to be mapped. */
  public Result<MappedFile> mapped(int descriptor) {
    try {
      return Result.of(new MappedFile(open.usable(descriptor)));
    } catch (IOException e) {
      return Result.error(HostErrors.errno(e));
    }
  }

  /** Whether a descriptor stands for a file that is mapped. */
  public boolean isOf(int descriptor, MappedFile mapped) {
    OpenFile file = open.get(descriptor);
    return file != null && mapped.isOf(file);
  }

  /** {@code fstatfs}: which kind of file system a file is in. */
  public Result<FileSystem> fstatfs(int descriptor) {
    try {
      OpenFile file = open.file(descriptor);
      boolean pipe = FileMode.isPipe(file.stat().mode());
      FileSystem other = pipe ? FileSystem.PIPES : FileSystem.OWN;
      return Result.of(file.location() == null ? other : FileSystem.GRANTED);
    } catch (IOException e) {
      return Result.error(HostErrors.errno(e));
    }
  }

  /** {@code flock}: always granted. */
  public int flock(int descriptor) {
    return attempt(() -> open.usable(descriptor));
  }

  /** {@code ftruncate}. */
  public int ftruncate(int descriptor, long size) {
    if (size < 0) {
      return -Errno.EINVAL;
    }
    return attempt(
        () -> {
          OpenFile file = open.usable(descriptor);
          if (!file.writable()) {
            throw new GuestError(Errno.EINVAL);
          }
          file.truncate(size);
        });
  }

  /**
   * {@code fallocate}: makes the file long enough. Space is not reserved on the host.
   *
   * @param mode 0, or 1 ({@code FALLOC_FL_KEEP_SIZE}); others are not supported
   */
  public int fallocate(int descriptor, int mode, long offset, long length) {
    return attempt(
        () -> {
          OpenFile file = open.writable(descriptor);
          if (offset < 0 || length <= 0) {
            throw new GuestError(Errno.EINVAL);
          }
          if ((mode & ~1) != 0) {
            throw new GuestError(Errno.EOPNOTSUPP);
          }
          FileStat stat = file.stat();
          if (!FileMode.isRegular(stat.mode())) {
            throw new GuestError(FileMode.isPipe(stat.mode()) ? Errno.ESPIPE : Errno.ENODEV);
          }
          if (length > Long.MAX_VALUE - offset) {
            throw new GuestError(Errno.EFBIG);
          }
          if (mode == 0 && offset + length > stat.size()) {
            file.truncate(offset + length);
          }
        });
  }

  /** {@code fsync} and {@code fdatasync}. */
  public int fsync(int descriptor) {
    return attempt(() -> open.usable(descriptor).sync());
  }

  /** {@code fstat}. */
  public Result<FileStat> fstat(int descriptor) {
    try {
      return Result.of(open.file(descriptor).stat());
    } catch (IOException e) {
      return Result.error(HostErrors.errno(e));
    }
  }

  /**
   * {@code getdents64}: offers the entries from the current position on, {@code .} and {@code ..}
   * first and then by the bytes of the name, until {@code take} says that one does not fit. That
   * one is offered again next time.
   *
   * @return how many were taken; 0 at the end, or if the first does not fit
   */
  public int getdents(int descriptor, Predicate<DirectoryEntry> take) {
    try {
      if (open.usable(descriptor) instanceof OpenDirectory directory) {
        return directory.read(take);
      }
      return -Errno.ENOTDIR;
    } catch (IOException e) {
      return -HostErrors.errno(e);
    }
  }

  /**
   * What {@code poll} says of one descriptor: of {@code events} those that hold, and {@code
   * POLLERR}, {@code POLLHUP} or {@code POLLNVAL}. Standard input that is not a terminal is always
   * ready, since what a program does must not depend on when its input comes.
   */
  public int poll(int descriptor, int events) {
    try {
      int always = OpenFlags.POLLERR | OpenFlags.POLLHUP;
      return open.usable(descriptor).ready() & (events | always);
    } catch (GuestError e) {
      return OpenFlags.POLLNVAL;
    } catch (IOException e) {
      return OpenFlags.POLLERR;
    }
  }

  /** {@code ioctl(FIONREAD)}: bytes that can be read without waiting. */
  public long available(int descriptor) {
    try {
      return open.usable(descriptor).available();
    } catch (IOException e) {
      return -HostErrors.errno(e);
    }
  }

  /** Waits until there is input, or its end, where it comes from a person. */
  public void awaitInput(int descriptor) {
    int unused = attempt(() -> open.readable(descriptor).awaitInput());
  }

  /** Whether the descriptor is a terminal: 1 or 0. */
  public int isTerminal(int descriptor) {
    try {
      return open.usable(descriptor).isTerminal() ? 1 : 0;
    } catch (IOException e) {
      return -HostErrors.errno(e);
    }
  }

  /** {@code ioctl(TIOCGWINSZ)}. */
  public Result<WindowSize> windowSize(int descriptor) {
    int terminal = isTerminal(descriptor);
    if (terminal < 0) {
      return Result.error(-terminal);
    }
    return terminal == 0 ? Result.error(Errno.ENOTTY) : Result.of(window);
  }

  /** An action that can fail. */
  interface Action {
    void run() throws IOException;
  }

  static int attempt(Action action) {
    try {
      action.run();
      return 0;
    } catch (IOException e) {
      return -HostErrors.errno(e);
    }
  }
}
