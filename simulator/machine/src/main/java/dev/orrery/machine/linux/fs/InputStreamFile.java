package dev.orrery.machine.linux.fs;

import static dev.orrery.machine.linux.fs.OpenFlags.POLLIN;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Standard input. From a terminal, a read takes the line that is there. From anything else it waits
 * until it has as many bytes as it asked for, or the end: a pipe's short reads depend on when its
 * writer came to write, and then the count of instructions would, too. (A driver that talks to the
 * program through pipes, answer by answer, has to give it a terminal, for example with {@code
 * script}.)
 */
final class InputStreamFile extends OpenFile {
  private static final int LARGEST_READ = 1 << 18;

  private final InputStream in;
  private final boolean terminal;
  private final long inode;
  private byte[] bytes = {};
  private int kept;

  /** The end was met while waiting, and has not been told to the program yet. */
  private boolean ended;

  InputStreamFile(InputStream in, boolean terminal, long inode) {
    super(OpenFlags.O_RDONLY);
    this.in = in;
    this.terminal = terminal;
    this.inode = inode;
  }

  @Override
  long read(ByteBuffer into) throws IOException {
    int wanted = Math.min(into.remaining(), LARGEST_READ);
    boolean more = !ended && !(terminal && kept > 0 && in.available() == 0);
    while (more && kept < wanted) {
      more = fill(wanted) && !terminal;
    }
    ended = false;
    int n = Math.min(kept, wanted);
    into.put(bytes, 0, n);
    System.arraycopy(bytes, n, bytes, 0, kept - n);
    kept -= n;
    return n;
  }

  @Override
  void awaitInput() throws IOException {
    if (kept == 0) {
      ended = !fill(1);
    }
  }

  /** Gets more bytes, up to {@code wanted}; false at the end. They stay when a wait is given up. */
  private boolean fill(int wanted) throws IOException {
    if (bytes.length < wanted) {
      bytes = Arrays.copyOf(bytes, wanted);
    }
    int n = in.read(bytes, kept, wanted - kept);
    kept += Math.max(n, 0);
    return n > 0;
  }

  /**
   * Input from a file or a pipe is always ready: a read of it waits, so that what a program does
   * depends on the input and not on when it came. A terminal has a person before it.
   */
  @Override
  int ready() throws IOException {
    return !terminal || ended || kept > 0 || in.available() > 0 ? POLLIN : 0;
  }

  /**
   * As many bytes as are sure to be there: elsewhere than at a terminal one, or none at the end.
   */
  @Override
  long available() throws IOException {
    if (terminal) {
      return kept + (long) in.available();
    }
    return kept > 0 || fill(1) ? Math.max(kept, 1) : 0;
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
