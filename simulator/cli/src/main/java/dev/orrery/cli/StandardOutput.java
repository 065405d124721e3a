package dev.orrery.cli;

import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Standard output under a {@code PrintStream}, which would forget errors: a full disk ends the
 * command with a message, a reader that has gone ends it quietly, as it ends other commands.
 */
final class StandardOutput extends OutputStream {
  private static final int BUFFER = 1 << 13;

  private final OutputStream out;
  private final byte[] buffer = new byte[BUFFER];
  private int count;

  /** What reads standard output has gone, as {@code head} does. */
  static final class ReaderGone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The exit status that a shell shows for a command that SIGPIPE ended. */
    static final int STATUS = 128 + 13;

    private ReaderGone(IOException cause) {
      super(cause);
    }
  }

  StandardOutput(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) {
    if (count == BUFFER) {
      flush();
    }
    buffer[count++] = (byte) b;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    if (length > BUFFER - count) {
      flush();
    }
    if (length > BUFFER) {
      emit(bytes, offset, length);
    } else {
      System.arraycopy(bytes, offset, buffer, count, length);
      count += length;
    }
  }

  @Override
  public void flush() {
    int n = count;
    count = 0; // what cannot be written now cannot be written later either
    if (n > 0) {
      emit(buffer, 0, n);
    }
  }

  private void emit(byte[] bytes, int offset, int length) {
    try {
      out.write(bytes, offset, length);
      out.flush();
    } catch (IOException e) {
      String why = String.valueOf(e.getMessage());
      if (why.contains("Broken pipe")) {
        throw new ReaderGone(e);
      }
      throw new OrreryException(
          ExitCode.USAGE,
          "standard output cannot be written: " + why + "; redirect it elsewhere",
          e);
    }
  }
}
