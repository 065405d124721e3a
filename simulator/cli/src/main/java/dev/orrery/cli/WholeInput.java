package dev.orrery.cli;

import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Standard input for programs that are run more than once: all of it, read when one of them asks
 * first. A person at a terminal would have to type everything ahead: there, it is empty.
 */
final class WholeInput {
  private static final int MOST = 1 << 30;

  private final Console console;
  private byte[] bytes = {};
  private boolean read;

  WholeInput(Console console) {
    this.console = console;
    this.read = console.terminals().contains("0");
  }

  /** All of it, from the first byte. */
  InputStream open() {
    return new InputStream() {
      private InputStream in = InputStream.nullInputStream();
      private boolean opened;

      private InputStream in() {
        if (!opened) {
          in = new ByteArrayInputStream(bytes());
          opened = true;
        }
        return in;
      }

      @Override
      public int read() throws IOException {
        return in().read();
      }

      @Override
      public int read(byte[] to, int offset, int length) throws IOException {
        return in().read(to, offset, length);
      }

      @Override
      public int available() throws IOException {
        return in().available();
      }
    };
  }

  private byte[] bytes() {
    if (!read) {
      read = true;
      try {
        bytes = console.in().readNBytes(MOST);
        if (bytes.length == MOST) {
          throw new OrreryException(
              ExitCode.USAGE,
              "standard input has more than %d MiB, which are kept for every run: give less"
                  .formatted(MOST >> 20));
        }
      } catch (IOException e) {
        throw new OrreryException(
            ExitCode.USAGE, "standard input cannot be read: " + e.getMessage(), e);
      }
    }
    return bytes;
  }
}
