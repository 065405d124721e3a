package dev.orrery.machine.linux.fs;

/**
 * What {@code statfs} tells. Nothing of it is the host's: how full that is changes by the minute.
 *
 * @param type magic number of {@code linux/magic.h}
 * @param blocks of {@link FileStat#BLOCK_SIZE}, half of them free
 * @param files that there can be, half of them free
 */
public record FileSystem(long type, long blocks, long files) {
  /** Granted files: ext4 of 64 GiB. */
  static final FileSystem GRANTED = new FileSystem(0xef53, 1 << 24, 1 << 22);

  /** Names that exist without the host: tmpfs without space. */
  static final FileSystem OWN = new FileSystem(0x0102_1994, 0, 0);

  /** Pipes. */
  static final FileSystem PIPES = new FileSystem(0x5049_5045, 0, 0);

  /** Longest name in a directory, in bytes. */
  public static final int NAME_MAX = 255;
}
