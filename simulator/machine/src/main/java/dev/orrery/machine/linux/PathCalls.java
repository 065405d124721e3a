package dev.orrery.machine.linux;

import dev.orrery.machine.linux.fs.FileStat;
import dev.orrery.machine.linux.fs.FileSystem;
import dev.orrery.machine.linux.fs.FileTable;
import dev.orrery.machine.linux.fs.OpenFlags;
import dev.orrery.machine.linux.fs.Result;
import dev.orrery.spec.model.AbiSpec;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Calls that take paths: between the guest's memory and the file table's names. */
final class PathCalls {
  private static final long UTIME_NOW = 0x3fff_ffff;
  private static final long UTIME_OMIT = 0x3fff_fffe;
  private static final int STATX_BASIC_STATS = 0x7ff;
  private static final int STATX_BTIME = 0x800;
  private static final int STATX_BYTES = 256;
  private static final int MAX_PATH = 4096;

  private final Task task;
  private final FileTable files;
  private final dev.orrery.machine.linux.fs.PathCalls paths;

  PathCalls(Task task) {
    this.task = task;
    this.files = task.files;
    this.paths = task.files.paths();
  }

  private byte[] text(Arguments a, int i) {
    byte[] s = task.user.cBytes(a.word(i), MAX_PATH);
    if (s == null) {
      throw LinuxError.of(Errno.ENAMETOOLONG);
    }
    return s;
  }

  long openat(Arguments a) {
    return files.openat(a.int32(0), text(a, 1), a.int32(2), a.int32(3));
  }

  long fstat(Arguments a) {
    return writeStat(a.word(1), files.fstat(a.int32(0)));
  }

  long newfstatat(Arguments a) {
    return writeStat(a.word(2), paths.fstatat(a.int32(0), text(a, 1), a.int32(3)));
  }

  /** {@code struct stat}, in the order that the tables give. */
  private long writeStat(long address, Result<FileStat> result) {
    if (!result.ok()) {
      return -result.error();
    }
    if (task.abi.stat().isEmpty()) {
      return -Errno.ENOSYS;
    }
    Struct to = task.struct();
    for (AbiSpec.StatItem item : task.abi.stat()) {
      if (item.name().equals("pad")) {
        to.zeros(item.bytes());
      } else {
        to.put(item.bytes(), part(result.value(), item.name()));
      }
    }
    to.writeTo(task.user, address);
    return 0;
  }

  private static long part(FileStat s, String name) {
    return switch (name) {
      case "dev" -> s.device();
      case "ino" -> s.inode();
      case "mode" -> s.mode();
      case "nlink" -> s.links();
      case "uid", "gid" -> FileStat.OWNER;
      case "rdev" -> s.rawDevice();
      case "size" -> s.size();
      case "blksize" -> FileStat.BLOCK_SIZE;
      case "blocks" -> s.blocks();
      case "atime" -> s.accessed().getEpochSecond();
      case "atimensec" -> s.accessed().getNano();
      case "mtime" -> s.modified().getEpochSecond();
      case "mtimensec" -> s.modified().getNano();
      case "ctime" -> s.changed().getEpochSecond();
      case "ctimensec" -> s.changed().getNano();
      default -> throw new IllegalStateException(name);
    };
  }

  long statfs(Arguments a, int at) {
    return writeFileSystem(a, at, paths.statfs(text(a, 0)));
  }

  long fstatfs(Arguments a, int at) {
    return writeFileSystem(a, at, files.fstatfs(a.int32(0)));
  }

  /**
   * {@code struct statfs} of {@code asm-generic/statfs.h}. Programs of 32 bits use {@code
   * statfs64}, whose counts have 64 bits, and say its size before its address.
   */
  private long writeFileSystem(Arguments a, int at, Result<FileSystem> result) {
    if (!result.ok()) {
      return -result.error();
    }
    FileSystem f = result.value();
    Struct to = task.struct().word(f.type()).word(FileStat.BLOCK_SIZE);
    to.u64(f.blocks()).u64(f.blocks() / 2).u64(f.blocks() / 2);
    to.u64(f.files()).u64(f.files() / 2).u32(f.type()).u32(0);
    to.word(FileSystem.NAME_MAX).word(FileStat.BLOCK_SIZE).word(0);
    to.zeros(4 * task.wordBytes).align(8);
    if (at == 2 && a.word(1) != to.size()) {
      return -Errno.EINVAL;
    }
    to.writeTo(task.user, a.word(at));
    return 0;
  }

