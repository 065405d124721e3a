package dev.orrery.machine.linux.fs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.orrery.machine.linux.Errno;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The calls that take names, for the program whose open files a {@link FileTable} holds. The same
 * rules hold: the result is not negative, or the negative of an {@link Errno}, and nothing is
 * thrown. {@code directory} is a descriptor or {@link OpenFlags#AT_FDCWD}.
 */
public final class PathCalls {
  private final FileTable table;
  private final Opener opener;
  private final Walk walk;
  private final NodeStats stats;
  private final Inodes inodes;
  private final NameChanges changes;

  /** The absolute name of the current directory; null if that was removed. */
  private @Nullable String current;

  PathCalls(FileTable table, Opener opener, Inodes inodes, String current) {
    this.table = table;
    this.opener = opener;
    this.walk = opener.walk();
    this.stats = opener.stats();
    this.inodes = inodes;
    this.changes = new NameChanges(table, opener, inodes);
    this.current = current;
  }

  /** A path in the form used here: a char for each byte, up to a zero. */
  static String text(byte[] path) {
    int length = 0;
    while (length < path.length && path[length] != 0) {
      length++;
    }
    return new String(path, 0, length, ISO_8859_1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  /** The absolute name of the directory from which {@code path} starts. */
  String start(int directory, byte[] path) throws GuestError {
    if (path.length == 0 || path[0] == 0) {
      throw new GuestError(Errno.ENOENT);
    }
    if (path.length >= Walk.PATH_MAX) {
      throw new GuestError(Errno.ENAMETOOLONG);
    }
    if (path[0] == '/') {
      return "/";
    }
    if (directory != OpenFlags.AT_FDCWD) {
      return table.descriptors().file(directory).directory();
    }
    if (current == null) {
      throw new GuestError(Errno.ENOENT);
    }
    return current;
  }

  private Walk.Found find(int directory, byte[] path, Walk.Last last) throws IOException {
    return walk.find(start(directory, path), text(path), last);
  }

  private Node existing(int directory, byte[] path, boolean follow) throws IOException {
    Walk.Last last = follow ? Walk.Last.FOLLOW : Walk.Last.KEEP_LINK;
    Node node = find(directory, path, last).node();
    if (node instanceof Node.Missing missing) {
      throw new GuestError(missing.errno());
    }
    return node;
  }

  private static void requireFlags(int flags, int allowed) throws GuestError {
    if ((flags & ~allowed) != 0) {
      throw new GuestError(Errno.EINVAL);
    }
  }

  private static boolean isItself(byte[] path, int flags) {
    return path.length == 0 && (flags & OpenFlags.AT_EMPTY_PATH) != 0;
  }

  /**
   * {@code fstatat} and {@code statx}.
   *
   * @param flags of {@code AT_SYMLINK_NOFOLLOW}, {@code AT_EMPTY_PATH}, {@code AT_NO_AUTOMOUNT} and
   *     {@code statx}'s ways to synchronize
   */
  public Result<FileStat> fstatat(int directory, byte[] path, int flags) {
    try {
      requireFlags(
          flags,
          OpenFlags.AT_SYMLINK_NOFOLLOW
              | OpenFlags.AT_EMPTY_PATH
              | OpenFlags.AT_NO_AUTOMOUNT
              | OpenFlags.AT_STATX_SYNC_TYPE);
      if (isItself(path, flags)) {
        return directory == OpenFlags.AT_FDCWD
            ? fstatat(directory, bytes("."), 0)
            : table.fstat(directory);
      }
      boolean follow = (flags & OpenFlags.AT_SYMLINK_NOFOLLOW) == 0;
      Node node = existing(directory, path, follow);
      if (follow && node instanceof Node.Device device) {
        switch (device.special()) {
          case Special.Descriptor d -> {
            return table.fstat(d.number());
          }
          case Special.Program p -> {
            int mode = FileMode.S_IFREG | 0555;
            return Result.of(stats.of(node).as(mode, p.image().get().length));
          }
          default -> {}
        }
      }
      return Result.of(stats.of(node));
    } catch (IOException e) {
      return Result.error(HostErrors.errno(e));
    }
  }

  /** {@code readlinkat}: the whole text of a link. An empty path means the descriptor itself. */
  public Result<byte[]> readlinkat(int directory, byte[] path) {
    try {
      Node node;
      if (path.length == 0 && directory != OpenFlags.AT_FDCWD) {
        if (!(table.descriptors().file(directory) instanceof NameHandle handle)) {
          return Result.error(Errno.ENOENT);
        }
        node = handle.node();
      } else {
        node = existing(directory, path, false);
      }
      return Result.of(bytes(linkText(node)));
    } catch (IOException e) {
      return Result.error(HostErrors.errno(e));
    }
  }

  private String linkText(Node node) throws IOException {
    return switch (node) {
      case Node.OnHost host when host.attributes().isLink() ->
          HostNames.target(host.place().host());
      case Node.Device device ->
          switch (device.special()) {
            case Special.Link link -> link.target();
            case Special.Program program -> program.name();
            case Special.Descriptor d -> table.descriptors().file(d.number()).description();
            default -> throw new GuestError(Errno.EINVAL);
          };
      default -> throw new GuestError(Errno.EINVAL);
    };
  }

  /** {@code statfs}: which kind of file system a name leads to. */
  public Result<FileSystem> statfs(byte[] path) {
    try {
      Node node = existing(OpenFlags.AT_FDCWD, path, true);
      return Result.of(node instanceof Node.OnHost ? FileSystem.GRANTED : FileSystem.OWN);
    } catch (IOException e) {
      return Result.error(HostErrors.errno(e));
    }
  }

  /** {@code mkdirat}. */
  public int mkdirat(int directory, byte[] path, int mode) {
    return FileTable.attempt(() -> changes.makeDirectory(start(directory, path), text(path), mode));
  }

  /** {@code symlinkat}: a link at {@code path} whose text is {@code target}. */
  public int symlinkat(byte[] target, int directory, byte[] path) {
    return FileTable.attempt(
        () -> {
          String text = text(target);
          if (text.isEmpty()) {
            throw new GuestError(Errno.ENOENT);
          }
          if (text.length() >= Walk.PATH_MAX) {
            throw new GuestError(Errno.ENAMETOOLONG);
          }
          changes.symbolicLink(text, start(directory, path), text(path));
        });
  }

  /**
   * {@code linkat}.
   *
   * @param flags {@code AT_SYMLINK_FOLLOW} or 0
   */
  public int linkat(int directory, byte[] path, int newDirectory, byte[] newPath, int flags) {
    return FileTable.attempt(
        () -> {
          requireFlags(flags, OpenFlags.AT_SYMLINK_FOLLOW);
          boolean follow = (flags & OpenFlags.AT_SYMLINK_FOLLOW) != 0;
          Walk.Last last = follow ? Walk.Last.FOLLOW : Walk.Last.KEEP_LINK;
          Walk.Found from = find(directory, path, last);
          if (from.node() instanceof Node.Missing missing) {
            throw new GuestError(missing.errno());
          }
          changes.hardLink(from, find(newDirectory, newPath, Walk.Last.NAME));
        });
  }

  /**
   * {@code unlinkat}.
   *
   * @param flags {@code AT_REMOVEDIR} or 0
   */
  public int unlinkat(int directory, byte[] path, int flags) {
    return FileTable.attempt(
        () -> {
          requireFlags(flags, OpenFlags.AT_REMOVEDIR);
          String start = start(directory, path);
          if (flags != 0) {
            String removed = changes.removeDirectory(start, text(path)).guest();
            if (removed.equals(current)) {
              current = null;
            }
          } else {
            changes.unlink(start, text(path));
          }
        });
  }

  /**
   * {@code renameat2}.
   *
   * @param flags {@code RENAME_NOREPLACE} or 0; others are not supported
   */
  public int renameat2(int directory, byte[] path, int newDirectory, byte[] newPath, int flags) {
    return FileTable.attempt(
        () -> {
          requireFlags(flags, OpenFlags.RENAME_NOREPLACE);
          Walk.Found from = find(directory, path, Walk.Last.NAME);
          Walk.Found to = find(newDirectory, newPath, Walk.Last.NAME);
          NameChanges.Move move = changes.rename(from, to, flags != 0);
          if (move != null) {
            follow(move);
          }
        });
  }

  /** The current directory stays where it is when a directory above it gets another name. */
  private void follow(NameChanges.Move move) {
    walk.forget();
    String from = move.from().guest();
    if (current != null && (current + "/").startsWith(from + "/")) {
      current = move.to().guest() + current.substring(from.length());
    }
  }

  /**
   * {@code faccessat2}: whether reading (4), writing (2), executing (1) are allowed; 0 asks whether
   * the file exists.
   */
  public int faccessat(int directory, byte[] path, int mode, int flags) {
    return FileTable.attempt(
        () -> {
          int allowed =
              OpenFlags.AT_SYMLINK_NOFOLLOW | OpenFlags.AT_REMOVEDIR | OpenFlags.AT_EMPTY_PATH;
          requireFlags(flags, allowed);
          requireFlags(mode, NodeStats.READ | NodeStats.WRITE | NodeStats.EXECUTE);
          byte[] name = isItself(path, flags) ? descriptorPath(directory) : path;
          boolean follow = (flags & OpenFlags.AT_SYMLINK_NOFOLLOW) == 0;
          if (NodeStats.permissions(existing(directory, name, follow), mode) != mode) {
            throw new GuestError(Errno.EACCES);
          }
        });
  }

  private byte[] descriptorPath(int directory) throws GuestError {
    if (directory == OpenFlags.AT_FDCWD) {
      return bytes(".");
    }
    OpenFile ignored = table.descriptors().file(directory);
    return bytes("/proc/self/fd/" + directory);
  }

  /**
   * {@code fchmodat2}. Set-user-id and set-group-id are left out: the file belongs to the host's
   * user.
   *
   * @param flags {@code AT_SYMLINK_NOFOLLOW}, {@code AT_EMPTY_PATH} or 0
   */
  public int fchmodat(int directory, byte[] path, int mode, int flags) {
    if (isItself(path, flags)) {
      return fchmod(directory, mode);
    }
    return FileTable.attempt(
        () -> {
          requireFlags(flags, OpenFlags.AT_SYMLINK_NOFOLLOW | OpenFlags.AT_EMPTY_PATH);
          boolean follow = (flags & OpenFlags.AT_SYMLINK_NOFOLLOW) == 0;
          Node.OnHost host = changeable(existing(directory, path, follow));
          HostModes.set(host.place(), host.attributes(), mode);
          inodes.changed(host.attributes().id());
          walk.forget();
        });
  }

  /** {@code fchmod}. */
  public int fchmod(int descriptor, int mode) {
    return FileTable.attempt(
        () -> {
          HostLocation location = location(descriptor);
          HostAttributes now = location.attributes();
          Place place = location.place();
          if (place == null) {
            int type = now.mode() & FileMode.S_IFMT;
            location.changed(now.withMode(type | (mode & FileMode.SETTABLE)));
          } else {
            HostModes.set(place, now, mode);
            inodes.changed(now.id());
            walk.forget();
          }
        });
  }

  /** {@code fchownat}: the owner can only be set to what it is. */
  public int fchownat(int directory, byte[] path, int user, int group, int flags) {
    return FileTable.attempt(
        () -> {
          requireFlags(flags, OpenFlags.AT_SYMLINK_NOFOLLOW | OpenFlags.AT_EMPTY_PATH);
          boolean follow = (flags & OpenFlags.AT_SYMLINK_NOFOLLOW) == 0;
          byte[] name = isItself(path, flags) ? descriptorPath(directory) : path;
          Node ignored = existing(directory, name, follow);
          requireOwner(user, group);
        });
  }

  /** {@code fchown}: the owner can only be set to what it is. */
  public int fchown(int descriptor, int user, int group) {
    return FileTable.attempt(
        () -> {
          OpenFile ignored = table.descriptors().file(descriptor);
          requireOwner(user, group);
        });
  }

  private static void requireOwner(int user, int group) throws GuestError {
    if ((user != -1 && user != FileStat.OWNER) || (group != -1 && group != FileStat.OWNER)) {
      throw new GuestError(Errno.EPERM);
    }
  }

  /**
   * {@code utimensat}. The caller translates {@code UTIME_NOW}, because time is virtual.
   *
   * @param path null for the descriptor {@code directory} itself
   * @param accessed new time of the last read; null for {@code UTIME_OMIT}
   * @param modified new time of the last change; null for {@code UTIME_OMIT}
   */
  public int utimensat(
      int directory,
      byte @Nullable [] path,
      @Nullable Instant accessed,
      @Nullable Instant modified,
      int flags) {
    return FileTable.attempt(
        () -> {
          requireFlags(flags, OpenFlags.AT_SYMLINK_NOFOLLOW | OpenFlags.AT_EMPTY_PATH);
          if (path == null || isItself(path, flags)) {
            HostLocation location = location(directory);
            Place place = location.place();
            if (place != null) {
              setTimes(place, location.attributes(), accessed, modified);
            }
            return;
          }
          boolean follow = (flags & OpenFlags.AT_SYMLINK_NOFOLLOW) == 0;
          Node.OnHost host = changeable(existing(directory, path, follow));
          setTimes(host.place(), host.attributes(), accessed, modified);
        });
  }

  private void setTimes(
      Place place,
      HostAttributes attributes,
      @Nullable Instant accessed,
      @Nullable Instant modified)
      throws IOException {
    // The JDK may open the file for this, which would wait at a pipe.
    if (!attributes.isRegular() && !attributes.isDirectory() && !attributes.isLink()) {
      throw new GuestError(Errno.EACCES);
    }
    BasicFileAttributeView view =
        Files.getFileAttributeView(
            HostFolder.linkFree(place), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    view.setTimes(
        modified == null ? null : FileTime.from(modified),
        accessed == null ? null : FileTime.from(accessed),
        null);
    inodes.set(attributes.id(), accessed, modified);
  }

  /** {@code truncate}. */
  public int truncate(byte[] path, long size) {
    if (size < 0) {
      return -Errno.EINVAL;
    }
    return FileTable.attempt(
        () -> {
          String start = start(OpenFlags.AT_FDCWD, path);
          OpenFile file = opener.open(start, text(path), OpenFlags.O_WRONLY, 0);
          try {
            file.truncate(size);
          } finally {
            if (file.descriptors == 0) {
              file.close();
            }
          }
        });
  }

  /** {@code chdir}. */
  public int chdir(byte[] path) {
    return FileTable.attempt(
        () -> {
          enter(existing(OpenFlags.AT_FDCWD, path, true));
        });
  }

  /** {@code fchdir}. */
  public int fchdir(int descriptor) {
    return FileTable.attempt(
        () -> {
          OpenFile file = table.descriptors().file(descriptor);
          HostLocation location = file.location();
          if (location != null && location.isRemovedDirectory()) {
            location.requireSearch();
            current = null;
          } else {
            enter(walk.directory(file.directory()));
          }
        });
  }

  private void enter(Node node) throws GuestError {
    if (!node.isDirectory()) {
      throw new GuestError(Errno.ENOTDIR);
    }
    Walk.requireSearch(node);
    current = node.path();
  }

  /** {@code getcwd}: the absolute name of the current directory; {@code ENOENT} if it is gone. */
  public Result<byte[]> getcwd() {
    try {
      String name = start(OpenFlags.AT_FDCWD, bytes("."));
      Node ignored = walk.directory(name);
      return Result.of(bytes(name));
    } catch (IOException e) {
      return Result.error(HostErrors.errno(e));
    }
  }

  /** {@code umask}: sets the permissions that new files do not get, and returns the old ones. */
  public int umask(int mask) {
    return opener.umask(mask);
  }

  private static Node.OnHost changeable(Node node) throws GuestError {
    if (node instanceof Node.OnHost host && host.place().writable()) {
      return host;
    }
    throw new GuestError(Errno.EACCES);
  }

  /** The host's file behind a descriptor that may change its attributes. */
  private HostLocation location(int descriptor) throws GuestError {
    OpenFile file = table.descriptors().file(descriptor);
    if (file.has(OpenFlags.O_PATH)) {
      throw new GuestError(Errno.EBADF);
    }
    HostLocation location = file.location();
    Place place = location == null ? null : location.place();
    if (location == null || (place != null && !place.writable())) {
      throw new GuestError(Errno.EACCES);
    }
    return location;
  }
}
