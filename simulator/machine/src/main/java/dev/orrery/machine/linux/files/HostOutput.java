package dev.orrery.machine.linux.files;

import dev.orrery.machine.linux.uapi.Errno;
import dev.orrery.machine.linux.uapi.FileMode;
import dev.orrery.machine.linux.uapi.OpenFlags;
import java.io.IOException;
import java.io.OutputStream;

/** Standard output or standard error. */
public final class HostOutput extends OpenFile {
  private final OutputStream out;
  private final boolean terminal;
  private final FileStatus status;

  /**
   * A file that writes to {@code out}.
   *
   * @param terminal whether the guest is told that it is one
   */
  public HostOutput(OutputStream out, boolean terminal, long inode) {
    super(terminal ? OpenFlags.READ_WRITE : OpenFlags.WRITE_ONLY);
    this.out = out;
    this.terminal = terminal;
    this.status = HostInput.status(terminal, inode);
  }

  @Override
  public int read(byte[] to, int length) {
    throw Errno.EBADF.error();
  }

  @Override
  public int write(byte[] from, int length) {
    try {
      out.write(from, 0, length);
      out.flush();
      return length;
    } catch (IOException e) {
      throw HostErrors.of(e);
    }
  }

  @Override
  public FileStatus status() {
    return status;
  }

  @Override
  public boolean isTerminal() {
    return terminal;
  }

  /** For {@code fstat}: the file type of standard streams. */
  static int mode(boolean terminal) {
    return terminal ? FileMode.CHARACTER_DEVICE | 0620 : FileMode.FIFO | 0600;
  }
}
