package dev.orrery.machine.linux.fs;

import static dev.orrery.machine.linux.fs.OpenFlags.POLLIN;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Standard input. Reads wait for the first byte and then take what is there, as from a pipe. */
final class InputStreamFile extends OpenFile {
  private static final int LARGEST_READ = 1 << 16;

  private final InputStream in;
  private final boolean terminal;
  private final long inode;

  InputStreamFile(InputStream in, boolean terminal, long inode) {
    super(OpenFlags.O_RDONLY);
    this.in = in;
    this.terminal = terminal;
    this.inode = inode;
  }

  @Override
  long read(ByteBuffer into) throws IOException {
    byte[] bytes = new byte[Math.min(into.remaining(), LARGEST_READ)];
    long total = 0;
    while (into.hasRemaining()) {
      int n = in.read(bytes, 0, Math.min(bytes.length, into.remaining()));
      if (n <= 0) {
        break;
      }
      into.put(bytes, 0, n);
      total += n;
      if (terminal || !moreIsThere()) {
        break;
      }
    }
    return total;
  }

  /** Whether another read returns at once; what was read already must not be lost to an error. */
  private boolean moreIsThere() {
    try {
      return in.available() > 0;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Input from a file or a pipe is always ready: a read of it waits, so that what a program does
   * depends on the input and not on when it came. A terminal has a person before it.
   */
  @Override
  int ready() throws IOException {
    return !terminal || in.available() > 0 ? POLLIN : 0;
  }

  @Override
  long available() throws IOException {
    return in.available();
  }

  @Override
  boolean isTerminal() {
    return terminal;
  }

  @Override
  FileStat stat() {
    return terminal ? NodeStats.terminal(inode) : NodeStats.pipe(inode);
  }

  @Override
  String description() {
    return terminal ? "/dev/pts/0" : "pipe:[" + inode + "]";
  }
}
