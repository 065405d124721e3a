package dev.orrery.machine.linux.fs;

import java.time.Instant;

/**
 * What {@code stat} and {@code statx} tell about a file. Everything that can be the same on every
 * host is: the owner is always {@link #OWNER}, inode numbers count up in the order in which files
 * were seen, a directory is a block long. Times, modes and link counts are the host's.
 *
 * @param device which file system: {@link #OWN_DEVICE}, {@link #HOST_DEVICE} or {@link
 *     #PIPE_DEVICE}
 * @param inode number of the file, the same for all its names
 * @param mode type and permissions, see {@link FileMode}
 * @param links how many names it has
 * @param rawDevice what a device file stands for, {@code major << 8 | minor}; otherwise 0
 * @param size bytes
 * @param accessed last read
 * @param modified last change of the contents
 * @param changed last change of anything
 * @param born creation
 */
public record FileStat(
    int device,
    long inode,
    int mode,
    int links,
    int rawDevice,
    long size,
    Instant accessed,
    Instant modified,
    Instant changed,
    Instant born) {

  /** The user and the group that every file belongs to. */
  public static final int OWNER = 1000;

  /** The file system of names that exist without the host: {@code major 0, minor 2}. */
  public static final int OWN_DEVICE = 2;

  /** The file system of granted files: {@code major 8, minor 1}. */
  public static final int HOST_DEVICE = 0x801;

  /** The file system of pipes: {@code major 0, minor 13}. */
  public static final int PIPE_DEVICE = 13;

  /** Preferred bytes of a transfer. */
  public static final int BLOCK_SIZE = 4096;

  /** The same file with another type and length: what a link of our own leads to. */
  FileStat as(int newMode, long newSize) {
    return new FileStat(
        device, inode, newMode, links, rawDevice, newSize, accessed, modified, changed, born);
  }

  /** The file's length in units of 512 bytes, rounded up to {@link #BLOCK_SIZE}. */
  public long blocks() {
    return (size + BLOCK_SIZE - 1) / BLOCK_SIZE * (BLOCK_SIZE / 512);
  }
}
