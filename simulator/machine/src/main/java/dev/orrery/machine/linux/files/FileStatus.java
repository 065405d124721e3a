package dev.orrery.machine.linux.files;

/**
 * What {@code stat} tells of a file. Owners, devices and inode numbers are the guest's, not the
 * host's; times are nanoseconds since 1970.
 *
 * @param inode number that tells files apart, in the order in which they were first looked at
 * @param mode type and permissions, as in {@code linux/stat.h}
 * @param links number of names
 * @param device major number &lt;&lt; 8 | minor number for device files, else 0
 * @param size in bytes
 * @param accessed last read
 * @param modified last written
 * @param changed last change of this
 */
public record FileStatus(
    long inode,
    int mode,
    int links,
    int device,
    long size,
    long accessed,
    long modified,
    long changed) {
  /** The user and the group that own every file, and that the program runs as. */
  public static final int OWNER = 1000;

  /** Bytes that are best read at a time. */
  public static final int BLOCK_SIZE = 4096;

  /** A file that is no file of the host's: no size, no times. */
  static FileStatus special(long inode, int mode, int device) {
    return new FileStatus(inode, mode, 1, device, 0, 0, 0, 0);
  }
}
