package dev.orrery.machine.linux.files;

import dev.orrery.machine.linux.uapi.Errno;
import dev.orrery.machine.linux.uapi.LinuxError;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.util.List;

/** Turns the host's errors into the guest's. */
final class HostErrors {
  private HostErrors() {}

  /** Java gives most reasons as the host's text only. */
  private static final List<Errno> BY_TEXT =
      List.of(
          Errno.EISDIR,
          Errno.ENOSPC,
          Errno.EROFS,
          Errno.ENOTDIR,
          Errno.EMFILE,
          Errno.ENAMETOOLONG,
          Errno.EPERM,
          Errno.EXDEV,
          Errno.EDQUOT,
          Errno.EFBIG,
          Errno.EPIPE,
          Errno.ETXTBSY,
          Errno.EMLINK,
          Errno.EBUSY,
          Errno.EINVAL,
          Errno.ELOOP,
          Errno.ENXIO);

  static LinuxError of(IOException e) {
    return errno(e).error();
  }

  private static Errno errno(IOException e) {
    return switch (e) {
      case NoSuchFileException x -> Errno.ENOENT;
      case FileNotFoundException x -> Errno.ENOENT;
      case FileAlreadyExistsException x -> Errno.EEXIST;
      case AccessDeniedException x -> Errno.EACCES;
      case DirectoryNotEmptyException x -> Errno.ENOTEMPTY;
      case NotDirectoryException x -> Errno.ENOTDIR;
      case FileSystemLoopException x -> Errno.ELOOP;
      case NotLinkException x -> Errno.EINVAL;
      case FileSystemException x -> byText(x.getReason());
      default -> byText(e.getMessage());
    };
  }

  private static Errno byText(@org.jspecify.annotations.Nullable String text) {
    if (text != null) {
      for (Errno errno : BY_TEXT) {
        if (text.contains(errno.text())) {
          return errno;
        }
      }
    }
    return Errno.EIO;
  }
}
