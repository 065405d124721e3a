package dev.orrery.machine.linux.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** The attributes of everything that a name can stand for. */
final class NodeStats {
  /** {@code /dev/pts/0}: major 136, minor 0. */
  private static final int TERMINAL = 136 << 8;

  private static final int MEMORY_DEVICE = 1 << 8;
  private static final int TTY_DEVICE = 5 << 8;

  /** Permissions as {@code access} asks for them. */
  static final int READ = 4;

  static final int WRITE = 2;
  static final int EXECUTE = 1;

  private final Inodes inodes;

  NodeStats(Inodes inodes) {
    this.inodes = inodes;
  }

  static FileStat terminal(long inode) {
    return own(FileStat.OWN_DEVICE, inode, FileMode.S_IFCHR | 0620, TERMINAL, 0);
  }

  static FileStat pipe(long inode) {
    return own(FileStat.PIPE_DEVICE, inode, FileMode.S_IFIFO | 0600, 0, 0);
  }

  FileStat of(HostAttributes attributes) {
    return inodes.stat(attributes);
  }

  /** The attributes of a node, links not followed. */
  FileStat of(Node node) throws IOException {
    return switch (node) {
      case Node.OnHost host -> of(host.attributes());
      case Node.Own own -> {
        int mode = FileMode.S_IFDIR | 0555;
        long inode = own.branch().inode();
        yield own(FileStat.OWN_DEVICE, inode, mode, 0, FileStat.BLOCK_SIZE);
      }
      case Node.Device device -> of(device.special());
      case Node.Missing missing -> throw new GuestError(missing.errno());
    };
  }

  /**
   * What of {@code wanted} the program may do with a node: of reading, writing and executing. The
   * host is only asked for what is wanted.
   */
  static int permissions(Node node, int wanted) {
    return switch (node) {
      case Node.Own own -> wanted & (READ | EXECUTE);
      case Node.Device device -> wanted & (READ | WRITE);
      case Node.Missing missing -> 0;
      case Node.OnHost host -> {
        int may = wanted & host.attributes().mode() >> 6;
        if (host.attributes().isLink()) {
          yield may;
        }
        Path path = host.place().host();
        if ((may & READ) != 0 && !Files.isReadable(path)) {
          may &= ~READ;
        }
        if ((may & WRITE) != 0 && !(host.place().writable() && Files.isWritable(path))) {
          may &= ~WRITE;
        }
        yield may;
      }
    };
  }

  static FileStat of(Special special) {
    long inode = special.inode();
    return switch (special) {
      case Special.Null s -> device(inode, MEMORY_DEVICE | 3);
      case Special.Zero s -> device(inode, MEMORY_DEVICE | 5);
      case Special.Full s -> device(inode, MEMORY_DEVICE | 7);
      case Special.Noise s -> device(inode, MEMORY_DEVICE | s.minor());
      case Special.Terminal s -> device(inode, TTY_DEVICE);
      case Special.Text s -> own(FileStat.OWN_DEVICE, inode, FileMode.S_IFREG | 0444, 0, 0);
      case Special.Link s -> link(inode, s.target().length());
      case Special.Program s -> link(inode, 0);
      case Special.Descriptor s -> link(inode, 0);
    };
  }

  private static FileStat device(long inode, int number) {
    return own(FileStat.OWN_DEVICE, inode, FileMode.S_IFCHR | 0666, number, 0);
  }

  private static FileStat link(long inode, int length) {
    return own(FileStat.OWN_DEVICE, inode, FileMode.S_IFLNK | 0777, 0, length);
  }

  private static FileStat own(int device, long inode, int mode, int rawDevice, long size) {
    Instant then = Instant.EPOCH;
    return new FileStat(device, inode, mode, 1, rawDevice, size, then, then, then, then);
  }
}
