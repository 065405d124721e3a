package dev.orrery.machine.linux.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the host knows of a file, links not followed.
 *
 * @param id which file it is
 * @param mode type and permissions
 * @param links how many names it has
 * @param size bytes
 * @param accessed last read
 * @param modified last change of the contents
 * @param changed last change of anything
 * @param born creation
 */
record HostAttributes(
    Id id,
    int mode,
    int links,
    long size,
    FileTime accessed,
    FileTime modified,
    FileTime changed,
    FileTime born) {

  /** A file's identity on the host: its device and inode number. */
  record Id(long device, long inode) {}

  private static final String WANTED =
      "unix:dev,ino,mode,nlink,size,lastAccessTime,lastModifiedTime,ctime,creationTime";

  /** The attributes of the file with that name, or null if there is none. */
  static @Nullable HostAttributes read(Path path) throws IOException {
    Map<String, Object> found;
    try {
      found = Files.readAttributes(path, WANTED, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return null;
    }
    return new HostAttributes(
        new Id(number(found, "dev"), number(found, "ino")),
        (int) number(found, "mode"),
        (int) number(found, "nlink"),
        number(found, "size"),
        time(found, "lastAccessTime"),
        time(found, "lastModifiedTime"),
        time(found, "ctime"),
        time(found, "creationTime"));
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
    return new HostAttributes(id, mode, newLinks, newSize, accessed, modified, changed, born);
  }

  /** The same file with other permissions. */
  HostAttributes withMode(int newMode) {
    return new HostAttributes(id, newMode, links, size, accessed, modified, changed, born);
  }
}
