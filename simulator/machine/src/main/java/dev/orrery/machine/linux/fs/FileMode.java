package dev.orrery.machine.linux.fs;

/** Bits of a file's mode. Source: {@code linux/stat.h}. */
public final class FileMode {
  /** The bits that hold the type. */
  public static final int S_IFMT = 0170000;

  /** Socket. */
  public static final int S_IFSOCK = 0140000;

  /** Symbolic link. */
  public static final int S_IFLNK = 0120000;

  /** Regular file. */
  public static final int S_IFREG = 0100000;

  /** Block device. */
  public static final int S_IFBLK = 0060000;

  /** Directory. */
  public static final int S_IFDIR = 0040000;

  /** Character device. */
  public static final int S_IFCHR = 0020000;

  /** Pipe. */
  public static final int S_IFIFO = 0010000;

  /** Remove and rename by owners only. */
  public static final int S_ISVTX = 01000;

  /** The owner may read. */
  public static final int S_IRUSR = 0400;

  /** The owner may write. */
  public static final int S_IWUSR = 0200;

  /** The owner may execute, or look names up in a directory. */
  public static final int S_IXUSR = 0100;

  /** What a program can set: no set-user-id, for the file would belong to the host's user. */
  static final int SETTABLE = 01777;

  private FileMode() {}

  /** Whether {@code mode} is a directory's. */
  public static boolean isDirectory(int mode) {
    return (mode & S_IFMT) == S_IFDIR;
  }

  /** Whether {@code mode} is a regular file's. */
  public static boolean isRegular(int mode) {
    return (mode & S_IFMT) == S_IFREG;
  }

  /** Whether {@code mode} is a symbolic link's. */
  public static boolean isLink(int mode) {
    return (mode & S_IFMT) == S_IFLNK;
  }

  /** Whether {@code mode} is a pipe's. */
  public static boolean isPipe(int mode) {
    return (mode & S_IFMT) == S_IFIFO;
  }

  /** The {@code d_type} of a directory entry, which is the type's four bits. */
  public static int entryType(int mode) {
    return (mode & S_IFMT) >> 12;
  }
}
