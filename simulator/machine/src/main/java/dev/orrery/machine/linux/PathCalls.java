package dev.orrery.machine.linux;

import dev.orrery.machine.linux.files.DeviceFile;
import dev.orrery.machine.linux.files.DirectoryFile;
import dev.orrery.machine.linux.files.FileStatus;
import dev.orrery.machine.linux.files.OpenFile;
import dev.orrery.machine.linux.files.Sandbox;
import dev.orrery.machine.linux.uapi.Errno;
import dev.orrery.machine.linux.uapi.FileMode;
import dev.orrery.machine.linux.uapi.OpenFlags;
import dev.orrery.machine.linux.uapi.Struct;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls that take paths. */
final class PathCalls {
  private static final int AT_FDCWD = -100;
  private static final int AT_SYMLINK_NOFOLLOW = 0x100;
  private static final int AT_REMOVEDIR = 0x200;
  private static final int AT_SYMLINK_FOLLOW = 0x400;
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int RENAME_NOREPLACE = 1;
  private static final long UTIME_NOW = 0x3fff_ffff;
  private static final long UTIME_OMIT = 0x3fff_fffe;
  private static final int STATX_BASIC_STATS = 0x7ff;
  private static final int MAX_PATH = 4096;

  /** Paths that lead to what a descriptor refers to. */
  private static final Map<String, Integer> STANDARD =
      Map.of("/dev/stdin", 0, "/dev/stdout", 1, "/dev/stderr", 2);

  private static final String OWN_PROGRAM = "/proc/self/exe";

  private final Task task;

  PathCalls(Task task) {
    this.task = task;
  }

  private String text(Arguments a, int i) {
    String s = task.user.cString(a.word(i), MAX_PATH);
    if (s == null) {
      throw Errno.ENAMETOOLONG.error();
    }
    return s;
  }

  /** The guest directory that a relative path at a directory descriptor starts from. */
  private String base(int descriptor, String path) {
    if (path.startsWith("/") || descriptor == AT_FDCWD) {
      return task.workingDirectory;
    }
    if (task.descriptors.get(descriptor) instanceof DirectoryFile d) {
      return d.path();
    }
    throw Errno.ENOTDIR.error();
  }

  private Sandbox.Located locate(Arguments a, int directory, int path, boolean follow) {
    String p = text(a, path);
    return task.sandbox.locate(base(a.int32(directory), p), p, follow);
  }

  long openat(Arguments a) {
    String path = text(a, 1);
    int flags = a.int32(2);
    String base = base(a.int32(0), path);
    OpenFile f = openSpecial(Sandbox.normalize(base, path), flags);
    if (f == null) {
      if ((flags & OpenFlags.TEMPORARY) != 0) {
        throw Errno.EOPNOTSUPP.error();
      }
      boolean exclusive = (flags & OpenFlags.CREATE) != 0 && (flags & OpenFlags.EXCLUSIVE) != 0;
      boolean follow = (flags & OpenFlags.NOFOLLOW) == 0 && !exclusive;
      Sandbox.Located place = task.sandbox.locate(base, path, follow);
      int permissions = a.int32(3) & FileMode.PERMISSIONS & ~task.umask;
      f = task.files.open(place, flags, permissions);
    }
    return task.descriptors.add(f, 0, (flags & OpenFlags.CLOSE_ON_EXEC) != 0);
  }

  private @Nullable OpenFile openSpecial(String path, int flags) {
    Integer standard = STANDARD.get(path);
    if (standard != null) {
      return task.descriptors.get(standard);
    }
    return DeviceFile.open(path, task.random::fill, flags);
  }

  private FileStatus status(int directory, String path, int flags) {
    if (path.isEmpty() && (flags & AT_EMPTY_PATH) != 0) {
      return directory == AT_FDCWD
          ? task.files.status(task.sandbox.locate("/", task.workingDirectory, true))
          : task.descriptors.get(directory).status();
    }
    String base = base(directory, path);
    FileStatus device = DeviceFile.status(Sandbox.normalize(base, path));
    return device != null
        ? device
        : task.files.status(task.sandbox.locate(base, path, (flags & AT_SYMLINK_NOFOLLOW) == 0));
  }

  long fstat(Arguments a) {
    writeStat(a.word(1), task.descriptors.get(a.int32(0)).status());
    return 0;
  }

