package dev.orrery.machine.linux.files;

import dev.orrery.machine.linux.uapi.Errno;
import dev.orrery.machine.linux.uapi.FileMode;
import dev.orrery.machine.linux.uapi.OpenFlags;

/** A pipe within the process: a ring of bytes and two ends. */
public final class Pipe {
  /** Bytes that a pipe holds. */
  public static final int CAPACITY = 1 << 16;

  private final byte[] ring = new byte[CAPACITY];
  private final FileStatus status;
  private int start;
  private int count;
  private boolean readerGone;
  private boolean writerGone;

  /** An empty pipe whose ends report {@code inode}. */
  public Pipe(long inode) {
    this.status = FileStatus.special(inode, FileMode.FIFO | 0600, 0);
  }

  /** The end to read from. */
  public OpenFile reader(int flags) {
    return new Reader(flags & OpenFlags.NONBLOCK);
  }

  /** The end to write to. */
  public OpenFile writer(int flags) {
    return new Writer(flags & OpenFlags.NONBLOCK | OpenFlags.WRITE_ONLY);
  }

  private final class Reader extends OpenFile {
    Reader(int flags) {
      super(flags);
    }

    @Override
    public int read(byte[] to, int length) {
      int n = Math.min(length, count);
      if (n == 0 && length > 0) {
        return writerGone ? 0 : WOULD_WAIT;
      }
      for (int i = 0; i < n; i++) {
        to[i] = ring[(start + i) % CAPACITY];
      }
      start = (start + n) % CAPACITY;
      count -= n;
      return n;
    }

    @Override
    public int write(byte[] from, int length) {
      throw Errno.EBADF.error();
    }

    @Override
    public FileStatus status() {
      return status;
    }

    @Override
    public boolean readReady() {
      return count > 0 || writerGone;
    }

    @Override
    public boolean hungUp() {
      return writerGone;
    }

    @Override
    public long available() {
      return count;
    }

    @Override
    protected void close() {
      readerGone = true;
    }
  }

  private final class Writer extends OpenFile {
    /** What POSIX promises to write in one piece. */
    private static final int ATOMIC = 4096;

    Writer(int flags) {
      super(flags);
    }

    @Override
    public int read(byte[] to, int length) {
      throw Errno.EBADF.error();
    }

    @Override
    public int write(byte[] from, int length) {
      if (readerGone) {
        throw Errno.EPIPE.error();
      }
      int room = CAPACITY - count;
      if (length > 0 && (room == 0 || (length <= ATOMIC && room < length))) {
        return WOULD_WAIT;
      }
      int n = Math.min(length, room);
      for (int i = 0; i < n; i++) {
        ring[(start + count + i) % CAPACITY] = from[i];
      }
      count += n;
      return n;
    }

    @Override
    public FileStatus status() {
      return status;
    }

    @Override
    public boolean writeReady() {
      return CAPACITY - count >= ATOMIC || readerGone;
    }

    @Override
    public boolean hungUp() {
      return readerGone;
    }

    @Override
    protected void close() {
      writerGone = true;
    }
  }
}
