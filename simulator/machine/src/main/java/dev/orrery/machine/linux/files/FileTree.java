package dev.orrery.machine.linux.files;

import dev.orrery.machine.linux.uapi.Errno;
import dev.orrery.machine.linux.uapi.FileMode;
import dev.orrery.machine.linux.uapi.OpenFlags;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Operations on the host's files at places that a {@link Sandbox} gave out. Inode numbers are given
 * in the order of first sight, and what the guest changes carries the guest's time, so that
 * programs which print either do the same on every host.
 */
public final class FileTree {
  private static final LinkOption NOFOLLOW = LinkOption.NOFOLLOW_LINKS;

  /** The first inode number given to a file; those below are for standard streams and pipes. */
  private static final long FIRST_INODE = 1000;

  private final LongSupplier realTime;
  private final Map<Object, Long> inodes = new HashMap<>();

  /** Times that the guest gave to files, by inode; other files keep the host's time of change. */
  private final Map<Long, Times> times = new HashMap<>();

  private record Times(long accessed, long modified) {}

  /** Operations at the times that {@code realTime} tells, in nanoseconds since 1970. */
  public FileTree(LongSupplier realTime) {
    this.realTime = realTime;
  }

  /**
   * Opens a file or directory, or creates a file.
   *
   * @param flags as in {@link OpenFlags}
   * @param permissions of a new file
   */
  public OpenFile open(Sandbox.Located place, int flags, int permissions) {
    FileStatus before = statusOrNull(place.host());
    if (before == null) {
      if ((flags & OpenFlags.CREATE) == 0) {
        throw Errno.ENOENT.error();
      }
      if (place.directory()) {
        throw Errno.EISDIR.error();
      }
      requireWritable(place);
      return create(place.host(), flags, permissions);
    }
    if ((flags & OpenFlags.CREATE) != 0 && (flags & OpenFlags.EXCLUSIVE) != 0) {
      throw Errno.EEXIST.error();
    }
    return switch (before.mode() & FileMode.TYPE_MASK) {
      case FileMode.DIRECTORY -> {
        if (OpenFlags.writable(flags) || (flags & OpenFlags.CREATE) != 0) {
          throw Errno.EISDIR.error();
        }
        yield new DirectoryFile(this, place, flags);
      }
      case FileMode.REGULAR -> {
        if ((flags & OpenFlags.DIRECTORY) != 0 || place.directory()) {
          throw Errno.ENOTDIR.error();
        }
        if (OpenFlags.writable(flags) || (flags & OpenFlags.TRUNCATE) != 0) {
          requireWritable(place);
        }
        yield openRegular(place.host(), flags, before);
      }
      case FileMode.SYMBOLIC_LINK -> throw Errno.ELOOP.error();
      // Devices and pipes of the host are not the guest's to talk to.
      default -> throw Errno.EACCES.error();
    };
  }

  private OpenFile openRegular(Path host, int flags, FileStatus status) {
    try {
      Set<java.nio.file.OpenOption> options = options(flags);
      if ((flags & OpenFlags.TRUNCATE) != 0 && OpenFlags.writable(flags)) {
        options.add(StandardOpenOption.TRUNCATE_EXISTING);
        modified(status.inode());
      }
      return new HostFile(FileChannel.open(host, options), this, host, status, flags);
    } catch (IOException e) {
      throw HostErrors.of(e);
    }
  }

  private OpenFile create(Path host, int flags, int permissions) {
    try {
      Set<java.nio.file.OpenOption> options = options(flags);
      options.add(StandardOpenOption.WRITE);
      options.add(StandardOpenOption.CREATE_NEW);
      FileChannel channel = FileChannel.open(host, options);
      Files.setPosixFilePermissions(host, permissions(permissions));
      FileStatus status = statusOf(host);
      modified(status.inode());
      return new HostFile(channel, this, host, status, flags);
    } catch (IOException e) {
      throw HostErrors.of(e);
    }
  }

  private static Set<java.nio.file.OpenOption> options(int flags) {
    Set<java.nio.file.OpenOption> options = new HashSet<>();
    options.add(NOFOLLOW);
    if (OpenFlags.readable(flags) || !OpenFlags.writable(flags)) {
      options.add(StandardOpenOption.READ);
    }
    if (OpenFlags.writable(flags)) {
      options.add(StandardOpenOption.WRITE);
    }
    return options;
  }

