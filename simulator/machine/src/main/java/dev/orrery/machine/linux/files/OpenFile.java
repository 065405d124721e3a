package dev.orrery.machine.linux.files;

import dev.orrery.machine.linux.uapi.Errno;
import dev.orrery.machine.linux.uapi.OpenFlags;

/**
 * An open file description: what descriptors refer to. Calls that make no sense for a kind of file
 * end with the error that Linux gives.
 */
public abstract class OpenFile {
  private int flags;
  private int references;

  /**
   * A file that was opened so.
   *
   * @param flags as in {@link OpenFlags}
   */
  protected OpenFile(int flags) {
    this.flags = flags;
  }

  /** The access mode and the flags that {@code F_GETFL} reports. */
  public final int flags() {
    return flags
        & (OpenFlags.ACCESS_MASK | OpenFlags.APPEND | OpenFlags.NONBLOCK | OpenFlags.PATH_ONLY);
  }

  /** Changes those flags that {@code F_SETFL} may change. */
  public final void setStatusFlags(int newFlags) {
    int mutable = OpenFlags.APPEND | OpenFlags.NONBLOCK;
    flags = (flags & ~mutable) | (newFlags & mutable);
  }

  /** Whether calls return at once instead of waiting. */
  public final boolean nonBlocking() {
    return (flags & OpenFlags.NONBLOCK) != 0;
  }

  final void retain() {
    references++;
  }

  final void release() {
    if (--references == 0) {
      close();
    }
  }

  /** Fails unless it was opened for reading. */
  public final void requireReadable() {
    if (!OpenFlags.readable(flags)) {
      throw Errno.EBADF.error();
    }
  }

  /** Fails unless it was opened for writing. */
  public final void requireWritable() {
    if (!OpenFlags.writable(flags)) {
      throw Errno.EBADF.error();
    }
  }

  /**
   * Reads at the file's position and moves it.
   *
   * @return bytes read, 0 at the end, {@link #WOULD_WAIT} if there are none yet
   */
  public abstract int read(byte[] to, int length);

  /**
   * Writes at the file's position and moves it.
   *
   * @return bytes written, or {@link #WOULD_WAIT} if there is no room yet
   */
  public abstract int write(byte[] from, int length);

  /** Nothing in this process could ever end the wait. */
  public static final int WOULD_WAIT = -1;

  /** Reads at a position, and leaves the file's as it is. */
  public int readAt(long position, byte[] to, int length) {
    throw Errno.ESPIPE.error();
  }

  /** Writes at a position, and leaves the file's as it is. */
  public int writeAt(long position, byte[] from, int length) {
    throw Errno.ESPIPE.error();
  }

  /** Moves the position; {@code whence} is 0 from the start, 1 from here, 2 from the end. */
  public long seek(long offset, int whence) {
    throw Errno.ESPIPE.error();
  }

  /** Cuts it off or fills it up with zeros. */
  public void truncate(long size) {
    throw Errno.EINVAL.error();
  }

  /** Makes sure that what was written is on the disk. */
  public void sync() {
    throw Errno.EINVAL.error();
  }

  /** What {@code fstat} reports. */
  public abstract FileStatus status();

  /** Whether it is a terminal. */
  public boolean isTerminal() {
    return false;
  }

  /** Whether it has all its bytes at any time, so that only its end makes a read short. */
  public boolean regular() {
    return false;
  }

  /** Whether reading would not wait. */
  public boolean readReady() {
    return true;
  }

  /** Whether writing would not wait. */
  public boolean writeReady() {
    return true;
  }

  /** Whether the other end of a pipe is gone. */
  public boolean hungUp() {
    return false;
  }

  /** How many bytes could be read at once; 0 if that is not known. */
  public long available() {
    return 0;
  }

  /** The last descriptor is gone. */
  protected void close() {}
}
