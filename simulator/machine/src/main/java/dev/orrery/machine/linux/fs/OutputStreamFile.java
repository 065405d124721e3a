package dev.orrery.machine.linux.fs;

import static dev.orrery.machine.linux.fs.OpenFlags.POLLOUT;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Standard output or standard error. */
final class OutputStreamFile extends OpenFile {
  private static final int LARGEST_PIECE = 1 << 16;

  private final OutputStream out;
  private final boolean terminal;
  private final long inode;

  OutputStreamFile(OutputStream out, boolean terminal, long inode) {
    super(OpenFlags.O_WRONLY);
    this.out = out;
    this.terminal = terminal;
    this.inode = inode;
  }

  @Override
  long write(ByteBuffer from) throws IOException {
    if (!from.hasRemaining()) {
      return 0;
    }
    int count = from.remaining();
    byte[] bytes = new byte[Math.min(from.remaining(), LARGEST_PIECE)];
    while (from.hasRemaining()) {
      int n = Math.min(bytes.length, from.remaining());
      from.get(bytes, 0, n);
      out.write(bytes, 0, n);
    }
    out.flush();
    return count;
  }

  @Override
  int ready() {
    return POLLOUT;
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
