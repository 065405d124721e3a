package dev.orrery.machine.linux.uapi;

/** Flags of {@code openat} and {@code fcntl}. Source: {@code asm-generic/fcntl.h}. */
public final class OpenFlags {
  private OpenFlags() {}

  public static final int ACCESS_MASK = 3;
  public static final int WRITE_ONLY = 1;
  public static final int READ_WRITE = 2;
  public static final int CREATE = 0x40;
  public static final int EXCLUSIVE = 0x80;
  public static final int TRUNCATE = 0x200;
  public static final int APPEND = 0x400;
  public static final int NONBLOCK = 0x800;
  public static final int DIRECTORY = 0x1_0000;
  public static final int NOFOLLOW = 0x2_0000;
  public static final int CLOSE_ON_EXEC = 0x8_0000;
  public static final int PATH_ONLY = 0x20_0000;
  public static final int TEMPORARY = 0x40_0000;

  /** Whether a file that was opened so may be read. */
  public static boolean readable(int flags) {
    return (flags & ACCESS_MASK) != WRITE_ONLY && (flags & PATH_ONLY) == 0;
  }

  /** Whether a file that was opened so may be written. */
  public static boolean writable(int flags) {
    return (flags & ACCESS_MASK) != 0 && (flags & PATH_ONLY) == 0;
  }
}
