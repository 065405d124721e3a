package dev.orrery.machine.linux.fs;

import dev.orrery.machine.linux.Errno;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Changes permissions on the host. */
final class HostModes {
  private static final String MODE = "unix:mode";

  private HostModes() {}

  /**
   * Sets the permissions of a file or directory.
   *
   * @param attributes what is at {@code place}
   * @param mode permissions; set-user-id and set-group-id are left out
   */
  static void set(Place place, HostAttributes attributes, int mode) throws IOException {
    // The JDK opens the file for this, which would wait at a pipe.
    if (!attributes.isRegular() && !attributes.isDirectory()) {
      throw new GuestError(attributes.isLink() ? Errno.EOPNOTSUPP : Errno.EACCES);
    }
    Path path = HostFolder.linkFree(place);
    int permissions = mode & FileMode.SETTABLE;
    try {
      Files.setAttribute(path, MODE, permissions, LinkOption.NOFOLLOW_LINKS);
    } catch (AccessDeniedException e) {
      // It cannot be opened because it cannot be read: then by name, of what was no link just now.
      Files.setAttribute(path, MODE, permissions);
    }
  }
}
