package dev.orrery.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that grows as the program runs, and is worth reading before it is complete. One that could
 * not be written to its end, on a disk that is full, is no log: it is removed when it is closed.
 */
final class LogFile extends FilterOutputStream {
  private final Path file;
  private boolean isCut;

  /** Of {@code file}, which {@code out} writes. */
  LogFile(OutputStream out, Path file) {
    super(out);
    this.file = file;
  }

  /**
   * An empty one, in the place of what {@code file} was.
   *
   * @throws IOException if it cannot be written
   */
  static LogFile open(Path file) throws IOException {
    return new LogFile(Files.newOutputStream(file), file);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      isCut = true;
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    super.close();
    if (isCut && Files.isRegularFile(file)) {
      Files.delete(file);
    }
  }
}