  /** What {@code stat} tells of a place; its last component is not followed any more. */
  public FileStatus status(Sandbox.Located place) {
    FileStatus s = statusOf(place.host());
    if (place.directory() && (s.mode() & FileMode.TYPE_MASK) != FileMode.DIRECTORY) {
      throw Errno.ENOTDIR.error();
    }
    return s;
  }

  /** The status of an open file, which may have no name any more. */
  FileStatus statusOfOpen(Path host, FileStatus opened, long size) {
    FileStatus named = statusOrNull(host);
    if (named != null && named.inode() == opened.inode()) {
      return named;
    }
    Times t = times.getOrDefault(opened.inode(), new Times(opened.accessed(), opened.modified()));
    return new FileStatus(
        opened.inode(), opened.mode(), 0, 0, size, t.accessed(), t.modified(), t.modified());
  }

  private FileStatus statusOf(Path host) {
    FileStatus s = statusOrNull(host);
    if (s == null) {
      throw Errno.ENOENT.error();
    }
    return s;
  }

  private @Nullable FileStatus statusOrNull(Path host) {
    Map<String, Object> a;
    try {
      a = Files.readAttributes(host, "unix:*", NOFOLLOW);
    } catch (IOException e) {
      var error = HostErrors.of(e);
      if (error.errno() == Errno.ENOENT) {
        return null;
      }
      throw error;
    }
    long inode = inode(Objects.requireNonNull(a.get("fileKey")));
    int mode = number(a.get("mode")).intValue();
    boolean directory = (mode & FileMode.TYPE_MASK) == FileMode.DIRECTORY;
    long changed = nanos(a.get("lastModifiedTime"));
    Times t = times.getOrDefault(inode, new Times(changed, changed));
    // What a directory takes up, and how its names are counted, differs between file systems.
    return new FileStatus(
        inode,
        mode,
        directory ? 2 : number(a.get("nlink")).intValue(),
        0,
        directory ? FileStatus.BLOCK_SIZE : number(a.get("size")).longValue(),
        t.accessed(),
        t.modified(),
        t.modified());
  }

  private static Number number(@Nullable Object attribute) {
    return (Number) Objects.requireNonNull(attribute);
  }

  private static long nanos(@Nullable Object time) {
    return ((FileTime) Objects.requireNonNull(time)).to(TimeUnit.NANOSECONDS);
  }

  private long inode(Object key) {
    return inodes.computeIfAbsent(key, k -> FIRST_INODE + inodes.size());
  }

  /** The guest changed the contents of a file. */
  void modified(long inode) {
    long now = realTime.getAsLong();
    times.put(inode, new Times(now, now));
  }

  /** The entries of a directory, sorted by name, {@code .} and {@code ..} first. */
  List<DirectoryFile.Entry> list(Sandbox.Located place) {
    List<DirectoryFile.Entry> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(place.host())) {
      for (Path p : stream) {
        FileStatus s = statusOrNull(p);
        if (s != null) {
          entries.add(
              new DirectoryFile.Entry(String.valueOf(p.getFileName()), s.inode(), s.mode()));
        }
      }
    } catch (DirectoryIteratorException e) {
      throw HostErrors.of(Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw HostErrors.of(e);
    }
    entries.sort(Comparator.comparing(DirectoryFile.Entry::name));
    long self = statusOf(place.host()).inode();
    entries.addFirst(new DirectoryFile.Entry("..", self, FileMode.DIRECTORY));
    entries.addFirst(new DirectoryFile.Entry(".", self, FileMode.DIRECTORY));
    return entries;
  }

  /** Makes a directory. */
  public void makeDirectory(Sandbox.Located place, int permissions) {
    if (statusOrNull(place.host()) != null) {
      throw Errno.EEXIST.error();
    }
    requireWritable(place);
    change(
        () -> {
          Files.createDirectory(place.host());
          Files.setPosixFilePermissions(place.host(), permissions(permissions));
        });
  }

  /** Removes a name: a directory's if {@code directory}, else any other's. */
  public void remove(Sandbox.Located place, boolean directory) {
    boolean isDirectory = isDirectory(statusOf(place.host()));
    if (directory && !isDirectory || !isDirectory && place.directory()) {
      throw Errno.ENOTDIR.error();
    }
    if (!directory && isDirectory) {
      throw Errno.EISDIR.error();
    }
    requireChangeable(place);
    change(() -> Files.delete(place.host()));
  }

