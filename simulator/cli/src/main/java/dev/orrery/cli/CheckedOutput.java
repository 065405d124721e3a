package dev.orrery.cli;

import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import java.io.IOException;
import java.io.OutputStream;

/**
 * What a command writes to: a full disk ends the command with a message, a reader that has gone
 * ends it quietly, as it ends other commands. Under a {@code PrintStream}, which would forget
 * errors, and for logs.
 */
final class CheckedOutput extends OutputStream {
  private static final int BUFFER = 1 << 13;

  private final OutputStream out;
  private final String name;
  private final byte[] buffer = new byte[BUFFER];
  private int count;

  /** What reads the output has gone, as {@code head} does. */
  static final class ReaderGone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The exit status that a shell shows for a command that SIGPIPE ended. */
    static final int STATUS = 128 + 13;

    private ReaderGone(IOException cause) {
      super(cause);
    }
  }

  /**
   * Writes to {@code out}.
   *
   * @param name what that is, for messages
   */
  CheckedOutput(OutputStream out, String name) {
    this.out = out;
    this.name = name;
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
          ExitCode.USAGE, name + " cannot be written: " + why + "; send it elsewhere", e);
    }
  }
}
