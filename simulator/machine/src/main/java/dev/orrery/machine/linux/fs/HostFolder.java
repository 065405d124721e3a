package dev.orrery.machine.linux.fs;

import dev.orrery.machine.linux.Errno;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A directory of the host, held open so that what is done in it happens there even if another
 * process swaps a directory above it for a link meanwhile. It is reached from the grant's base, one
 * component at a time, never through a link.
 *
 * <p>A host without such handles, or a directory that can be searched but not read, is reached by
 * name; then the name is checked to be free of links before each operation.
 */
final class HostFolder implements AutoCloseable {
  private final Path path;
  private final @Nullable SecureDirectoryStream<Path> handle;

  private HostAttributes.@Nullable Id identity;

  /** Whether it stays open when who uses it closes it. */
  private boolean kept;

  private HostFolder(Path path, @Nullable SecureDirectoryStream<Path> handle) {
    this.path = path;
    this.handle = handle;
  }

  /** Opens the directory that holds {@code place}. */
  static HostFolder above(Place place) throws IOException {
    return open(place.mount().base(), folderOf(place));
  }

  /** The host's name of the directory that holds {@code place}. */
  static Path folderOf(Place place) throws GuestError {
    Path folder = place.host().getParent();
    if (folder == null || !folder.startsWith(place.mount().base())) {
      throw new GuestError(Errno.EACCES);
    }
    return folder;
  }

  /** Opens the directory {@code place}. */
  static HostFolder at(Place place) throws IOException {
    return open(place.mount().base(), place.host());
  }

  @SuppressWarnings("StreamResourceLeak") // the folder closes it
  private static HostFolder open(Path base, Path folder) throws IOException {
    SecureDirectoryStream<Path> handle = null;
    try {
      handle = secure(Files.newDirectoryStream(base));
      if (handle != null && !folder.equals(base)) {
        for (Path name : base.relativize(folder)) {
          SecureDirectoryStream<Path> above = handle;
          handle = above.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
          above.close();
        }
      }
    } catch (AccessDeniedException e) {
      close(handle);
      handle = null;
    } catch (IOException e) {
      close(handle);
      throw e;
    }
    return new HostFolder(folder, handle);
  }

  private static @Nullable SecureDirectoryStream<Path> secure(DirectoryStream<Path> stream)
      throws IOException {
    if (stream instanceof SecureDirectoryStream<Path> secure) {
      return secure;
    }
    stream.close();
    return null;
  }

  private static void close(@Nullable SecureDirectoryStream<Path> handle) throws IOException {
    if (handle != null) {
      handle.close();
    }
  }

  /** The host's name of {@code place}, after a check that no link leads to it. */
  static Path linkFree(Place place) throws IOException {
    Path folder = place.host().equals(place.mount().base()) ? null : place.host().getParent();
    if (folder != null) {
      requireLinkFree(folder);
    }
    return place.host();
  }

  private static void requireLinkFree(Path folder) throws IOException {
    if (!folder.toRealPath().equals(folder)) {
      throw new GuestError(Errno.EACCES);
    }
  }

  private Path checked(Path name) throws IOException {
    requireLinkFree(path);
    return path.resolve(name);
  }

  /** Opens a file, not through a link. */
  FileChannel open(Path name, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    Set<OpenOption> all = new HashSet<>(options);
    all.add(LinkOption.NOFOLLOW_LINKS);
    if (handle == null) {
      return FileChannel.open(checked(name), all, attributes);
    }
    SeekableByteChannel channel = handle.newByteChannel(name, all, attributes);
    if (channel instanceof FileChannel file) {
      return file;
    }
    channel.close();
    throw new GuestError(Errno.EIO);
  }

  /** Removes a name that is not a directory's. */
  void deleteFile(Path name) throws IOException {
    if (handle != null) {
      handle.deleteFile(name);
    } else {
      Files.delete(checked(name));
    }
  }

  /** Removes an empty directory. */
  void deleteDirectory(Path name) throws IOException {
    if (handle != null) {
      handle.deleteDirectory(name);
    } else {
      Files.delete(checked(name));
    }
  }

  /** Renames, replacing what has the new name. */
  void move(Path name, HostFolder to, Path newName) throws IOException {
    if (handle != null && to.handle != null) {
      handle.move(name, to.handle, newName);
    } else {
      Files.move(checked(name), to.checked(newName), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** The names in it, without {@code .} and {@code ..}, in any order. */
  List<String> names() throws IOException {
    if (handle != null) {
      return names(handle);
    }
    requireLinkFree(path);
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(path)) {
      return names(stream);
    }
  }

  private static List<String> names(DirectoryStream<Path> stream) throws IOException {
    List<String> names = new ArrayList<>();
    try {
      for (Path entry : stream) {
        names.add(HostNames.last(entry));
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return names;
  }

  /** Whether it is held open, and that very directory. */
  boolean is(HostAttributes.Id id) throws IOException {
    if (handle == null) {
      return false;
    }
    HostAttributes.Id known = identity;
    if (known == null) {
      BasicFileAttributeView view = handle.getFileAttributeView(BasicFileAttributeView.class);
      known = new HostAttributes.Id(view.readAttributes().fileKey());
      identity = known;
    }
    return known.equals(id);
  }

  /** It stays open from now on, until {@link #giveUp}. */
  void keep() {
    kept = true;
  }

  /** Closes it though it was kept. */
  void giveUp() throws IOException {
    kept = false;
    close();
  }

  @Override
  public void close() throws IOException {
    if (!kept) {
      close(handle);
    }
  }

  /** The permissions of a mode, as Java wants them. */
  static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> set = new HashSet<>();
    PosixFilePermission[] all = PosixFilePermission.values();
    for (int i = 0; i < all.length; i++) {
      if ((mode >> (all.length - 1 - i) & 1) != 0) {
        set.add(all[i]);
      }
    }
    return set;
  }
}
