package dev.orrery.machine.linux.fs;

import static dev.orrery.machine.linux.fs.OpenFlags.POLLERR;
import static dev.orrery.machine.linux.fs.OpenFlags.POLLHUP;
import static dev.orrery.machine.linux.fs.OpenFlags.POLLIN;
import static dev.orrery.machine.linux.fs.OpenFlags.POLLOUT;

import dev.orrery.machine.linux.Errno;
import java.nio.ByteBuffer;

/** A pipe inside one program: bytes in a ring. Source: pipe(7). */
final class Pipe {
  /** Bytes that a pipe holds. */
  static final int CAPACITY = 1 << 16;

  /** Up to this many bytes are written all or not at all. */
  private static final int PIPE_BUF = 4096;

  private final byte[] ring = new byte[CAPACITY];
  private final long inode;
  private int start;
  private int length;
  private boolean hasReader = true;
  private boolean hasWriter = true;

  Pipe(long inode) {
    this.inode = inode;
  }

  OpenFile readingEnd(int flags) {
    return new End(OpenFlags.O_RDONLY | flags);
  }

  OpenFile writingEnd(int flags) {
    return new End(OpenFlags.O_WRONLY | flags);
  }

  private long take(ByteBuffer into) {
    int n = Math.min(into.remaining(), length);
    int first = Math.min(n, CAPACITY - start);
    into.put(ring, start, first).put(ring, 0, n - first);
    start = (start + n) % CAPACITY;
    length -= n;
    return n;
  }

  private long put(ByteBuffer from) {
    int n = Math.min(from.remaining(), CAPACITY - length);
    int end = (start + length) % CAPACITY;
    int first = Math.min(n, CAPACITY - end);
    from.get(ring, end, first).get(ring, 0, n - first);
    length += n;
    return n;
  }

  /** One of the two ends. */
  private final class End extends OpenFile {
    End(int flags) {
      super(flags);
    }

    @Override
    long read(ByteBuffer into) throws GuestError {
      if (length == 0 && hasWriter && into.hasRemaining()) {
        throw wouldWait();
      }
      return take(into);
    }

    @Override
    long write(ByteBuffer from) throws GuestError {
      if (!from.hasRemaining()) {
        return 0;
      }
      if (!hasReader) {
        throw new GuestError(Errno.EPIPE);
      }
      int room = CAPACITY - length;
      if (room == 0 || (from.remaining() <= PIPE_BUF && from.remaining() > room)) {
        throw wouldWait();
      }
      return put(from);
    }

    /** The only one who could end the wait is the one who waits. */
    private GuestError wouldWait() {
      return new GuestError(has(OpenFlags.O_NONBLOCK) ? Errno.EAGAIN : Errno.EDEADLK);
    }

    @Override
    int ready() {
      if (readable()) {
        return (length > 0 ? POLLIN : 0) | (hasWriter ? 0 : POLLHUP);
      }
      return (CAPACITY - length >= PIPE_BUF ? POLLOUT : 0) | (hasReader ? 0 : POLLERR);
    }

    @Override
    long available() {
      return length;
    }

    @Override
    FileStat stat() {
      return NodeStats.pipe(inode);
    }

    @Override
    String description() {
      return "pipe:[" + inode + "]";
    }

    @Override
    void close() {
      if (readable()) {
        hasReader = false;
      } else {
        hasWriter = false;
      }
    }
  }
}
