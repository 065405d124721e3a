package dev.orrery.machine.linux.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the host knows of a file, links not followed.
 *
 * @param id which file it is
 * @param device number of the file system that it is in
 * @param mode type and permissions
 * @param links how many names it has
 * @param size bytes
 * @param modified last change of the contents
 */
record HostAttributes(Id id, long device, int mode, int links, long size, FileTime modified) {

  /** A file's identity among all of the host's: equal keys are of the same file. */
  record Id(Object key) {}

  private static final String WANTED = "unix:fileKey,dev,mode,nlink,size,lastModifiedTime";

  /** The attributes of the file with that name, or null if there is none. */
  static @Nullable HostAttributes read(Path path) throws IOException {
    Map<String, Object> found;
    try {
      found = Files.readAttributes(path, WANTED, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return null;
    }
    return new HostAttributes(
        new Id(Objects.requireNonNull(found.get("fileKey"), "the unix view tells files apart")),
        number(found, "dev"),
        (int) number(found, "mode"),
        (int) number(found, "nlink"),
        number(found, "size"),
        time(found, "lastModifiedTime"));
  }

  private static long number(Map<String, Object> found, String name) {
    return found.get(name) instanceof Number n ? n.longValue() : 0;
  }

  private static FileTime time(Map<String, Object> found, String name) {
    return found.get(name) instanceof FileTime t ? t : FileTime.fromMillis(0);
  }

  boolean isDirectory() {
    return FileMode.isDirectory(mode);
  }

  boolean isLink() {
    return FileMode.isLink(mode);
  }

  boolean isRegular() {
    return FileMode.isRegular(mode);
  }

  /** Whether the owner, who every program is, has all of these permissions. */
  boolean allows(int permissions) {
    return (mode & permissions) == permissions;
  }

  /** The same file of another length and with another number of names. */
  HostAttributes with(long newSize, int newLinks) {
    return new HostAttributes(id, device, mode, newLinks, newSize, modified);
  }

  /** The same file with other permissions. */
  HostAttributes withMode(int newMode) {
    return new HostAttributes(id, device, newMode, links, size, modified);
  }
}
