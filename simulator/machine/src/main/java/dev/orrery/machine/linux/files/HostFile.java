package dev.orrery.machine.linux.files;

import dev.orrery.machine.linux.uapi.Errno;
import dev.orrery.machine.linux.uapi.OpenFlags;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A regular file of the host's. */
public final class HostFile extends OpenFile {
  private final FileChannel channel;
  private final FileTree tree;
  private final Path path;
  private final FileStatus opened;
  private long position;

  HostFile(FileChannel channel, FileTree tree, Path path, FileStatus opened, int flags) {
    super(flags);
    this.channel = channel;
    this.tree = tree;
    this.path = path;
    this.opened = opened;
  }

  @Override
  public int read(byte[] to, int length) {
    int n = readAt(position, to, length);
    position += n;
    return n;
  }

  @Override
  public int write(byte[] from, int length) {
    try {
      if ((flags() & OpenFlags.APPEND) != 0) {
        position = channel.size();
      }
    } catch (IOException e) {
      throw HostErrors.of(e);
    }
    int n = writeAt(position, from, length);
    position += n;
    return n;
  }

  @Override
  public int readAt(long at, byte[] to, int length) {
    requireReadable();
    if (at < 0) {
      throw Errno.EINVAL.error();
    }
    try {
      return Math.max(0, channel.read(ByteBuffer.wrap(to, 0, length), at));
    } catch (IOException e) {
      throw HostErrors.of(e);
    }
  }

  @Override
  public int writeAt(long at, byte[] from, int length) {
    requireWritable();
    if (at < 0) {
      throw Errno.EINVAL.error();
    }
    if (at > Long.MAX_VALUE - length) {
      throw Errno.EFBIG.error();
    }
    try {
      // As on Linux, and unlike what POSIX says, appending goes before the position given.
      long target = (flags() & OpenFlags.APPEND) != 0 ? channel.size() : at;
      int n = channel.write(ByteBuffer.wrap(from, 0, length), target);
      tree.modified(opened.inode());
      return n;
    } catch (IOException e) {
      throw HostErrors.of(e);
    }
  }

  @Override
  public long seek(long offset, int whence) {
    long base =
        switch (whence) {
          case 0 -> 0;
          case 1 -> position;
          case 2 -> size();
          default -> throw Errno.EINVAL.error();
        };
    long target = base + offset;
    if (target < 0) {
      throw Errno.EINVAL.error();
    }
    position = target;
    return position;
  }

  @Override
  public void truncate(long size) {
    if (size < 0 || !OpenFlags.writable(flags())) {
      throw Errno.EINVAL.error();
    }
    try {
      long now = channel.size();
      if (size < now) {
        channel.truncate(size);
      } else if (size > now) {
        int unused = channel.write(ByteBuffer.wrap(new byte[1]), size - 1);
      }
      tree.modified(opened.inode());
    } catch (IOException e) {
      throw HostErrors.of(e);
    }
  }

  @Override
  public void sync() {
    try {
      channel.force(true);
    } catch (IOException e) {
      throw HostErrors.of(e);
    }
  }

  @Override
  public boolean regular() {
    return true;
  }

  @Override
  public FileStatus status() {
    return tree.statusOfOpen(path, opened, size());
  }

  @Override
  public long available() {
    return Math.max(0, size() - position);
  }

  /** Size in bytes. */
  public long size() {
    try {
      return channel.size();
    } catch (IOException e) {
      throw HostErrors.of(e);
    }
  }

  @Override
  protected void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw HostErrors.of(e);
    }
  }
}