  long newfstatat(Arguments a) {
    writeStat(a.word(2), status(a.int32(0), text(a, 1), a.int32(3)));
    return 0;
  }

  /** {@code struct stat} of {@code asm-generic/stat.h}. */
  private void writeStat(long address, FileStatus s) {
    task.struct()
        .word(0)
        .word(s.inode())
        .u32(s.mode())
        .u32(s.links())
        .u32(FileStatus.OWNER)
        .u32(FileStatus.OWNER)
        .word(s.device())
        .word(0)
        .word(s.size())
        .u32(FileStatus.BLOCK_SIZE)
        .u32(0)
        .word(blocks(s))
        .word(seconds(s.accessed()))
        .word(nanos(s.accessed()))
        .word(seconds(s.modified()))
        .word(nanos(s.modified()))
        .word(seconds(s.changed()))
        .word(nanos(s.changed()))
        .u32(0)
        .u32(0)
        .writeTo(task.user, address);
  }

  long statx(Arguments a) {
    long address = a.word(1);
    String path = address == 0 && (a.int32(2) & AT_EMPTY_PATH) != 0 ? "" : text(a, 1);
    FileStatus s = status(a.int32(0), path, a.int32(2));
    Struct x =
        task.struct()
            .u32(STATX_BASIC_STATS)
            .u32(FileStatus.BLOCK_SIZE)
            .u64(0)
            .u32(s.links())
            .u32(FileStatus.OWNER)
            .u32(FileStatus.OWNER)
            .u16(s.mode())
            .u16(0)
            .u64(s.inode())
            .u64(s.size())
            .u64(blocks(s))
            .u64(0);
    for (long time : new long[] {s.accessed(), 0, s.changed(), s.modified()}) {
      x.u64(seconds(time)).u32(nanos(time)).u32(0);
    }
    x.u32(s.device() >>> 8).u32(s.device() & 0xff).u32(0).u32(0);
    x.zeros(256 - x.size()).writeTo(task.user, a.word(4));
    return 0;
  }

  private static long blocks(FileStatus s) {
    return (s.size() + 511) / 512;
  }

  private static long seconds(long nanos) {
    return Math.floorDiv(nanos, VirtualClock.NANOS);
  }

  private static long nanos(long nanos) {
    return Math.floorMod(nanos, VirtualClock.NANOS);
  }

  long readlinkat(Arguments a) {
    String path = text(a, 1);
    long room = a.signed(3);
    if (room <= 0) {
      throw Errno.EINVAL.error();
    }
    String base = base(a.int32(0), path);
    String target =
        Sandbox.normalize(base, path).equals(OWN_PROGRAM)
            ? Sandbox.normalize(task.sandbox.start(), task.options.arguments().getFirst())
            : task.files.readLink(task.sandbox.locate(base, path, false));
    byte[] bytes = target.getBytes(StandardCharsets.UTF_8);
    int n = (int) Math.min(bytes.length, room);
    task.user.write(a.word(2), bytes, 0, n);
    return n;
  }

  long faccessat(Arguments a, int flags) {
    String path = text(a, 1);
    String base = base(a.int32(0), path);
    if ((a.int32(2) & ~7) != 0) {
      throw Errno.EINVAL.error();
    }
    if (DeviceFile.status(Sandbox.normalize(base, path)) == null) {
      boolean follow = (flags & AT_SYMLINK_NOFOLLOW) == 0;
      task.files.checkAccess(task.sandbox.locate(base, path, follow), a.int32(2));
    }
    return 0;
  }

  long unlinkat(Arguments a) {
    boolean directory = (a.int32(2) & AT_REMOVEDIR) != 0;
    task.files.remove(locate(a, 0, 1, false), directory);
    return 0;
  }

  long renameat2(Arguments a) {
    int flags = a.int32(4);
    if ((flags & ~RENAME_NOREPLACE) != 0) {
      throw Errno.EINVAL.error();
    }
    task.files.rename(locate(a, 0, 1, false), locate(a, 2, 3, false), flags == 0);
    return 0;
  }

  long mkdirat(Arguments a) {
    int permissions = a.int32(2) & FileMode.PERMISSIONS & ~task.umask;
    task.files.makeDirectory(locate(a, 0, 1, false), permissions);
    return 0;
  }

