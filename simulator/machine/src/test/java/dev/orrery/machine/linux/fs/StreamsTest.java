package dev.orrery.machine.linux.fs;

import static dev.orrery.machine.linux.fs.OpenFlags.O_NONBLOCK;
import static dev.orrery.machine.linux.fs.OpenFlags.POLLERR;
import static dev.orrery.machine.linux.fs.OpenFlags.POLLHUP;
import static dev.orrery.machine.linux.fs.OpenFlags.POLLIN;
import static dev.orrery.machine.linux.fs.OpenFlags.POLLNVAL;
import static dev.orrery.machine.linux.fs.OpenFlags.POLLOUT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.machine.linux.Errno;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StreamsTest {
  private static long write(FileTable table, int descriptor, int count) {
    return table.write(descriptor, ByteBuffer.allocate(count));
  }

  private static long read(FileTable table, int descriptor, int count) {
    return table.read(descriptor, ByteBuffer.allocate(count));
  }

  private static FileTable table(InputStream in, OutputStream out) {
    return new FileTable(
        StandardStreams.of(in, out, null), FileAccess.none(), 0, () -> Instant.EPOCH);
  }

  private static OutputStream failing(String message) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(message);
      }
    };
  }

  @Test
  void inputIsReadToItsEnd() {
    try (Guest guest = new Guest(FileAccess.none(), "line one\nline two\n")) {
      assertThat(guest.read(0, 9)).isEqualTo("line one\n");
      assertThat(guest.table.available(0)).as("for sure").isEqualTo(1);
      assertThat(guest.read(0, 100)).isEqualTo("line two\n");
      assertThat(guest.read(0, 100)).isEmpty();
      assertThat(guest.table.lseek(0, 0, OpenFlags.SEEK_CUR)).isEqualTo(-Errno.ESPIPE);
      assertThat(guest.write(0, "x")).isEqualTo(-Errno.EBADF);
      assertThat(guest.table.isTerminal(0)).isZero();
      assertThat(guest.table.windowSize(1).error()).isEqualTo(Errno.ENOTTY);
    }
  }

  /** When a pipe's writer writes must make no difference; a person's lines are taken as given. */
  @Test
  void aReadIsFilledUnlessItIsFromATerminal() {
    for (boolean terminal : new boolean[] {false, true}) {
      InputStream slow =
          new ByteArrayInputStream("abcdefgh".getBytes(StandardCharsets.UTF_8)) {
            @Override
            public int read(byte[] bytes, int offset, int count) {
              return super.read(bytes, offset, Math.min(count, 3));
            }
          };
      StandardStreams streams = new StandardStreams(slow, null, null, terminal, false, false, 0, 0);
      try (FileTable table = new FileTable(streams, FileAccess.none(), 0, () -> Instant.EPOCH)) {
        assertThat(read(table, 0, 5)).isEqualTo(terminal ? 3 : 5);
        assertThat(read(table, 0, 5)).isEqualTo(3);
        assertThat(read(table, 0, 5)).isEqualTo(terminal ? 2 : 0);
      }
    }
  }

  /** A select without a time limit waits for the person, and loses nothing of what is typed. */
  @Test
  void waitingForAPersonKeepsWhatIsTyped() {
    InputStream typed =
        new ByteArrayInputStream("a".getBytes(StandardCharsets.UTF_8)) {
          @Override
          public int available() {
            return 0;
          }
        };
    StandardStreams streams = new StandardStreams(typed, null, null, true, false, false, 0, 0);
    try (FileTable table = new FileTable(streams, FileAccess.none(), 0, () -> Instant.EPOCH)) {
      assertThat(table.poll(0, OpenFlags.POLLIN)).isZero();
      table.awaitInput(0);
      assertThat(table.poll(0, OpenFlags.POLLIN)).isEqualTo(OpenFlags.POLLIN);
      assertThat(read(table, 0, 5)).isEqualTo(1);
      assertThat(table.poll(0, OpenFlags.POLLIN)).isZero();
      table.awaitInput(0);
      assertThat(table.poll(0, OpenFlags.POLLIN)).as("the end").isEqualTo(OpenFlags.POLLIN);
      assertThat(read(table, 0, 5)).isZero();
    }
  }

  @Test
  void aReadCanBeEnded() {
    InputStream ended =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new InterruptedIOException();
          }
        };
    assertThat(read(table(ended, OutputStream.nullOutputStream()), 0, 1)).isEqualTo(-Errno.EINTR);
  }

  @Test
  void failuresOfTheOutputAreErrorNumbers() {
    InputStream in = InputStream.nullInputStream();
    assertThat(write(table(in, failing("Broken pipe")), 1, 1)).isEqualTo(-Errno.EPIPE);
    assertThat(write(table(in, failing("No space left on device")), 1, 1)).isEqualTo(-Errno.ENOSPC);
    assertThat(write(table(in, failing("?")), 1, 1)).isEqualTo(-Errno.EIO);
    assertThat(write(table(in, failing("?")), 2, 1)).isEqualTo(-Errno.EBADF);
  }

  @Test
  void terminalsHaveASize() {
    StandardStreams streams =
        new StandardStreams(
            new ByteArrayInputStream(new byte[0]),
            OutputStream.nullOutputStream(),
            null,
            true,
            true,
            false,
            25,
            80);
    try (FileTable table = new FileTable(streams, FileAccess.none(), 0, () -> Instant.EPOCH)) {
      assertThat(table.isTerminal(1)).isEqualTo(1);
      assertThat(table.windowSize(0).value()).isEqualTo(new FileTable.WindowSize(25, 80));
      assertThat(table.poll(0, POLLIN)).isZero();
      int mode = table.fstat(0).value().mode();
      assertThat(mode & FileMode.S_IFMT).isEqualTo(FileMode.S_IFCHR);
    }
  }

  @Test
  void aPipeHoldsWhatItsCapacityAllows() {
    try (Guest guest = new Guest(FileAccess.none())) {
      FileTable table = guest.table;
      FileTable.PipeEnds pipe = table.pipe2(0).value();
      assertThat(read(table, pipe.read(), 1)).isEqualTo(-Errno.EDEADLK);
      assertThat(table.fcntl(pipe.read(), OpenFlags.F_SETFL, O_NONBLOCK)).isZero();
      assertThat(read(table, pipe.read(), 1)).isEqualTo(-Errno.EAGAIN);
      assertThat(guest.write(pipe.write(), "hello")).isEqualTo(5);
      assertThat(table.poll(pipe.read(), POLLIN | POLLOUT)).isEqualTo(POLLIN);
      assertThat(guest.read(pipe.read(), 3)).isEqualTo("hel");
      assertThat(write(table, pipe.write(), 1 << 20)).isEqualTo(Pipe.CAPACITY - 2);
      assertThat(write(table, pipe.write(), 1)).isEqualTo(-Errno.EDEADLK);
      assertThat(table.poll(pipe.write(), POLLOUT)).isZero();
      assertThat(read(table, pipe.read(), 100)).isEqualTo(100);
      // Up to 4096 bytes go as a whole.
      assertThat(write(table, pipe.write(), 101)).isEqualTo(-Errno.EDEADLK);
      assertThat(write(table, pipe.write(), 5000)).isEqualTo(100);
      assertThat(write(table, pipe.read(), 1)).isEqualTo(-Errno.EBADF);
      assertThat(table.lseek(pipe.read(), 0, 0)).isEqualTo(-Errno.ESPIPE);
    }
  }

  @Test
  void theEndsOfAPipeSeeEachOtherClose() {
    try (Guest guest = new Guest(FileAccess.none())) {
      FileTable table = guest.table;
      FileTable.PipeEnds pipe = table.pipe2(OpenFlags.O_CLOEXEC).value();
      assertThat(table.fcntl(pipe.read(), OpenFlags.F_GETFD, 0)).isEqualTo(1);
      guest.write(pipe.write(), "x");
      int copy = table.dup(pipe.write());
      table.close(pipe.write());
      assertThat(table.poll(pipe.read(), POLLIN)).isEqualTo(POLLIN);
      table.close(copy);
      assertThat(table.poll(pipe.read(), POLLIN)).isEqualTo(POLLIN | POLLHUP);
      assertThat(guest.read(pipe.read(), 9)).isEqualTo("x");
      assertThat(guest.read(pipe.read(), 9)).isEmpty();
      FileTable.PipeEnds other = table.pipe2(0).value();
      table.close(other.read());
      assertThat(guest.write(other.write(), "x")).isEqualTo(-Errno.EPIPE);
      assertThat(table.poll(other.write(), POLLOUT)).isEqualTo(POLLOUT | POLLERR);
      assertThat(table.poll(other.read(), POLLIN)).isEqualTo(POLLNVAL);
    }
  }
}
