package dev.orrery.machine.linux.fs;

import dev.orrery.machine.linux.Errno;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The error number that a program sees for a failure on the host. */
final class HostErrors {
  /**
   * Java keeps only the text of the error. It is English unless the host's C library has messages
   * in the user's language; an unknown text becomes {@code EIO}, which is why callers test for the
   * common mistakes beforehand.
   */
  private static final Map<String, Integer> BY_TEXT =
      Map.ofEntries(
          Map.entry("No space left on device", Errno.ENOSPC),
          Map.entry("Disk quota exceeded", Errno.EDQUOT),
          Map.entry("File too large", Errno.EFBIG),
          Map.entry("Read-only file system", Errno.EROFS),
          Map.entry("Is a directory", Errno.EISDIR),
          Map.entry("Not a directory", Errno.ENOTDIR),
          Map.entry("Directory not empty", Errno.ENOTEMPTY),
          Map.entry("File exists", Errno.EEXIST),
          Map.entry("File name too long", Errno.ENAMETOOLONG),
          Map.entry("Too many open files", Errno.ENFILE),
          Map.entry("Operation not permitted", Errno.EPERM),
          Map.entry("Permission denied", Errno.EACCES),
          Map.entry("Operation not supported", Errno.EOPNOTSUPP),
          Map.entry("Invalid argument", Errno.EINVAL),
          Map.entry("Invalid cross-device link", Errno.EXDEV),
          Map.entry("Too many links", Errno.EMLINK),
          Map.entry("Too many levels of symbolic links", Errno.ELOOP),
          Map.entry("Text file busy", Errno.ETXTBSY),
          Map.entry("Device or resource busy", Errno.EBUSY),
          Map.entry("Resource temporarily unavailable", Errno.EAGAIN),
          Map.entry("Cannot allocate memory", Errno.ENOMEM),
          Map.entry("Broken pipe", Errno.EPIPE),
          Map.entry("Pipe closed", Errno.EPIPE),
          Map.entry("Connection reset", Errno.EPIPE),
          Map.entry("Bad file descriptor", Errno.EBADF),
          Map.entry("Stream closed", Errno.EBADF),
          Map.entry("Stream Closed", Errno.EBADF));

  private HostErrors() {}

  /** A positive {@link Errno} for {@code e}. */
  static int errno(IOException e) {
    return switch (e) {
      case GuestError g -> g.errno();
      case NoSuchFileException n -> Errno.ENOENT;
      case FileAlreadyExistsException f -> Errno.EEXIST;
      case DirectoryNotEmptyException d -> Errno.ENOTEMPTY;
      case AccessDeniedException a -> Errno.EACCES;
      case NotDirectoryException n -> Errno.ENOTDIR;
      case AtomicMoveNotSupportedException a -> Errno.EXDEV;
      case FileSystemLoopException l -> Errno.ELOOP;
      case NotLinkException n -> Errno.EINVAL;
      case InterruptedIOException i -> Errno.EINTR;
      case ClosedByInterruptException c -> Errno.EINTR;
      case ClosedChannelException c -> Errno.EBADF;
      case FileSystemException f -> byText(f.getReason());
      default -> byText(e.getMessage());
    };
  }

  private static int byText(@Nullable String text) {
    if (text != null) {
      for (Map.Entry<String, Integer> known : BY_TEXT.entrySet()) {
        if (text.contains(known.getKey())) {
          return known.getValue();
        }
      }
    }
    return Errno.EIO;
  }
}