  /** Gives a file another name; {@code replace} allows that the name is taken. */
  public void rename(Sandbox.Located from, Sandbox.Located to, boolean replace) {
    boolean directory = isDirectory(statusOf(from.host()));
    FileStatus old = statusOrNull(to.host());
    requireChangeable(from);
    requireChangeable(to);
    if (old != null) {
      if (!replace) {
        throw Errno.EEXIST.error();
      }
      if (isDirectory(old) != directory) {
        throw (directory ? Errno.ENOTDIR : Errno.EISDIR).error();
      }
    }
    if (directory && (to.guest() + "/").startsWith(from.guest() + "/")) {
      if (to.guest().equals(from.guest())) {
        return;
      }
      throw Errno.EINVAL.error();
    }
    change(() -> Files.move(from.host(), to.host(), StandardCopyOption.ATOMIC_MOVE));
  }

  /** Makes a symbolic link with any text. */
  public void makeSymbolicLink(Sandbox.Located place, String target) {
    requireWritable(place);
    change(() -> Files.createSymbolicLink(place.host(), Path.of(target)));
  }

  /** Gives a file another name besides the one that it has. */
  public void link(Sandbox.Located existing, Sandbox.Located place) {
    requireWritable(existing);
    requireWritable(place);
    if (isDirectory(statusOf(existing.host()))) {
      throw Errno.EPERM.error();
    }
    change(() -> Files.createLink(place.host(), existing.host()));
  }

  /** The text of a symbolic link. */
  public String readLink(Sandbox.Located place) {
    if ((statusOf(place.host()).mode() & FileMode.TYPE_MASK) != FileMode.SYMBOLIC_LINK) {
      throw Errno.EINVAL.error();
    }
    try {
      return Files.readSymbolicLink(place.host()).toString();
    } catch (IOException e) {
      throw HostErrors.of(e);
    }
  }

  /** Changes permissions. */
  public void setPermissions(Sandbox.Located place, int permissions) {
    FileStatus s = statusOf(place.host());
    requireWritable(place);
    change(() -> Files.setPosixFilePermissions(place.host(), permissions(permissions)));
    modified(s.inode());
  }

  /** Sets times in nanoseconds since 1970; null leaves one as it is. */
  public void setTimes(Sandbox.Located place, @Nullable Long accessed, @Nullable Long modified) {
    FileStatus s = statusOf(place.host());
    requireWritable(place);
    change(
        () ->
            Files.getFileAttributeView(place.host(), BasicFileAttributeView.class, NOFOLLOW)
                .setTimes(time(modified), time(accessed), null));
    times.put(
        s.inode(),
        new Times(
            accessed == null ? s.accessed() : accessed,
            modified == null ? s.modified() : modified));
  }

  private static @Nullable FileTime time(@Nullable Long nanos) {
    return nanos == null ? null : FileTime.from(nanos, TimeUnit.NANOSECONDS);
  }

  /** Whether the guest may do this: bits 4 read, 2 write, 1 execute, 0 exist. */
  public void checkAccess(Sandbox.Located place, int mode) {
    FileStatus s = status(place);
    boolean ok =
        ((mode & 4) == 0 || Files.isReadable(place.host()))
            && ((mode & 2) == 0 || (place.writable() && Files.isWritable(place.host())))
            && ((mode & 1) == 0 || (s.mode() & 0111) != 0);
    if (!ok) {
      throw Errno.EACCES.error();
    }
  }

  private static boolean isDirectory(FileStatus s) {
    return (s.mode() & FileMode.TYPE_MASK) == FileMode.DIRECTORY;
  }

  private static void requireWritable(Sandbox.Located place) {
    if (!place.writable()) {
      throw Errno.EACCES.error();
    }
  }

  /** What was granted by name stays where it is. */
  private static void requireChangeable(Sandbox.Located place) {
    requireWritable(place);
    if (place.granted()) {
      throw Errno.EBUSY.error();
    }
  }

  private interface HostAction {
    void run() throws IOException;
  }

  private static void change(HostAction action) {
    try {
      action.run();
    } catch (IOException e) {
      throw HostErrors.of(e);
    } catch (java.nio.file.InvalidPathException e) {
      throw Errno.EINVAL.error();
    }
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] inOrder = PosixFilePermission.values();
    for (int i = 0; i < inOrder.length; i++) {
      if ((mode & (0400 >> i)) != 0) {
        set.add(inOrder[i]);
      }
    }
    return set;
  }
}