  long symlinkat(Arguments a) {
    String target = text(a, 0);
    if (target.isEmpty()) {
      throw Errno.ENOENT.error();
    }
    task.files.makeSymbolicLink(locate(a, 1, 2, false), target);
    return 0;
  }

  long linkat(Arguments a) {
    boolean follow = (a.int32(4) & AT_SYMLINK_FOLLOW) != 0;
    task.files.link(locate(a, 0, 1, follow), locate(a, 2, 3, false));
    return 0;
  }

  long truncate(Arguments a) {
    String path = text(a, 0);
    Sandbox.Located place = task.sandbox.locate(task.workingDirectory, path, true);
    OpenFile f = task.files.open(place, OpenFlags.WRITE_ONLY, 0);
    int fd = task.descriptors.add(f, 0, false);
    try {
      f.truncate(a.wide(1));
    } finally {
      task.descriptors.close(fd);
    }
    return 0;
  }

  long fchmodat(Arguments a) {
    task.files.setPermissions(locate(a, 0, 1, true), a.int32(2));
    return 0;
  }

  /** Every file belongs to the program's own user, who may only give it to himself. */
  long fchownat(Arguments a) {
    boolean follow = (a.int32(4) & AT_SYMLINK_NOFOLLOW) == 0;
    FileStatus unused = task.files.status(locate(a, 0, 1, follow));
    return checkOwner(a.int32(2), a.int32(3));
  }

  long fchown(Arguments a) {
    OpenFile unused = task.descriptors.get(a.int32(0));
    return checkOwner(a.int32(1), a.int32(2));
  }

  private static long checkOwner(int user, int group) {
    for (int id : new int[] {user, group}) {
      if (id != -1 && id != FileStatus.OWNER) {
        throw Errno.EPERM.error();
      }
    }
    return 0;
  }

  long utimensat(Arguments a) {
    if (a.word(1) == 0) {
      // Times of an open file: the guest's own changes already carry its time.
      OpenFile unused = task.descriptors.get(a.int32(0));
      return 0;
    }
    long times = a.word(2);
    Long accessed = times == 0 ? Long.valueOf(task.clock.realTime()) : time(times);
    Long modified = times == 0 ? Long.valueOf(task.clock.realTime()) : time(times + 16);
    boolean follow = (a.int32(3) & AT_SYMLINK_NOFOLLOW) == 0;
    task.files.setTimes(locate(a, 0, 1, follow), accessed, modified);
    return 0;
  }

  private @Nullable Long time(long timespec) {
    long seconds = task.user.load(timespec, 8);
    long nanos = task.user.load(timespec + 8, 8);
    if (nanos == UTIME_NOW) {
      return task.clock.realTime();
    }
    if (nanos == UTIME_OMIT) {
      return null;
    }
    if (nanos < 0 || nanos >= VirtualClock.NANOS) {
      throw Errno.EINVAL.error();
    }
    try {
      return Math.addExact(Math.multiplyExact(seconds, VirtualClock.NANOS), nanos);
    } catch (ArithmeticException e) {
      throw Errno.EINVAL.error();
    }
  }

  long getcwd(Arguments a) {
    byte[] path = (task.workingDirectory + "\0").getBytes(StandardCharsets.UTF_8);
    if (Long.compareUnsigned(path.length, a.word(1)) > 0) {
      throw Errno.ERANGE.error();
    }
    task.user.write(a.word(0), path);
    return path.length;
  }

  long chdir(Arguments a) {
    String path = text(a, 0);
    Sandbox.Located place = task.sandbox.locate(task.workingDirectory, path, true);
    requireDirectory(task.files.status(place));
    task.workingDirectory = place.guest();
    return 0;
  }

  long fchdir(Arguments a) {
    if (!(task.descriptors.get(a.int32(0)) instanceof DirectoryFile d)) {
      throw Errno.ENOTDIR.error();
    }
    task.workingDirectory = d.path();
    return 0;
  }

  private static void requireDirectory(FileStatus s) {
    if ((s.mode() & FileMode.TYPE_MASK) != FileMode.DIRECTORY) {
      throw Errno.ENOTDIR.error();
    }
  }

  long umask(Arguments a) {
    int old = task.umask;
    task.umask = a.int32(0) & 0777;
    return old;
  }
}
