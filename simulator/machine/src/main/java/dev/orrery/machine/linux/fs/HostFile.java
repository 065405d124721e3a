package dev.orrery.machine.linux.fs;

import dev.orrery.machine.linux.Errno;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** An open regular file of the host. */
final class HostFile extends OpenFile {
  /** The JDK copies a heap buffer as a whole before it writes. */
  private static final int LARGEST_PIECE = 1 << 20;

  private final FileChannel channel;
  private final HostLocation location;
  private final Inodes inodes;
  private long position;

  HostFile(int flags, FileChannel channel, HostLocation location, Inodes inodes) {
    super(flags);
    this.channel = channel;
    this.location = location;
    this.inodes = inodes;
  }

  @Override
  long read(ByteBuffer into) throws IOException {
    long n = readAt(into, position);
    position += n;
    return n;
  }

  @Override
  long write(ByteBuffer from) throws IOException {
    if (has(OpenFlags.O_APPEND)) {
      position = channel.size();
    }
    long n = put(from, position);
    position += n;
    return n;
  }

  @Override
  long readAt(ByteBuffer into, long offset) throws IOException {
    long total = 0;
    while (into.hasRemaining()) {
      int n = channel.read(piece(into), offset + total);
      if (n <= 0) {
        break;
      }
      into.position(into.position() + n);
      total += n;
    }
    return total;
  }

  /** With {@code O_APPEND}, Linux writes at the end in spite of the offset: pwrite(2), BUGS. */
  @Override
  long writeAt(ByteBuffer from, long offset) throws IOException {
    return put(from, has(OpenFlags.O_APPEND) ? channel.size() : offset);
  }

  @Override
  void storeAt(ByteBuffer from, long offset) throws IOException {
    long unused = put(from, offset);
  }

  private long put(ByteBuffer from, long offset) throws IOException {
    inodes.modified(location.id());
    if (from.remaining() > Long.MAX_VALUE - offset) {
      throw new GuestError(Errno.EFBIG);
    }
    long total = 0;
    while (from.hasRemaining()) {
      int n;
      try {
        n = channel.write(piece(from), offset + total);
      } catch (IOException e) {
        // What was written counts; the next call meets the error again.
        if (total > 0) {
          break;
        }
        throw e;
      }
      from.position(from.position() + n);
      total += n;
    }
    return total;
  }

  private static ByteBuffer piece(ByteBuffer all) {
    return all.slice(all.position(), Math.min(all.remaining(), LARGEST_PIECE));
  }

  @Override
  long seek(long offset, int whence) throws IOException {
    long from =
        switch (whence) {
          case OpenFlags.SEEK_SET -> 0;
          case OpenFlags.SEEK_CUR -> position;
          case OpenFlags.SEEK_END -> channel.size();
          default -> throw new GuestError(Errno.EINVAL);
        };
    long to = from + offset;
    if (to < 0) {
      // Adding two numbers that are not negative can only be too large.
      throw new GuestError(offset > 0 ? Errno.EOVERFLOW : Errno.EINVAL);
    }
    position = to;
    return to;
  }

  @Override
  void truncate(long size) throws IOException {
    inodes.modified(location.id());
    long now = channel.size();
    if (size < now) {
      channel.truncate(size);
    } else if (size > now) {
      channel.write(ByteBuffer.allocate(1), size - 1);
    }
  }

  @Override
  void sync() throws IOException {
    channel.force(true);
  }

  @Override
  FileStat stat() throws IOException {
    HostAttributes a = location.attributes();
    return inodes.stat(location.place() == null ? a.with(channel.size(), a.links()) : a);
  }

  @Override
  HostLocation location() {
    return location;
  }

  @Override
  String description() {
    Place place = location.place();
    return place == null ? "(deleted)" : place.guest();
  }

  @Override
  void close() throws IOException {
    channel.close();
  }
}
