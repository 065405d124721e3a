package dev.orrery.machine.linux.uapi;

/** File types and permissions. Source: {@code linux/stat.h}. */
public final class FileMode {
  private FileMode() {}

  public static final int TYPE_MASK = 0170000;
  public static final int SYMBOLIC_LINK = 0120000;
  public static final int REGULAR = 0100000;
  public static final int DIRECTORY = 0040000;
  public static final int CHARACTER_DEVICE = 0020000;
  public static final int FIFO = 0010000;
  public static final int PERMISSIONS = 07777;

  /** The type as {@code getdents64} gives it. */
  public static int directoryEntryType(int mode) {
    return (mode & TYPE_MASK) >>> 12;
  }
}