  long statx(Arguments a) {
    int flags = a.int32(2);
    boolean itself = a.word(1) == 0 && (flags & OpenFlags.AT_EMPTY_PATH) != 0;
    Result<FileStat> result = paths.fstatat(a.int32(0), itself ? new byte[0] : text(a, 1), flags);
    if (!result.ok()) {
      return -result.error();
    }
    FileStat s = result.value();
    Struct x =
        task.struct()
            .u32(STATX_BASIC_STATS | STATX_BTIME)
            .u32(FileStat.BLOCK_SIZE)
            .u64(0)
            .u32(s.links())
            .u32(FileStat.OWNER)
            .u32(FileStat.OWNER)
            .u16(s.mode())
            .u16(0)
            .u64(s.inode())
            .u64(s.size())
            .u64(s.blocks())
            .u64(0);
    for (Instant time : new Instant[] {s.accessed(), s.born(), s.changed(), s.modified()}) {
      x.u64(time.getEpochSecond()).u32(time.getNano()).u32(0);
    }
    x.u32(s.rawDevice() >>> 8).u32(s.rawDevice() & 0xff);
    x.u32(s.device() >>> 8).u32(s.device() & 0xff);
    x.zeros(STATX_BYTES - x.size()).writeTo(task.user, a.word(4));
    return 0;
  }

  long readlinkat(Arguments a) {
    byte[] path = text(a, 1);
    long room = a.signed(3);
    if (room <= 0) {
      return -Errno.EINVAL;
    }
    return copyOut(paths.readlinkat(a.int32(0), path), a.word(2), room);
  }

  private long copyOut(Result<byte[]> result, long address, long room) {
    if (!result.ok()) {
      return -result.error();
    }
    int n = (int) Math.min(result.value().length, room);
    task.user.write(address, result.value(), 0, n);
    return n;
  }

  long faccessat(Arguments a, int flags) {
    return paths.faccessat(a.int32(0), text(a, 1), a.int32(2), flags);
  }

  long unlinkat(Arguments a) {
    return paths.unlinkat(a.int32(0), text(a, 1), a.int32(2));
  }

  long renameat2(Arguments a) {
    return paths.renameat2(a.int32(0), text(a, 1), a.int32(2), text(a, 3), a.int32(4));
  }

  long mkdirat(Arguments a) {
    return paths.mkdirat(a.int32(0), text(a, 1), a.int32(2));
  }

  long symlinkat(Arguments a) {
    return paths.symlinkat(text(a, 0), a.int32(1), text(a, 2));
  }

  long linkat(Arguments a) {
    return paths.linkat(a.int32(0), text(a, 1), a.int32(2), text(a, 3), a.int32(4));
  }

  long truncate(Arguments a) {
    return paths.truncate(text(a, 0), a.wide(1));
  }

  long fchmod(Arguments a) {
    return paths.fchmod(a.int32(0), a.int32(1));
  }

  long fchmodat(Arguments a) {
    return paths.fchmodat(a.int32(0), text(a, 1), a.int32(2), 0);
  }

  long fchown(Arguments a) {
    return paths.fchown(a.int32(0), a.int32(1), a.int32(2));
  }

  long fchownat(Arguments a) {
    return paths.fchownat(a.int32(0), text(a, 1), a.int32(2), a.int32(3), a.int32(4));
  }

  long utimensat(Arguments a) {
    byte[] path = a.word(1) == 0 ? null : text(a, 1);
    long times = a.word(2);
    Instant accessed = times == 0 ? now() : time(times);
    Instant modified = times == 0 ? now() : time(times + 16);
    return paths.utimensat(a.int32(0), path, accessed, modified, a.int32(3));
  }

  private Instant now() {
    return Instant.ofEpochSecond(0, task.clock.realTime());
  }

  private @Nullable Instant time(long timespec) {
    long seconds = task.user.load(timespec, 8);
    long nanos = task.user.load(timespec + 8, 8);
    if (nanos == UTIME_NOW) {
      return now();
    }
    if (nanos == UTIME_OMIT) {
      return null;
    }
    if (nanos < 0 || nanos >= VirtualClock.NANOS || Math.abs(seconds) > Integer.MAX_VALUE * 4L) {
      throw LinuxError.of(Errno.EINVAL);
    }
    return Instant.ofEpochSecond(seconds, nanos);
  }

  long getcwd(Arguments a) {
    Result<byte[]> path = paths.getcwd();
    if (!path.ok()) {
      return -path.error();
    }
    int length = path.value().length + 1;
    if (Long.compareUnsigned(length, a.word(1)) > 0) {
      return -Errno.ERANGE;
    }
    task.user.write(a.word(0), java.util.Arrays.copyOf(path.value(), length));
    return length;
  }

  long chdir(Arguments a) {
    return paths.chdir(text(a, 0));
  }

  long fchdir(Arguments a) {
    return paths.fchdir(a.int32(0));
  }

  long umask(Arguments a) {
    return paths.umask(a.int32(0));
  }
}
