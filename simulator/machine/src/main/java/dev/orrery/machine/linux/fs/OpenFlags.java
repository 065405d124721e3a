package dev.orrery.machine.linux.fs;

/**
 * Flags and selectors of the calls on files, with the values of {@code asm-generic/fcntl.h}, {@code
 * linux/fcntl.h} and {@code linux/fs.h}. They do not depend on the program's word size.
 */
public final class OpenFlags {
  /** Open for reading. */
  public static final int O_RDONLY = 0;

  /** Open for writing. */
  public static final int O_WRONLY = 1;

  /** Open for both. */
  public static final int O_RDWR = 2;

  /**
   * The bits that hold one of the three above. With both bits set, Linux asks for both permissions
   * and then allows neither.
   */
  public static final int O_ACCMODE = 3;

  /** Create the file if it is missing. */
  public static final int O_CREAT = 0100;

  /** With {@link #O_CREAT}: fail if the name exists. */
  public static final int O_EXCL = 0200;

  /** Do not take the terminal as the controlling one. */
  public static final int O_NOCTTY = 0400;

  /** Cut a file that exists to length 0. */
  public static final int O_TRUNC = 01000;

  /** Write at the end, always. */
  public static final int O_APPEND = 02000;

  /** Return {@code EAGAIN} instead of waiting. */
  public static final int O_NONBLOCK = 04000;

  /** Set on what a 64-bit kernel opens. */
  public static final int O_LARGEFILE = 0100000;

  /** Fail unless it is a directory. */
  public static final int O_DIRECTORY = 0200000;

  /** Fail if the last component is a symbolic link. */
  public static final int O_NOFOLLOW = 0400000;

  /** Close on exec. */
  public static final int O_CLOEXEC = 02000000;

  /** Open the name only. */
  public static final int O_PATH = 010000000;

  /** The bit that tells {@code O_TMPFILE} from {@link #O_DIRECTORY}. */
  public static final int O_TMPFILE_BIT = 020000000;

  /** In place of a directory's descriptor: the current directory. */
  public static final int AT_FDCWD = -100;

  /** Do not follow a symbolic link at the end. */
  public static final int AT_SYMLINK_NOFOLLOW = 0x100;

  /** {@code unlinkat}: remove a directory. {@code faccessat2}: use the effective identity. */
  public static final int AT_REMOVEDIR = 0x200;

  /** {@code linkat}: follow a symbolic link at the end. */
  public static final int AT_SYMLINK_FOLLOW = 0x400;

  /** Do not mount anything; nothing ever is. */
  public static final int AT_NO_AUTOMOUNT = 0x800;

  /** An empty name means the descriptor itself. */
  public static final int AT_EMPTY_PATH = 0x1000;

  /** {@code statx}: how fresh the answer must be; it always is. */
  public static final int AT_STATX_SYNC_TYPE = 0x6000;

  /** {@code renameat2}: fail if the new name exists. */
  public static final int RENAME_NOREPLACE = 1;

  /** {@code lseek}: from the start. */
  public static final int SEEK_SET = 0;

  /** {@code lseek}: from the current position. */
  public static final int SEEK_CUR = 1;

  /** {@code lseek}: from the end. */
  public static final int SEEK_END = 2;

  /** {@code fcntl}: duplicate to the lowest free descriptor from the argument on. */
  public static final int F_DUPFD = 0;

  /** {@code fcntl}: descriptor flags. */
  public static final int F_GETFD = 1;

  /** {@code fcntl}: set descriptor flags; 1 is close-on-exec. */
  public static final int F_SETFD = 2;

  /** {@code fcntl}: how it was opened, and status flags. */
  public static final int F_GETFL = 3;

  /** {@code fcntl}: set the status flags that can change. */
  public static final int F_SETFL = 4;

  /** {@code fcntl}: test a record lock. */
  public static final int F_GETLK = 5;

  /** The kind of a lock: none. */
  public static final int F_UNLCK = 2;

  /** {@code fcntl}: set a record lock. */
  public static final int F_SETLK = 6;

  /** {@code fcntl}: set a record lock, waiting for it. */
  public static final int F_SETLKW = 7;

  /** {@code fcntl}: {@link #F_GETLK} with 64-bit offsets on 32-bit machines. */
  public static final int F_GETLK64 = 12;

  /** {@code fcntl}: {@link #F_SETLK} with 64-bit offsets on 32-bit machines. */
  public static final int F_SETLK64 = 13;

  /** {@code fcntl}: {@link #F_SETLKW} with 64-bit offsets on 32-bit machines. */
  public static final int F_SETLKW64 = 14;

  /** {@code fcntl}: test a lock of the open file. */
  public static final int F_OFD_GETLK = 36;

  /** {@code fcntl}: set a lock of the open file. */
  public static final int F_OFD_SETLK = 37;

  /** {@code fcntl}: set a lock of the open file, waiting for it. */
  public static final int F_OFD_SETLKW = 38;

  /** {@code fcntl}: {@link #F_DUPFD}, and close the copy on exec. */
  public static final int F_DUPFD_CLOEXEC = 1030;

  /** {@code fcntl}: set a pipe's capacity. */
  public static final int F_SETPIPE_SZ = 1031;

  /** {@code fcntl}: a pipe's capacity. */
  public static final int F_GETPIPE_SZ = 1032;

  /** The descriptor flag: close on exec. */
  public static final int FD_CLOEXEC = 1;

  /** {@code poll}: there is something to read, or the end. */
  public static final int POLLIN = 0x001;

  /** {@code poll}: a write would not wait. */
  public static final int POLLOUT = 0x004;

  /** {@code poll}: the reading end is closed. */
  public static final int POLLERR = 0x008;

  /** {@code poll}: the writing end is closed. */
  public static final int POLLHUP = 0x010;

  /** {@code poll}: the descriptor is not open. */
  public static final int POLLNVAL = 0x020;

  private OpenFlags() {}
}
