package dev.orrery.machine.linux.fs;

import dev.orrery.machine.linux.Errno;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/** An open file that exists without the host: a device, or a text made when it was opened. */
final class SpecialFile extends OpenFile {
  private static final int LARGEST_PIECE = 1 << 12;

  private final Special special;
  private final String path;
  private final byte[] text;
  private final SplittableRandom random;
  private long position;

  /**
   * Opens one.
   *
   * @param text what there is to read, for files that have a text
   * @param random where random bytes come from
   */
  SpecialFile(int flags, Special special, String path, byte[] text, SplittableRandom random) {
    super(flags);
    this.special = special;
    this.path = path;
    this.text = text;
    this.random = random;
  }

  private boolean isText() {
    return special instanceof Special.Text || special instanceof Special.Program;
  }

  @Override
  long read(ByteBuffer into) {
    long n = readAt(into, position);
    position += n;
    return n;
  }

  @Override
  long readAt(ByteBuffer into, long offset) {
    if (special instanceof Special.Null) {
      return 0;
    }
    int n = into.remaining();
    if (isText()) {
      int from = (int) Math.min(offset, text.length);
      n = Math.min(n, text.length - from);
      into.put(text, from, n);
    } else {
      byte[] piece = new byte[Math.min(n, LARGEST_PIECE)];
      while (into.hasRemaining()) {
        if (special instanceof Special.Noise) {
          random.nextBytes(piece);
        }
        into.put(piece, 0, Math.min(piece.length, into.remaining()));
      }
    }
    return n;
  }

  @Override
  long write(ByteBuffer from) throws GuestError {
    return writeAt(from, position);
  }

  @Override
  long writeAt(ByteBuffer from, long offset) throws GuestError {
    if (special instanceof Special.Full) {
      throw new GuestError(Errno.ENOSPC);
    }
    int n = from.remaining();
    from.position(from.limit());
    return n;
  }

  @Override
  long seek(long offset, int whence) throws GuestError {
    if (!isText()) {
      return 0;
    }
    long to =
        switch (whence) {
          case OpenFlags.SEEK_SET -> offset;
          case OpenFlags.SEEK_CUR -> position + offset;
          case OpenFlags.SEEK_END -> text.length + offset;
          default -> throw new GuestError(Errno.EINVAL);
        };
    if (to < 0) {
      throw new GuestError(Errno.EINVAL);
    }
    position = to;
    return to;
  }

  @Override
  void sync() throws IOException {
    if (!isText()) {
      throw new GuestError(Errno.EINVAL);
    }
  }

  @Override
  FileStat stat() {
    if (special instanceof Special.Program) {
      return NodeStats.of(special).as(FileMode.S_IFREG | 0555, text.length);
    }
    return NodeStats.of(special);
  }

  @Override
  String description() {
    return path;
  }
}
